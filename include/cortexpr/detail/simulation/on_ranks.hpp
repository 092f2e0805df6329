// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/simulation/access.hpp>
#include <cortexpr/detail/simulation/path_of_neurons.hpp>
#include <cortexpr/detail/simulation/set_values.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

// `get`, `set`, `freeze` and `thaw` where ranks share a network: all of them call, with the same values.

/// The item whose values a path names, or `not_found`.
template <class Structure>
constexpr std::size_t holder_of(const item_path& path) {
  return Structure::find_holder(holder_in_path<Structure>(path.item).name);
}
/// The projection whose synapses or targets a path names, or `not_found`.
template <class Structure>
constexpr std::size_t synapses_of(const item_path& path) {
  constexpr place_kinds kinds = writable;
  std::size_t found = not_found;
  Structure::template for_each<item_kind::projection>([&](auto k) {
    if (holder_of<Structure>(path) != k) return;
    const place at = Structure::template find_place<k>(path.part, kinds);
    if (at.exists() && at.kind != place_kind::signal) found = k;
  });
  return found;
}

/// What `simulation::get` does.
template <class Net, fixed_string Path, class Ranks, class... Group>
[[nodiscard]] auto get_on_ranks(const Ranks& ranks, const typename Net::state& state, const Group&... group) {
  constexpr std::size_t k = holder_of<typename Net::structure>(split_path(Path.view()));
  return ranks.read(state, "get", Path.view(), k,
                    [&](const typename Net::state& all) { return read_path<Net, Path>(all, group...); });
}
/// What `simulation::set` does: of a path, or of a group.
template <class Net, fixed_string Path, class Ranks, class V>
void set_on_ranks(Ranks& ranks, typename Net::state& state, const V& value) {
  constexpr std::size_t k = synapses_of<typename Net::structure>(split_path(Path.view()));
  ranks.template write<k>(state, "set", Path.view(),
                          [&](typename Net::state& all) { write_path<Net, Path>(all, value); });
}
template <class Net, fixed_string Path, class Ranks, class V>
void set_on_ranks(Ranks& ranks, typename Net::state& state, std::string_view group, const V& value) {
  ranks.template write<not_found>(state, "set", Path.view(),
                                  [&](typename Net::state& all) { write_group<Net, Path>(all, group, value); });
}

/// What `simulation::freeze` and `thaw` do.
template <class Net, fixed_string Label, class Rule, class Ranks>
void freeze_on_ranks(Ranks& ranks, typename Net::state& state, bool frozen) {
  ranks.template write<not_found>(state, frozen ? "freeze" : "thaw", Label.view(),
                                  [&](typename Net::state& own) { freeze_rule<Net, Label, Rule>(own, frozen); });
}

} // namespace cortexpr::detail
