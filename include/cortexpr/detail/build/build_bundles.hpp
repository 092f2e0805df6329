// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/assembly/assemble_rows.hpp>
#include <cortexpr/detail/assembly/make_synapses.hpp>
#include <cortexpr/detail/assembly/place_rows.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/build/build_projection.hpp>
#include <cortexpr/detail/bundle/bundle_builder.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/structure/bundling.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

// How bundles (bundle/bundle.hpp) are made:
//
//   1. lay_out_bundles     cuts the targets of all members into slices, one thread for each
//   2. build_bundle        per source population: recipes of the members, and the resolution of their weights
//   3. bundle_worker       any thread draws and places some rows of every member and merges them, source by source
//   4. assemble_bundle     collects merged rows in the order of sources
//   5. make_bundle         hands the bundle to the state; its members keep connections without rows
//
// A state that was loaded begins at 3 with rows that exist (make_bundle_from_rows). Later, extract_projection copies
// the synapses of a member out of its bundle, and write_back copies weights into it (state/bundle_access.hpp).

namespace cortexpr::detail {

/// The targets of all bundles, cut into slices.
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
  return slices_of_pieces(pieces);
}

template <class Real>
using bundled_weights = fixed_point_weights<Real, std::int16_t>;

/// A member of a bundle whose synapses are to be drawn. It outlives the rows that it gives.
template <class Real>
class drawn_member {
public:
  drawn_member() = default;
  drawn_member(const drawn_member&) = delete;
  drawn_member& operator=(const drawn_member&) = delete;
  virtual ~drawn_member() = default;

  /// Its rows for one thread. `kind`: an empty store, which knows the resolution of the bundle.
  [[nodiscard]] virtual std::unique_ptr<member_rows> rows(const bundled_weights<Real>& kind) const = 0;
};

template <class Real, class Recipe>
class member_of_recipe final : public drawn_member<Real> {
public:
  explicit member_of_recipe(Recipe&& recipe) : recipe_(std::move(recipe)) {}
  [[nodiscard]] std::unique_ptr<member_rows> rows(const bundled_weights<Real>& kind) const override {
    return std::make_unique<drawn_rows>(recipe_, kind);
  }

private:
  class drawn_rows final : public member_rows {
  public:
    drawn_rows(const Recipe& recipe, const bundled_weights<Real>& kind)
        : name_(recipe.label + ".w"), maker_(recipe, false), kind_(kind) {}
    const placed_rows<std::int16_t>& make(std::uint32_t first, std::uint32_t last) override {
      maker_.make(first, last, count_, weight_encoder<bundled_weights<Real>, Real>{kind_, name_});
      count_ += maker_.made.facts.synapses;
      return maker_.made;
    }
    void finish(std::uint64_t synapses) const override { maker_.finish(synapses); }

  private:
    std::string name_;
    row_maker<Recipe, std::int16_t, true> maker_;
    bundled_weights<Real> kind_;
    std::uint64_t count_ = 0;
  };

  Recipe recipe_;
};

/// Which slices of all bundles a rank has.
template <auto const& D, class Real>
[[nodiscard]] sequence<bool> own_bundle_slices(const network_state<D, Real>& state) {
  sequence<bool> own;
  for (const bundle_slice& slice : state.bundles.slices)
    own.push_back(state.of_this_rank().owns(slice.owner, state.team_size));
  return own;
}

/// Makes the bundle of population P, with rows in the slices `own`; `rows_for_thread()` gives the rows of all members
/// to one thread.
template <auto const& D, std::size_t P, class Real, class Rows>
void make_bundle(network_state<D, Real>& state, const sequence<bool>& own, const sequence<bundle_member>& members,
                 double resolution, unsigned threads, const Rows& rows_for_thread) {
  auto& bundles = state.bundles;
  sequence<bundle_worker> workers;
  for (unsigned t = 0; t < threads; ++t) workers.emplace_back(bundles.slices, own, members, rows_for_thread());
  std::size_t targets = 0;
  for (const bundle_slice& slice : bundles.slices) targets += slice.targets;
  assembled_bundle all = assemble_bundle(workers, own, item_at<P>(state.items).size, targets, resolution);
  const auto b = std::make_shared<bundle>(std::move(all.made));
  bundles.of_source[P] = b;
  for (std::size_t k = 0; k < own.size(); ++k)
    if (own[k]) bundles.in_flight[k].reserve(b->connections);
  std::size_t m = 0;
  for_each_member<D, Real, P>([&](auto k) {
    auto& p = item_at<k>(state.items);
    const bundle_member& member = members[m];
    auto connections = std::make_shared<synapse_rows>(
        rows_without_synapses(member.first_source, member.sources, member.bounds.all, false));
    connections->min_delay = b->connections.min_delay;
    connections->max_delay = b->connections.max_delay;
    connections->synapses = all.synapses[m];
    connections->bundled = true;
    p.slices.assign(connections->slices.size(), {});
    for (auto& values : p.slices) values.weights.unit = resolution;
    p.in_flight = {};
    p.connections = std::move(connections);
    ++m;
  });
}

/// Builds the projections that leave population P and are bundled. First the recipes of all members: the largest weight
/// among them decides the resolution, which drawing needs.
template <auto const& D, std::size_t P, class Real, class Settings>
void build_bundle(network_state<D, Real>& state, const Settings& given_settings) {
  sequence<bundle_member> members;
  sequence<std::unique_ptr<drawn_member<Real>>> drawn;
  bundled_weights<Real> kind;
  double bound = 0;
  unsigned threads = state.threads();
  for_each_member<D, Real, P>([&](auto k) {
    auto recipe = recipe_of<D, k, Real>(state, given_settings);
    using recipe_type = decltype(recipe);
    members.push_back({bundling<D, Real>::column_of(k), recipe.first_source, recipe.sources, recipe.bounds});
    bound = std::max(bound, weight_bound<bundled_weights<Real>>(recipe, state.threads()));
    if (recipe_type::counts_synapses) threads = 1;
    drawn.push_back(std::make_unique<member_of_recipe<Real, recipe_type>>(std::move(recipe)));
  });
  if (members.empty()) return;
  kind.make_room_for(bound);
  make_bundle<D, P>(state, own_bundle_slices(state), members, kind.resolution(), threads, [&] {
    sequence<std::unique_ptr<member_rows>> rows;
    for (const auto& member : drawn) rows.push_back(member->rows(kind));
    return rows;
  });
  for_each_member<D, Real, P>([&](auto k) {
    item_at<k>(state.items).numbers =
        make_stream(state.seed, std::string(structure<D>::template item<k>::label), stream_purpose::rules);
  });
}

/// Takes the bundle of population P, and its members, from the other network that this one is like.
template <auto const& D, std::size_t P, class Real>
void share_bundle(network_state<D, Real>& state, const network_state<D, Real>& other) {
  const auto& b = other.bundles.of_source[P];
  if (!b) return;
  state.bundles.of_source[P] = b;
  for (auto& slice : state.bundles.in_flight) slice.reserve(b->connections);
  for_each_member<D, Real, P>([&](auto k) {
    auto& p = item_at<k>(state.items);
    p = item_at<k>(other.items);
    p.numbers = make_stream(state.seed, std::string(structure<D>::template item<k>::label), stream_purpose::rules);
  });
}

/// The rows that a projection has, as rows of a member.
template <class Projection>
class rows_of_projection final : public member_rows {
public:
  rows_of_projection(const Projection& p, const slice_bounds& bounds)
      : p_(&p), placer_(bounds, false), rows_(bounds.count()) {}
  const placed_rows<std::int16_t>& make(std::uint32_t first, std::uint32_t last) override {
    const synapse_rows& connections = *p_->connections;
    rows_.clear();
    created_row row;
    row.one_delay = connections.min_delay;
    for (std::uint32_t i = first; i < last; ++i) {
      row.clear();
      for (std::size_t s = 0; s < connections.slices.size(); ++s) {
        const slice_rows& rows = connections.slices[s];
        for (std::uint64_t k = rows.row[i]; k < rows.row[i + std::size_t{1}]; ++k) {
          row.target.push_back(rows.first_target - connections.slices[0].first_target + rows.target[k]);
          row.weight.push_back(p_->slices[s].weights.values[k]);
        }
        if (connections.one_delay()) continue;
        for (std::uint64_t g = rows.segment_begin[i]; g < rows.segment_begin[i + std::size_t{1}]; ++g)
          row.delay.resize(row.delay.size() + rows.segments[g].count, rows.segments[g].delay);
      }
      placer_.place(
          row, [](double weight) { return static_cast<std::int16_t>(weight); }, rows_);
    }
    return rows_;
  }
  void finish(std::uint64_t) const override {}

private:
  const Projection* p_;
  row_placer placer_;
  placed_rows<std::int16_t> rows_;
};

/// Makes the bundle of population P from the rows that its members have.
template <auto const& D, std::size_t P, class Real>
void make_bundle_from_rows(network_state<D, Real>& state) {
  sequence<bundle_member> members;
  double resolution = 0;
  for_each_member<D, Real, P>([&](auto k) {
    const auto& p = item_at<k>(state.items);
    const synapse_rows& connections = *p.connections;
    members.push_back(
        {bundling<D, Real>::column_of(k), connections.first_source, connections.sources, bounds_of(connections)});
    for (const auto& values : p.slices) resolution = std::max(resolution, values.weights.resolution());
  });
  sequence<std::unique_ptr<member_rows>> makers;
  std::size_t m = 0;
  for_each_member<D, Real, P>([&](auto k) {
    using projection = std::remove_cvref_t<decltype(item_at<k>(state.items))>;
    makers.push_back(
        std::make_unique<rows_of_projection<projection>>(item_at<k>(state.items), members[m++].bounds.all));
  });
  make_bundle<D, P>(state, sequence<bool>(state.bundles.slices.size(), true), members, resolution, 1,
                    [&] { return std::move(makers); });
}

/// Prepares a state for bundles, before any is built.
template <auto const& D, class Real>
void lay_out_bundles(network_state<D, Real>& state) {
  auto& bundles = state.bundles;
  bundles.slices = bundle_slices<D, Real>(state);
  bundles.of_source.resize(structure<D>::size);
  bundles.in_flight.resize(bundles.slices.size());
  for (const bundle_slice& slice : bundles.slices) bundles.arriving.emplace_back(slice.targets, Real(0));
}

// Not a generic lambda: in one, clang instantiates the access to a state that may not exist.
template <auto const& D, std::size_t P, class Real, class Settings, class Like>
void build_or_share_bundle(network_state<D, Real>& state, const Settings& given_settings,
                           [[maybe_unused]] const Like& like) {
  if constexpr (shares_bundle<D, Real, P, Settings, Like>())
    if (like.other) return share_bundle<D, P>(state, *like.other);
  build_bundle<D, P, Real>(state, given_settings);
}

/// Builds all projections that are bundled.
template <auto const& D, class Real, class Settings, class Like>
void build_bundles(network_state<D, Real>& state, const Settings& given_settings, [[maybe_unused]] const Like& like) {
  if constexpr (bundling<D, Real>::any) {
    lay_out_bundles(state);
    structure<D>::template for_each<item_kind::population>(
        [&](auto p) { build_or_share_bundle<D, p, Real>(state, given_settings, like); });
    state.bundles.changed();
  }
}

} // namespace cortexpr::detail
