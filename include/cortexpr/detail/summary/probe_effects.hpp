// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/step/with_neurons.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <vector>

namespace cortexpr::detail {

// What rules do with an arriving spike is known to the rules alone, so a spike is sent through a copy of the
// projection.

/// Projection K to be tried on. Rules that see neurons get copies of these too, and find the variable of the receptor
/// as it is; others start at 0.
template <class Net, std::size_t K>
class projection_on_trial {
  static constexpr const auto& d = Net::description_value;
  using real = typename Net::real;
  static constexpr bool sees = seen_neurons_of<d, K, real>::any;
  using held_type =
      std::conditional_t<sees, typename Net::state,
                         std::remove_cvref_t<decltype(item_at<K>(std::declval<typename Net::state>().items))>>;

public:
  explicit projection_on_trial(const typename Net::state& state) : copy_(choose(state)) {}
  [[nodiscard]] auto& projection() {
    if constexpr (sees)
      return item_at<K>(copy_.items);
    else
      return copy_;
  }
  [[nodiscard]] auto neurons() {
    if constexpr (sees)
      return neurons_now<d, K, real>(copy_);
    else
      return sees_none{};
  }
  /// The number of neurons of population N of the copies.
  template <std::size_t N>
  [[nodiscard]] std::size_t size_of() const requires sees {
    return item_at<N>(copy_.items).size;
  }
  /// The variable of the receptor of target j before a spike arrives.
  [[nodiscard]] real rest([[maybe_unused]] std::size_t j) {
    if constexpr (sees)
      return receptor_of<d, K, real>(copy_).variable[j];
    else
      return 0;
  }

private:
  static const held_type& choose(const typename Net::state& state) {
    if constexpr (sees)
      return state;
    else
      return item_at<K>(state.items);
  }
  held_type copy_;
};

/// Sends one spike of every source through slice s of a projection; `after(begin, end)` reads what each source did.
template <class Real, class List, class Weights, class Neurons, class After>
void send_spikes(projection_state<List, Weights>& p, const Neurons& neurons, std::size_t s, moment now, Real* variable,
                 After&& after) {
  const slice_rows& rows = p.connections->slices[s];
  slice_work<List, Real, Weights, Neurons> work(p, s, now, neurons);
  for (std::size_t i = 0; i + 1 < rows.row.size(); ++i) {
    std::size_t begin = rows.row[i];
    if (rows.segment_begin.empty()) {
      work.arrive(begin, rows.row[i + 1], i, variable, bit_view{});
    } else {
      for (std::size_t g = rows.segment_begin[i]; g < rows.segment_begin[i + 1]; ++g) {
        work.arrive(begin, begin + rows.segments[g].count, g, variable, bit_view{});
        begin += rows.segments[g].count;
      }
    }
    after(static_cast<std::size_t>(rows.row[i]), static_cast<std::size_t>(rows.row[i + 1]));
  }
}

/// Replaces the sums of weights by sums of what one spike of each source adds to the variable, and finds the value to
/// which rules clip it.
template <class Net, std::size_t K>
void probe_effects(const typename Net::state& state, afferent_summary& facts) {
  using real = typename Net::real;
  projection_on_trial<Net, K> trial(state);
  auto& copy = trial.projection();
  const auto neurons = trial.neurons();
  const moment now{state.time(), state.dt, static_cast<std::uint64_t>(state.step)};
  for (auto* list : {&facts.sum, &facts.squares}) std::fill(list->begin(), list->end(), 0);
  std::vector<real> column(facts.end, real(0));
  for (std::size_t j = facts.begin; j < facts.end; ++j) column[j] = trial.rest(j);
  double highest = 0;
  for (std::size_t s = 0; s < copy.slices.size(); ++s) {
    const slice_rows& rows = copy.connections->slices[s];
    send_spikes<real>(copy, neurons, s, now, column.data(), [&](std::size_t begin, std::size_t end) {
      for (std::size_t k = begin; k < end; ++k) {
        const std::size_t j = rows.first_target + rows.target[k];
        const auto added = static_cast<double>(column[j]) - static_cast<double>(trial.rest(j));
        column[j] = trial.rest(j);
        facts.sum[j - facts.begin] += added;
        facts.squares[j - facts.begin] += added * added;
        highest = std::max(highest, std::abs(added));
      }
    });
  }
  // Rules that clip pull down what is far too high.
  const auto far = static_cast<real>(1e6 * highest);
  std::fill(column.begin(), column.end(), far);
  for (std::size_t s = 0; highest > 0 && s < copy.slices.size(); ++s)
    send_spikes<real>(copy, neurons, s, now, column.data(), [](std::size_t, std::size_t) {});
  for (const real x : column)
    if (x < far / 2) facts.effect_cap = static_cast<double>(x);
}

/// Whether arriving spikes alone bring weights of zero to life.
template <class Net, std::size_t K>
bool grows_by_arrivals(const typename Net::state& state) {
  using real = typename Net::real;
  using list = typename Net::structure::template item<K>::rules;
  if constexpr (!Net::structure::template is_continuous<K>() && !std::is_same_v<list, plasticity<transmit>>) {
    projection_on_trial<Net, K> trial(state);
    auto& copy = trial.projection();
    const auto neurons = trial.neurons();
    const auto& connections = *copy.connections;
    const moment now{state.time(), state.dt, static_cast<std::uint64_t>(state.step)};
    for (std::size_t s = 0; s < copy.slices.size(); ++s) {
      const slice_rows& rows = connections.slices[s];
      std::vector<real> column(rows.first_target + rows.targets, real(0));
      for (std::size_t j = rows.first_target; j < column.size(); ++j) column[j] = trial.rest(j);
      send_spikes<real>(copy, neurons, s, now, column.data(), [](std::size_t, std::size_t) {});
      for (std::size_t k = 0; k < rows.size(); ++k)
        if (const auto w = copy.slices[s].weight(k, rows.target[k]); w < 0 || w > 0) return true; // NaN is no growth
    }
  }
  return false;
}

} // namespace cortexpr::detail
