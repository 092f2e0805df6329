// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/structure/check_continuous.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <ostream>
#include <string_view>
#include <tuple>

namespace cortexpr {

namespace detail {

/// A side of a coupling whose values are their names: "pre.v".
template <fixed_string Side>
struct named_side {
  template <fixed_string Name>
  [[nodiscard]] constexpr symbol<notation::text> operator[](name_constant<Name>) const {
    return symbol<notation::text>::named((Side + fixed_string(".") + Name).view());
  }
};

} // namespace detail

/// Prints what the coupling of projection `Label` adds up, as its formula is read: `I = sum of w*(pre.v - post.v)`.
///
/// Example (examples/reference/coupling.cpp):
///
///     print_coupling<network<d>, "S">(std::cout);
template <class Net, fixed_string Label>
void print_coupling(std::ostream& out) {
  using structure = typename Net::structure;
  constexpr const auto& d = Net::description_value;
  constexpr std::size_t projection = structure::find(item_kind::projection, Label.view());
  constexpr std::size_t k =
      projection != not_found ? projection : structure::find(item_kind::synapse_coupling, Label.view());
  if constexpr (k == not_found) {
    detail::refuse_name<detail::no_such_coupling,
                        detail::among_items<d, item_kind::projection, item_kind::synapse_coupling>, Label>();
  } else {
    constexpr bool coupled =
        structure::kinds[k] == item_kind::synapse_coupling || structure::template has_coupling<k>();
    static_assert(coupled, "cortexpr: print_coupling<net, \"label\"> names a projection without couple(...)");
    if constexpr (coupled) {
      const auto& rule = detail::described_term<d, k>();
      using symbol = detail::symbol<notation::text>;
      const symbol term(rule.term(detail::named_side<"pre">{}, detail::named_side<"post">{}, symbol::named("w")));
      out << structure::template item<k>::path.receptor << " = sum of " << term.text.view() << '\n';
    }
  }
}

} // namespace cortexpr
