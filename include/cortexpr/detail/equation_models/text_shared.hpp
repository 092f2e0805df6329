// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equation_models/evaluate.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/model/shared_variables.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

/// What reaches the neurons of a text, declared as models in C++ do.
template <class Text>
struct names_outside {
  template <class I>
  using inputs = row<Text, names_from_outside<Text, false>, I>;
  template <class I>
  using shared = row<Text, names_from_outside<Text, true>, I>;
};

/// The variables that the population has one of, and their equations.
template <class Text, bool Present>
struct text_shared {};
template <class Text>
struct text_shared<Text, true> {
  template <class I>
  using shared = typename names_outside<Text>::template shared<I>;
};
template <class Text, bool Present>
struct text_shared_flow {};
template <class Text>
struct text_shared_flow<Text, true> {
  template <class All, class P>
  static constexpr auto shared_flow(const All& all, const P& p) {
    using reading = typename All::reading;
    row<Text, names_from_outside<Text, true>, ddt<reading>> out{};
    if constexpr (!std::is_same_v<reading, checked>) {
      inputs_of<names_outside<Text>, reading> in{}; // as neurons see it; own inputs are read by no such equation
      static_cast<All&>(in) = all;
      [&]<std::size_t... K>(std::index_sequence<K...>) { (one<names_from_outside<Text, true>[K]>(p, in, out), ...); }
      (std::make_index_sequence<names_from_outside<Text, true>.size()>{});
    }
    return out;
  }

private:
  template <std::size_t Name, class P, class In, class Out>
  static constexpr void one(const P& p, const In& in, Out& out) {
    using number = carrier<typename P::reading, dim::one>;
    constexpr std::int16_t root = program_of<Text>.names[Name].root;
    auto& slope = cell_of<Name, Text>(out);
    if constexpr (root == none)
      slope = std::remove_cvref_t<decltype(slope)>(number(0));
    else
      slope = std::remove_cvref_t<decltype(slope)>(
          one_value<Text, computed{purpose::shorthand, Name}, root, number>(no_inputs{}, p, in));
  }
};

} // namespace cortexpr::detail::equation
