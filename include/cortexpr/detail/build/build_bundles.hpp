// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/build/build_projection.hpp>
#include <cortexpr/detail/bundle/bundle_builder.hpp>
#include <cortexpr/detail/structure/bundling.hpp>
#include <functional>
#include <memory>
#include <string>

namespace cortexpr::detail {

/// Cuts the targets of all bundles into slices.
template <auto const& D, class Real>
sequence<bundle_slice> bundle_slices(const network_state<D, Real>& state) {
  using groups = bundling<D, Real>;
  sequence<std::pair<unsigned, bundle_piece>> pieces;
  for_each_member<D, Real>([&](auto k) {
    if constexpr (groups::column_of(k) == k) {
      const auto& bounds = item_at<structure<D>::template target_of<k>>(state.items).bounds;
      const std::size_t parts = bounds.size() - 1;
      for (std::size_t part = 0; part < parts; ++part) {
        unsigned owner = 0;
        while (!team_member{owner, state.team_size}.owns(part, parts)) ++owner;
        pieces.emplace_back(owner, bundle_piece{k, part, bounds[part], bounds[part + 1] - bounds[part]});
      }
    }
  });
  return lay_out_bundles(pieces);
}

template <class Real>
using bundled_weights = fixed_point_weights<Real, std::int16_t>;

/// The rows that a recipe gives, made by one thread.
template <class Real, class Maker>
class rows_of_recipe final : public member_rows {
public:
  rows_of_recipe(const typename Maker::recipe_type& recipe, const bundled_weights<Real>& kind)
      : name_(recipe.label + ".w"), maker_(recipe, false), kind_(kind) {}
  const row_chunk<std::int16_t>& make(std::uint32_t first, std::uint32_t last) override {
    maker_.make(first, last, count_, [&](double value) { return checked_weight(kind_, value, name_); });
    count_ += maker_.chunk.synapses;
    return maker_.chunk;
  }
  void finish(std::uint64_t synapses) const override { maker_.finish(synapses); }

private:
  std::string name_;
  Maker maker_;
  bundled_weights<Real> kind_; // an empty one, which knows the resolution
  std::uint64_t count_ = 0;
};

/// The members of a bundle as recipes, which live elsewhere.
template <class Real>
struct bundle_recipes {
  sequence<bundle_member> members;
  /// Per member: its rows, to be made by one thread.
  sequence<std::function<std::unique_ptr<member_rows>(const bundled_weights<Real>&)>> makers;
  double bound = 0; ///< of all weights
  unsigned threads = 1;
};

/// Makes the bundle of population P from its members' rows; `makers()` makes them for one thread.
template <auto const& D, std::size_t P, class Real, class Makers>
void make_bundle(network_state<D, Real>& state, const sequence<bundle_member>& members, double resolution,
                 unsigned threads, const Makers& makers) {
  auto& bundles = state.bundles;
  sequence<bundle_worker> workers;
  for (unsigned t = 0; t < threads; ++t) workers.emplace_back(bundles.slices, members, makers());
  std::size_t targets = 0;
  for (const bundle_slice& slice : bundles.slices) targets += slice.targets;
  sequence<std::uint64_t> made;
  const auto b = std::make_shared<bundle>(
      make_bundle(workers, bundles.slices.size(), item_at<P>(state.items).size, targets, resolution, made));
  bundles.of_source[P] = b;
  for (auto& slice : bundles.in_flight) slice.reserve(b->connections);
  std::size_t m = 0;
  for_each_member<D, Real, P>([&](auto k) {
    auto& p = item_at<k>(state.items);
    auto form = std::make_shared<synapse_rows>();
    form->first_source = members[m].first_source;
    form->sources = members[m].sources;
    form->min_delay = b->connections.min_delay;
    form->max_delay = b->connections.max_delay;
    form->synapses = made[m];
    form->keeps_order = false;
    form->bundled = true;
    for (std::size_t s = 0; s < members[m].bounds.count(); ++s) {
      slice_rows& empty = form->slices.emplace_back();
      empty.first_target = members[m].bounds.begin[s];
      empty.targets = members[m].bounds.begin[s + 1] - empty.first_target;
      empty.part = members[m].bounds.first_part + static_cast<std::uint32_t>(s);
    }
    p.values.assign(form->slices.size(), {});
    for (auto& values : p.values) values.weights.unit = resolution;
    p.in_flight = {};
    p.connections = std::move(form);
    ++m;
  });
}

/// Calls then() when the recipes of all members that leave population P, from item K on, stand in `all`. They live
/// until it returns.
template <auto const& D, std::size_t P, std::size_t K, class Real, class Settings>
void with_recipes(network_state<D, Real>& state, const Settings& given_settings, bundle_recipes<Real>& all,
                  const std::function<void()>& then) {
  if constexpr (K == structure<D>::size) {
    then();
  } else if constexpr (is_member_from<D, Real>(K, P)) {
    with_recipe<D, K, Real>(
        state, given_settings, [&]<class R, bool Numbered>(const R& recipe, std::bool_constant<Numbered>) {
          using maker = row_maker<Numbered, true, std::int16_t, typename R::plan_type, typename R::weights_type,
                                  typename R::delays_type>;
          all.members.push_back({bundling<D, Real>::column_of(K), recipe.first_source, recipe.sources, recipe.bounds});
          all.makers.emplace_back([&recipe](const bundled_weights<Real>& kind) -> std::unique_ptr<member_rows> {
            return std::make_unique<rows_of_recipe<Real, maker>>(recipe, kind);
          });
          all.bound = std::max(all.bound, weight_bound<bundled_weights<Real>, Numbered>(recipe, state.team_size));
          // A list without numbers of its own is read in its order.
          if (!Numbered && maker::reads_lists) all.threads = 1;
          with_recipes<D, P, K + 1>(state, given_settings, all, then);
        });
  } else {
    with_recipes<D, P, K + 1>(state, given_settings, all, then);
  }
}

/// Builds the projections that leave population P and are bundled.
template <auto const& D, std::size_t P, class Real, class Settings>
void build_bundle(network_state<D, Real>& state, const Settings& given_settings) {
  bundle_recipes<Real> all;
  all.threads = state.team_size;
  with_recipes<D, P, 0>(state, given_settings, all, [&] {
    if (all.members.empty()) return;
    bundled_weights<Real> kind;
    kind.make_room_for(all.bound);
    make_bundle<D, P>(state, all.members, kind.resolution(), all.threads, [&] {
      sequence<std::unique_ptr<member_rows>> makers;
      for (const auto& make : all.makers) makers.push_back(make(kind));
      return makers;
    });
  });
  for_each_member<D, Real, P>([&](auto k) {
    item_at<k>(state.items).numbers = make_stream(state.seed, std::string(structure<D>::template item<k>::label), 3);
  });
}

/// Rows that are there already, as members of a bundle.
template <class Projection>
class rows_of_projection final : public member_rows {
public:
  rows_of_projection(const Projection& p, const slice_bounds& bounds) : p_(&p), chunk_(bounds, false) {}
  const row_chunk<std::int16_t>& make(std::uint32_t first, std::uint32_t last) override {
    const synapse_rows& connections = *p_->connections;
    chunk_.clear();
    created_row row;
    row.one_delay = connections.min_delay;
    for (std::uint32_t i = first; i < last; ++i) {
      row.clear();
      for (std::size_t s = 0; s < connections.slices.size(); ++s) {
        const slice_rows& rows = connections.slices[s];
        for (std::uint64_t k = rows.row[i]; k < rows.row[i + std::size_t{1}]; ++k) {
          row.target.push_back(rows.first_target - connections.slices[0].first_target + rows.target[k]);
          row.weight.push_back(p_->values[s].weights.values[k]);
        }
        if (connections.one_delay()) continue;
        for (std::uint64_t g = rows.segment_begin[i]; g < rows.segment_begin[i + std::size_t{1}]; ++g)
          row.delay.resize(row.delay.size() + rows.segments[g].count, rows.segments[g].delay);
      }
      chunk_.add(row, [](double weight) { return static_cast<std::int16_t>(weight); });
    }
    return chunk_;
  }
  void finish(std::uint64_t) const override {}

private:
  const Projection* p_;
  row_chunk<std::int16_t> chunk_;
};

/// Bundles the projections that leave population P by the rows that they have.
template <auto const& D, std::size_t P, class Real>
void bundle_rows_of(network_state<D, Real>& state) {
  sequence<bundle_member> members;
  double resolution = 0;
  for_each_member<D, Real, P>([&](auto k) {
    const auto& p = item_at<k>(state.items);
    const synapse_rows& connections = *p.connections;
    members.push_back(
        {bundling<D, Real>::column_of(k), connections.first_source, connections.sources, bounds_of(connections)});
    for (const auto& values : p.values) resolution = std::max(resolution, values.weights.resolution());
  });
  sequence<std::unique_ptr<member_rows>> makers;
  std::size_t m = 0;
  for_each_member<D, Real, P>([&](auto k) {
    using projection = std::remove_cvref_t<decltype(item_at<k>(state.items))>;
    makers.push_back(std::make_unique<rows_of_projection<projection>>(item_at<k>(state.items), members[m++].bounds));
  });
  make_bundle<D, P>(state, members, resolution, 1, [&] { return std::move(makers); });
}

/// Room for bundles, before any is built.
template <auto const& D, class Real>
void lay_out_bundles(network_state<D, Real>& state) {
  auto& bundles = state.bundles;
  bundles.slices = bundle_slices<D, Real>(state);
  bundles.of_source.resize(structure<D>::size);
  bundles.in_flight.resize(bundles.slices.size());
  for (const bundle_slice& slice : bundles.slices) bundles.arriving.emplace_back(slice.targets, Real(0));
}

/// Builds all projections that are bundled.
template <auto const& D, class Real, class Settings>
void build_bundles(network_state<D, Real>& state, const Settings& given_settings) {
  if constexpr (bundling<D, Real>::any) {
    lay_out_bundles(state);
    structure<D>::template for_each<item_kind::population>(
        [&](auto p) { build_bundle<D, p, Real>(state, given_settings); });
    state.bundles.changed();
  }
}

} // namespace cortexpr::detail
