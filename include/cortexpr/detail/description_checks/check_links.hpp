// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/description/link.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/model_checks/lent_members.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

/// Says which input of which population is not linked: by its own arguments.
template <fixed_string Population, fixed_string Input>
struct input_is_not_linked {
  static_assert(Input.size() == static_cast<std::size_t>(-1),
                "cortexpr: a model has a linked input that no link feeds; its name stands in "
                "input_is_not_linked<population, input>: add link<\"noise.n -> population.input\">() to the "
                "description, or declare it as (input)");
};

/// A link as plain values.
struct link_end {
  std::size_t target = not_found; ///< the population; `not_found` for what is no link
  std::string_view input;
  slice part;
};
template <auto const& D>
inline constexpr auto link_ends = [] {
  using s = structure<D>;
  std::array<link_end, s::template of_kind<item_kind::projection>.size() + 1> ends{};
  std::size_t n = 0;
  s::template for_each<item_kind::projection>([&](auto p) {
    using item = typename s::template item<p>;
    if constexpr (is_link<typename item::rules>)
      ends[n++] = {s::template target_of<p>, item::path.receptor, item::path.target_slice};
  });
  return ends;
}();

template <auto const& D>
constexpr bool has_link(std::size_t population, std::string_view input) {
  for (const link_end& one : link_ends<D>)
    if (one.target == population && one.input == input) return true;
  return false;
}

/// Refuses linked inputs of population K that nothing links.
template <auto const& D, std::size_t K>
constexpr void check_links() {
  using m = typename structure<D>::template model<K>;
  if constexpr (NamesLinked<m>)
    for_each_index<m::linked.size()>([](auto v) {
      constexpr std::string_view input = m::linked[v];
      constexpr bool is_linked = has_link<D>(K, input);
      if constexpr (!is_linked)
        static_cast<void>(
            sizeof(input_is_not_linked<structure<D>::template item<K>::name, to_fixed<input.size()>(input)>));
    });
}
/// Whether no neuron has two links to one input.
template <auto const& D>
constexpr bool links_are_apart() {
  const auto& ends = link_ends<D>;
  for (std::size_t a = 0; a < ends.size(); ++a)
    for (std::size_t b = a + 1; b < ends.size(); ++b)
      if (ends[a].target != not_found && ends[a].target == ends[b].target && ends[a].input == ends[b].input &&
          ends[a].part.overlaps(ends[b].part))
        return false;
  return true;
}

} // namespace cortexpr::detail
