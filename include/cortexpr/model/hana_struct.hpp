// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/hana/accessors.hpp>
#include <boost/hana/core/when.hpp>
#include <boost/hana/fwd/string.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/tuple.hpp>
#include <cortexpr/model/columns.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

// Every state, parameter and input set is a boost::hana::Struct:
//   boost::hana::for_each(x, boost::hana::fuse([](auto name, auto value) { ... }));

namespace cortexpr {

namespace detail {

template <class>
inline constexpr bool is_carrier = false;
template <dimension D>
inline constexpr bool is_carrier<quantity<D>> = true;
template <class B>
inline constexpr bool is_carrier<lanes<B>> = true;
template <class B>
inline constexpr bool is_carrier<hoisted_lanes<B>> = true;
template <class T>
inline constexpr bool is_carrier<column<T>> = true;
template <class Carrier>
inline constexpr bool is_carrier<unless_refractory<Carrier>> = is_carrier<Carrier>;
template <class I>
inline constexpr bool is_carrier<uniform_number<I>> = true;
template <class I>
inline constexpr bool is_carrier<normal_number<I>> = true;

template <class T>
inline constexpr bool has_tuple_protocol = requires {
  std::tuple_size<T>::value;
};

/// A class that says itself what Hana sees of it.
template <class S>
concept ListsHanaMembers = requires {
  S::hana_members();
};

// Hana asks this of every type it meets, so each condition must be safe for whatever passes the one before.
template <class S>
concept AggregateOfVariables = std::is_class_v<S> && !has_tuple_protocol<S> && !ListsHanaMembers<S> && requires {
  sizeof(S);
}
&&std::is_aggregate_v<S> && !std::is_empty_v<S> && std::is_default_constructible_v<S>;

template <class S>
constexpr bool consists_of_carriers() {
  if constexpr (AggregateOfVariables<S>) {
    if constexpr (SelfDescribing<S> || count_members<S>() > 0)
      return []<class... T>(std::type_identity<std::tuple<T...>>) {
        return sizeof...(T) > 0 && (is_carrier<std::remove_cvref_t<T>> && ...);
      }(std::type_identity<decltype(variables(std::declval<S&>()))>{});
  }
  return false;
}

template <std::size_t K>
struct nth_variable {
  template <class S>
  constexpr decltype(auto) operator()(S& s) const {
    return (variable<K>(s));
  }
  template <class S>
    requires(!std::is_lvalue_reference_v<S>)
  constexpr auto operator()(S&& s) const { return variable<K>(s); }
};

template <class S, std::size_t K>
constexpr auto hana_name() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    return boost::hana::string_c<variable_names<S>[K].view()[I]...>;
  }
  (std::make_index_sequence<variable_names<S>[K].view().size()>{});
}

} // namespace detail

/// A set of named variables: the state, parameters or inputs of a model in a numeric or checked reading.
template <class S>
concept VariableSet = detail::consists_of_carriers<S>();

} // namespace cortexpr

namespace boost::hana {

template <class S>
struct accessors_impl<S, when<cortexpr::VariableSet<S>>> {
  static constexpr auto apply() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
      return make_tuple(make_pair(cortexpr::detail::hana_name<S, K>(), cortexpr::detail::nth_variable<K>{})...);
    }
    (std::make_index_sequence<cortexpr::variable_count<S>>{});
  }
};

} // namespace boost::hana
