// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/structure/coupled_sides.hpp>
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
  constexpr std::size_t k = structure::find(item_kind::projection, Label.view());
  if constexpr (k == not_found) {
    detail::refuse_name<detail::no_such_coupling, detail::among_items<Net::description_value, item_kind::projection>,
                        Label>();
  } else {
    static_assert(structure::template has_coupling<k>(),
                  "cortexpr: print_coupling<net, \"label\"> names a projection without couple(...)");
    if constexpr (structure::template has_coupling<k>()) {
      const auto& rule = std::get<0>(structure::template value<k>().list.rules);
      using symbol = detail::symbol<notation::text>;
      const symbol term(rule.term(detail::named_side<"pre">{}, detail::named_side<"post">{}, symbol::named("w")));
      out << structure::template item<k>::path.receptor << " = sum of " << term.text.view() << '\n';
    }
  }
}

} // namespace cortexpr
