// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/description.hpp>
#include <cortexpr/description/settings.hpp>

namespace cortexpr {

namespace detail {

// Names as function arguments, population("n", 5, lif{}), where they are template arguments: said in words.
template <class Letter>
struct name_in_brackets {
  static_assert(sizeof(Letter) == 0,
                "cortexpr: a name stands in angle brackets: population<\"n\">(100, lif{}), projection<\"a -> "
                "b.exc\">(...), record<\"n.v\">(), parameter<\"V_th\">(-53_mV), set<\"n\">(512)");
  static constexpr int value = 0;
};

} // namespace detail

#define CORTEXPR_NAME_IN_BRACKETS(function)                                                                            \
  template <class Letter, class... Rest>                                                                               \
    requires std::is_same_v<Letter, char>                                                                              \
  constexpr auto function(const Letter*, const Rest&...) { return detail::name_in_brackets<Letter>::value; }
CORTEXPR_NAME_IN_BRACKETS(population)
CORTEXPR_NAME_IN_BRACKETS(projection)
CORTEXPR_NAME_IN_BRACKETS(drive)
CORTEXPR_NAME_IN_BRACKETS(poisson_input)
CORTEXPR_NAME_IN_BRACKETS(record)
CORTEXPR_NAME_IN_BRACKETS(regularly)
CORTEXPR_NAME_IN_BRACKETS(parameter)
CORTEXPR_NAME_IN_BRACKETS(start)
CORTEXPR_NAME_IN_BRACKETS(set)
#undef CORTEXPR_NAME_IN_BRACKETS

} // namespace cortexpr
