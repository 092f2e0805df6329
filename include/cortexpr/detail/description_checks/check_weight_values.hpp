// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/plasticity/weight_members.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// A value of a rule or an operation that is a weight in another unit than those of its projection: its name.
struct strange_weight {
  bool exists = false;
  std::string_view name;
  dimension dims = dim::one;
};
template <class Rule>
constexpr strange_weight find_strange_weight(const Rule& rule, dimension weights) {
  strange_weight found;
  each_weight_value(rule, [&](const weight_value& x) {
    if (!found.exists && !x.fits(weights)) found = {true, "", x.dims()};
  });
  // What a rule lists are copies of its members.
  if (found.exists)
    each_parameter(rule, rule, [&](auto k, const auto& member, const auto&) {
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, weight_value>)
        if (found.name.empty() && !member.fits(weights)) found = {true, member_name<Rule, k>(), member.dims()};
    });
  if (found.exists && found.name.empty()) found.name = "(one of its values)";
  return found;
}

// Compilers print the arguments beside the sentence.
template <class Rule, fixed_string Value, class Written, class Wanted>
constexpr void refuse_weight_of_rule() {
  static_assert(std::is_same_v<Written, Wanted>,
                "cortexpr: a rule of a projection has a value in another unit than the projection's weights: write it "
                "with the unit (.w_max = 1_nS, transmit_share<>{50_pA}); see `Rule`, `Value`, `Written` and `Wanted` "
                "beside this sentence");
}
template <class Operation, fixed_string Value, class Written, class Wanted>
constexpr void refuse_weight_of_operation() {
  static_assert(std::is_same_v<Written, Wanted>,
                "cortexpr: an operation has a value in another unit than the projection's weights; see `Value`, "
                "`Written` and `Wanted` beside this sentence");
}

/// Refuses rules of projection K of a description (`Structure`) whose values are no weights of it.
template <class Structure, std::size_t K>
constexpr void check_weights_of_rules() {
  using list = typename Structure::template item<K>::rules;
  constexpr dimension want = Structure::template weight_dimension<K>();
  [&]<std::size_t... R>(std::index_sequence<R...>) {
    const auto check = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
      using rule = std::tuple_element_t<I, decltype(list::rules)>;
      constexpr strange_weight strange =
          find_strange_weight(std::get<I>(Structure::template value<K>().list.rules), want);
      if constexpr (strange.exists)
        refuse_weight_of_rule<rule, to_fixed<strange.name.size()>(strange.name), unit_type<strange.dims>,
                              unit_type<want>>();
    };
    (check(std::integral_constant<std::size_t, R>{}), ...);
  }
  (std::make_index_sequence<std::tuple_size_v<decltype(list::rules)>>{});
}
/// Refuses an operation K on a projection P whose values are no weights of it.
template <class Structure, std::size_t K, std::size_t P>
constexpr void check_weights_of_operation() {
  constexpr dimension want = Structure::template weight_dimension<P>();
  constexpr strange_weight strange = find_strange_weight(Structure::template value<K>().operation, want);
  if constexpr (strange.exists)
    refuse_weight_of_operation<std::remove_cvref_t<decltype(Structure::template value<K>().operation)>,
                               to_fixed<strange.name.size()>(strange.name), unit_type<strange.dims>, unit_type<want>>();
}

} // namespace cortexpr::detail
