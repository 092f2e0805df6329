// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/deferred/deferred_plasticity.hpp>
#include <cortexpr/detail/delivery/connect_rows.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/structure/bundling.hpp>
#include <memory>
#include <string>
#include <utility>

namespace cortexpr::detail {

/// Projection K with its own rows, taken out of its bundle; the bundle stays as it is.
template <auto const& D, std::size_t K, class Real>
auto extract_projection(const network_state<D, Real>& state) {
  auto p = item_at<K>(state.items);
  const bundle& from = *state.bundles.of_source[structure<D>::template source_of<K>];
  auto rows = std::make_shared<synapse_rows>(*p.connections);
  rows->bundled = false;
  struct progress {
    std::uint32_t source = 0, delay = 0;
    bool any = false;
  };
  sequence<progress> last(rows->slices.size());
  const auto begin_row = [&](std::size_t s) {
    rows->slices[s].row.push_back(rows->slices[s].target.size());
    rows->slices[s].segment_begin.push_back(rows->slices[s].segments.size());
  };
  for_each_bundled(
      from, state.bundles.slices, *p.connections, bundling<D, Real>::column_of(K),
      [&](std::size_t s, std::uint32_t i, std::uint32_t delay, std::uint16_t target, const bundled_synapse& synapse) {
        slice_rows& slice = rows->slices[s];
        const bool is_next = !last[s].any || last[s].source != i || last[s].delay != delay;
        while (slice.row.size() <= i) begin_row(s);
        if (is_next) slice.segments.push_back({delay, 0});
        ++slice.segments.back().count;
        slice.target.push_back(target);
        p.slices[s].weights.values.push_back(synapse.weight);
        last[s] = {i, delay, true};
      });
  for (std::size_t s = 0; s < rows->slices.size(); ++s) {
    while (rows->slices[s].row.size() <= rows->sources) begin_row(s);
    if (rows->one_delay()) rows->slices[s].segment_begin = {}, rows->slices[s].segments = {};
  }
  connect_by<false>(p, std::move(rows), std::string(structure<D>::template item<K>::label));
  return p;
}

/// Puts the weights of projection K, which was taken out, back into its bundle.
template <auto const& D, std::size_t K, class Real, class Projection>
void write_back(network_state<D, Real>& state, const Projection& p) {
  auto& mine = state.bundles.of_source[structure<D>::template source_of<K>];
  auto changed = mine.use_count() == 1 ? mine : std::make_shared<bundle>(*mine);
  sequence<std::size_t> next(p.slices.size(), 0);
  for_each_bundled(*changed, state.bundles.slices, *item_at<K>(state.items).connections,
                   bundling<D, Real>::column_of(K),
                   [&](std::size_t s, std::uint32_t, std::uint32_t, std::uint16_t, bundled_synapse& synapse) {
                     synapse.weight = p.slices[s].weights.values[next[s]++];
                   });
  mine = std::move(changed);
  state.bundles.changed();
}

/// Calls f(projection K with synapses as they are now): taken out of its bundle, and with all pending updates made.
/// All code that reads weights between steps does it through this function, which alone knows where they are; what f
/// gets may be a copy.
template <auto const& D, std::size_t K, class Real, class F>
void with_present_synapses(const network_state<D, Real>& state, F&& f) {
  if constexpr (bundling<D, Real>::members[K])
    if (item_at<K>(state.items).connections->bundled) {
      const auto p = extract_projection<D, K>(state);
      return f(p);
    }
  with_updated(item_at<K>(state.items), f);
}
/// The same for checkpoints: what rules do between events is left to the next event, so that a state that is loaded
/// goes on to the last bit.
template <auto const& D, std::size_t K, class Real, class F>
void with_stored_synapses(const network_state<D, Real>& state, F&& f) {
  if constexpr (learns_between_events<typename structure<D>::template item<K>::rules>)
    f(item_at<K>(state.items));
  else
    with_present_synapses<D, K>(state, f);
}
/// The same for changes of weights: f may write, and its changes are kept.
template <auto const& D, std::size_t K, class Real, class F>
void change_synapses(network_state<D, Real>& state, F&& f) {
  if constexpr (bundling<D, Real>::members[K])
    if (item_at<K>(state.items).connections->bundled) {
      auto p = extract_projection<D, K>(state);
      f(p);
      write_back<D, K>(state, p);
      return;
    }
  catch_up(item_at<K>(state.items));
  f(item_at<K>(state.items));
}
/// Gives the projections that were bundled with K rows of their own: from now on each is delivered by itself.
template <auto const& D, std::size_t K, class Real>
void unbundle(network_state<D, Real>& state) {
  if constexpr (bundling<D, Real>::members[K]) {
    constexpr std::size_t source = structure<D>::template source_of<K>;
    if (!item_at<K>(state.items).connections->bundled) return;
    for_each_member<D, Real, source>([&](auto k) { item_at<k>(state.items) = extract_projection<D, k>(state); });
    state.bundles.of_source[source] = {};
    state.bundles.changed();
  }
}

} // namespace cortexpr::detail
