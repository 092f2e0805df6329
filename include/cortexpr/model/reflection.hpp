// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/base/aggregate.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr {

namespace detail {

/// A class that lists its members itself: `members()` ties them, `member_names` names them; a member with an
/// empty name lends its own members to the owner.
template <class T>
concept SelfDescribing = requires(T& t) {
  t.members();
  std::remove_cvref_t<T>::member_names;
};

/// A plain aggregate is read by structured bindings, everything else is one variable.
template <class T>
concept PlainAggregate = std::is_aggregate_v<T> && !SelfDescribing<T>;

template <class T>
concept Variable = !SelfDescribing<T> && !PlainAggregate<T>;

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template" // that it has no definition is the point
#pragma clang diagnostic ignored "-Wundefined-internal"     // also for models in unnamed namespaces
#endif

// An object that is never defined: only the addresses of its members are named. The wrapper is needed by
// clang before 18, which takes addresses of subobjects as template arguments only inside a class.
template <class T>
struct unborn_object {
  T value;
};
template <class T>
extern const unborn_object<T> unborn;

template <class Pointer>
struct pointer_box {
  Pointer pointer;
};
template <class Pointer>
pointer_box(Pointer) -> pointer_box<Pointer>;

constexpr bool is_name_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '_';
}

// The return type is deduced because a typedef in the signature would be spelt out after the name.
template <pointer_box Member>
constexpr auto name_of_member() {
  const std::string_view text = __PRETTY_FUNCTION__;
  auto end = text.size(); // only brackets follow the name
  while (end > 0 && !is_name_letter(text[end - 1])) --end;
  auto begin = end;
  while (begin > 0 && is_name_letter(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

/// "stdp": the name of a class without namespaces and template arguments.
template <class T>
constexpr auto short_type_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("T = ") + 4);
  // Namespaces without a name are {anonymous} and (anonymous namespace), functions have brackets.
  text = text.substr(0, text.find_first_of("<;]"));
  const std::size_t colon = text.rfind(':');
  return colon == text.npos ? text : text.substr(colon + 1);
}

/// References to the direct members of a state, a parameter set or a self-describing composite.
template <class T>
[[nodiscard]] constexpr auto tie_members(T& t) {
  if constexpr (SelfDescribing<T>)
    return t.members();
  else
    return tie_aggregate(t);
}

template <class T>
using members_of = decltype(detail::tie_members(std::declval<T&>()));
template <class T, std::size_t M>
using member_type = typename decltype(field_type<M>(std::declval<members_of<T>>()))::type;

template <class T>
constexpr std::size_t count_variables() {
  if constexpr (Variable<std::remove_const_t<T>>)
    return 1;
  else
    return []<std::size_t... M>(std::index_sequence<M...>) { return (count_variables<member_type<T, M>>() + ... + 0); }
  (std::make_index_sequence<members_of<T>::size>{});
}

} // namespace detail

/// How many variables there are, nested ones included.
template <class T>
inline constexpr std::size_t variable_count = detail::count_variables<T>();

namespace detail {

/// In which member a variable lies, and as which of its variables.
struct variable_place {
  std::size_t member, inside;
};

template <class T, std::size_t... M>
constexpr auto make_places(std::index_sequence<M...>) {
  std::array<variable_place, variable_count<T>> places{};
  [[maybe_unused]] std::size_t k = 0;
  [[maybe_unused]] const auto append = [&](std::size_t member, std::size_t count) {
    for (std::size_t inside = 0; inside < count; ++inside) places[k++] = {member, inside};
  };
  (append(M, variable_count<std::remove_const_t<member_type<T, M>>>), ...);
  return places;
}

// One table per class: a search per variable would be an instantiation per variable.
template <class T>
inline constexpr auto places_of_variables = make_places<T>(std::make_index_sequence<members_of<T>::size>{});

} // namespace detail

/// Variable K in the order of declaration, nested ones included.
template <std::size_t K, class T>
[[nodiscard]] constexpr auto& variable(T& t) {
  if constexpr (detail::Variable<std::remove_const_t<T>>) {
    static_assert(K == 0);
    return t;
  } else {
    constexpr auto place = detail::places_of_variables<std::remove_const_t<T>>[K];
    auto& member = detail::field_at<place.member>(detail::tie_members(t));
    if constexpr (detail::Variable<std::remove_cvref_t<decltype(member)>>)
      return member;
    else
      return variable<place.inside>(member);
  }
}

/// References to all variables as a tuple.
template <class T>
[[nodiscard]] constexpr auto variables(T& t) {
  return [&]<std::size_t... K>(std::index_sequence<K...>) { return std::tie(variable<K>(t)...); }
  (std::make_index_sequence<variable_count<T>>{});
}

/// The type of the variable number `K` of `T`.
template <class T, std::size_t K>
using variable_type = std::remove_cvref_t<decltype(variable<K>(std::declval<T&>()))>;

/// The path of a variable, "v" or "exc.g".
class variable_name {
public:
  constexpr variable_name() = default;
  constexpr variable_name(std::string_view prefix, std::string_view name) {
    append(prefix);
    if (!prefix.empty() && !name.empty()) append(".");
    append(name);
  }
  [[nodiscard]] constexpr std::string_view view() const { return {text_, size_}; }

private:
  constexpr void append(std::string_view part) {
    for (const char c : part)
      if (size_ < sizeof text_) text_[size_++] = c;
  }
  char text_[48] = {};
  std::size_t size_ = 0;
};

namespace detail {

template <class T, std::size_t K>
constexpr std::string_view member_name() {
  if constexpr (SelfDescribing<T>)
    return T::member_names[K];
  else
    return name_of_member<pointer_box{&field_at<K>(tie_aggregate(unborn<T>.value))}>();
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

template <class T, class Out>
constexpr void collect_names(std::string_view prefix, Out& out, std::size_t& k) {
  if constexpr (Variable<T>) {
    out[k++] = variable_name(prefix, "");
  } else {
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      (collect_names<std::remove_const_t<member_type<T, K>>>(variable_name(prefix, member_name<T, K>()).view(), out, k),
       ...);
    }
    (std::make_index_sequence<members_of<T>::size>{});
  }
}

template <class T>
constexpr auto make_names() {
  std::array<variable_name, variable_count<T>> names{};
  [[maybe_unused]] std::size_t k = 0;
  if constexpr (variable_count<T> != 0) collect_names<T>("", names, k);
  return names;
}

} // namespace detail

/// The paths of all variables of `T` in the order of `variables`.
template <class T>
inline constexpr auto variable_names = detail::make_names<T>();

/// The index of a variable that is not there.
inline constexpr std::size_t not_found = static_cast<std::size_t>(-1);

/// The index of the variable called `name`, or `not_found`.
template <class T>
[[nodiscard]] constexpr std::size_t find_variable(std::string_view name) {
  for (std::size_t k = 0; k < variable_count<T>; ++k)
    if (variable_names<T>[k].view() == name) return k;
  return not_found;
}

} // namespace cortexpr
