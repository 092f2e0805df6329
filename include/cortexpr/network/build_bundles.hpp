// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/network/build_projection.hpp>
#include <cortexpr/network/bundling.hpp>
#include <cortexpr/storage/bundle_builder.hpp>
#include <memory>
#include <vector>

namespace cortexpr::detail {

/// Cuts the targets of all bundles into slices.
template <auto const& D, class Real>
std::vector<bundle_slice> bundle_slices(const network_state<D, Real>& state) {
  using groups = bundling<D, Real>;
  std::vector<std::pair<unsigned, bundle_piece>> pieces;
  for_each_member<D, Real>([&](auto k) {
    if constexpr (groups::column_of(k) == k) {
      const auto& bounds = std::get<structure<D>::template target_of<k>>(state.items).bounds;
      const std::size_t parts = bounds.size() - 1;
      for (std::size_t part = 0; part < parts; ++part) {
        unsigned owner = 0;
        while (!team_member{owner, state.team_size}.owns(part, parts)) ++owner;
        pieces.push_back({owner, bundle_piece{k, part, bounds[part], bounds[part + 1] - bounds[part]}});
      }
    }
  });
  return lay_out_bundles(pieces);
}

/// The rows of projection K, made by one thread.
template <bool Numbered, class Plan, class Weights, class Delays, class Real>
class rows_of_member final : public member_rows {
public:
  using recipe_type = synapse_recipe<Plan, Weights, Delays>;
  using maker_type = row_maker<Numbered, true, std::int16_t, Plan, Weights, Delays>;
  using store = fixed_point_weights<Real, std::int16_t>;
  /// A list without numbers of its own is read in its order.
  static constexpr bool counts = !Numbered && maker_type::reads_lists;

  rows_of_member(const recipe_type& recipe, const store& kind)
      : plan_(recipe.plan), recipe_(with_plan(recipe, plan_)), maker_(recipe_, false), kind_(kind) {}
  const row_chunk<std::int16_t>& make(std::uint32_t first, std::uint32_t last) override {
    maker_.make(first, last, count_, [&](double value) {
      if (!kind_.fits(value)) refuse_weight(kind_, value, recipe_.label + ".w");
      return kind_.encode(value);
    });
    count_ += maker_.chunk.synapses;
    return maker_.chunk;
  }
  void finish(std::uint64_t synapses) const override { maker_.finish(synapses); }

private:
  static recipe_type with_plan(const recipe_type& r, const Plan& plan) {
    return {plan, r.weights, r.delays, r.first_source, r.sources, r.bounds, r.label, r.seed, r.dt, r.rounds_delay};
  }
  Plan plan_;
  recipe_type recipe_;
  maker_type maker_;
  store kind_; // an empty one, which knows the resolution
  std::uint64_t count_ = 0;
};

/// Makes the bundle of population P from its members' rows; `makers()` makes them for one thread.
template <auto const& D, std::size_t P, class Real, class Makers>
void bundle_up(network_state<D, Real>& state, const std::vector<bundle_member>& members, double resolution,
               unsigned threads, const Makers& makers) {
  auto& bundles = state.bundles;
  std::vector<bundle_worker> workers;
  for (unsigned t = 0; t < threads; ++t) workers.emplace_back(bundles.slices, members, makers());
  std::size_t targets = 0;
  for (const bundle_slice& slice : bundles.slices) targets += slice.targets;
  std::vector<std::uint64_t> made;
  const auto b = std::make_shared<bundle>(
      make_bundle(workers, bundles.slices.size(), std::get<P>(state.items).size, targets, resolution, made));
  bundles.of_source[P] = b;
  for (auto& slice : bundles.under_way) slice.reserve(b->connections);
  std::size_t m = 0;
  for_each_member<D, Real, P>([&](auto k) {
    auto& p = std::get<k>(state.items);
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
    p.under_way = {};
    p.connections = std::move(form);
    ++m;
  });
}

/// Builds the projections that leave population P and are bundled.
template <auto const& D, std::size_t P, class Real, class Settings>
void build_bundle(network_state<D, Real>& state, const Settings& given_settings) {
  using groups = bundling<D, Real>;
  std::vector<bundle_member> members;
  double bound = 0;
  unsigned threads = state.team_size;
  for_each_member<D, Real, P>([&](auto k) {
    with_recipe<D, k, Real>(state, given_settings, [&]<class R>(const R& recipe, auto numbered) {
      bound = std::max(bound, weight_bound<fixed_point_weights<Real, std::int16_t>, numbered>(recipe, state.team_size));
      members.push_back({groups::column_of(k), recipe.first_source, recipe.sources, recipe.bounds});
      if (rows_of_member<numbered, typename R::plan_type, typename R::weights_type, typename R::delays_type,
                         Real>::counts)
        threads = 1;
    });
    std::get<k>(state.items).numbers = make_stream(state.seed, std::string(structure<D>::template item<k>::label), 3);
  });
  if (members.empty()) return;
  fixed_point_weights<Real, std::int16_t> kind;
  kind.make_room_for(bound);
  bundle_up<D, P>(state, members, kind.resolution(), threads, [&] {
    std::vector<std::unique_ptr<member_rows>> makers;
    for_each_member<D, Real, P>([&](auto k) {
      with_recipe<D, k, Real>(state, given_settings, [&]<class R>(const R& recipe, auto numbered) {
        makers.push_back(std::make_unique<rows_of_member<numbered, typename R::plan_type, typename R::weights_type,
                                                         typename R::delays_type, Real>>(recipe, kind));
      });
    });
    return makers;
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
          row.delay.insert(row.delay.end(), rows.segments[g].count, rows.segments[g].delay);
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
  std::vector<bundle_member> members;
  double resolution = 0;
  for_each_member<D, Real, P>([&](auto k) {
    const auto& p = std::get<k>(state.items);
    const synapse_rows& connections = *p.connections;
    bundle_member m{bundling<D, Real>::column_of(k), connections.first_source, connections.sources, {}};
    for (const slice_rows& rows : connections.slices) m.bounds.begin.push_back(rows.first_target);
    if (!connections.slices.empty()) {
      m.bounds.begin.push_back(connections.slices.back().first_target + connections.slices.back().targets);
      m.bounds.first_part = connections.slices[0].part;
    }
    for (const auto& values : p.values) resolution = std::max(resolution, values.weights.resolution());
    members.push_back(std::move(m));
  });
  std::vector<std::unique_ptr<member_rows>> makers;
  std::size_t m = 0;
  for_each_member<D, Real, P>([&](auto k) {
    using projection = std::remove_cvref_t<decltype(std::get<k>(state.items))>;
    makers.push_back(std::make_unique<rows_of_projection<projection>>(std::get<k>(state.items), members[m++].bounds));
  });
  bundle_up<D, P>(state, members, resolution, 1, [&] { return std::move(makers); });
}

/// Room for bundles, before any is built.
template <auto const& D, class Real>
void lay_out_bundles(network_state<D, Real>& state) {
  auto& bundles = state.bundles;
  bundles.slices = bundle_slices<D, Real>(state);
  bundles.of_source.resize(structure<D>::size);
  bundles.under_way.resize(bundles.slices.size());
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
