// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
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

// References in a row. A class of its own because std::tuple, with all it can do, costs most of a compilation.
template <std::size_t K, class T>
struct field_slot {
  T& field;
};
template <class Indices, class... T>
struct field_list;
template <std::size_t... K, class... T>
struct field_list<std::index_sequence<K...>, T...> : field_slot<K, T>... {
  static constexpr std::size_t size = sizeof...(T);
};
template <std::size_t K, class T>
constexpr T& field_at(const field_slot<K, T>& slot) {
  return slot.field;
}
template <std::size_t K, class T>
std::type_identity<T> field_type(const field_slot<K, T>&);

/// The members of a self-describing class, in order: `constexpr auto members() { return detail::tie_fields(a, b); }`.
template <class... T>
[[nodiscard]] constexpr auto tie_fields(T&... member) {
  return field_list<std::index_sequence_for<T...>, T...>{{member}...};
}

struct anything {
  template <class T>
  constexpr operator T() const; // NOLINT(google-explicit-constructor): never defined, only counted with
};

template <class T, std::size_t... I>
constexpr bool initialisable_with(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), anything{})...}; };
}

inline constexpr std::size_t max_members = 16;

// Counted upwards: every member of a model has a default value, so that fewer initialisers always do.
template <class T, std::size_t N = 0>
constexpr std::size_t count_members() {
  if constexpr (initialisable_with<T>(std::make_index_sequence<N + 1>{})) {
    static_assert(N < max_members,
                  "cortexpr: a state, parameter set or input set has more than 16 members; group some of "
                  "them in a struct of their own");
    return count_members<T, N + 1>();
  } else {
    return N;
  }
}

template <class T>
constexpr auto tie_aggregate(T& t) {
  constexpr std::size_t n = count_members<std::remove_const_t<T>>();
  // clang-format off
  if constexpr (n == 0) { return detail::tie_fields(); }
  else if constexpr (n == 1) { auto& [a] = t; return detail::tie_fields(a); }
  else if constexpr (n == 2) { auto& [a, b] = t; return detail::tie_fields(a, b); }
  else if constexpr (n == 3) { auto& [a, b, c] = t; return detail::tie_fields(a, b, c); }
  else if constexpr (n == 4) { auto& [a, b, c, d] = t; return detail::tie_fields(a, b, c, d); }
  else if constexpr (n == 5) { auto& [a, b, c, d, e] = t; return detail::tie_fields(a, b, c, d, e); }
  else if constexpr (n == 6) { auto& [a, b, c, d, e, f] = t; return detail::tie_fields(a, b, c, d, e, f); }
  else if constexpr (n == 7) { auto& [a, b, c, d, e, f, g] = t; return detail::tie_fields(a, b, c, d, e, f, g); }
  else if constexpr (n == 8) { auto& [a, b, c, d, e, f, g, h] = t; return detail::tie_fields(a, b, c, d, e, f, g, h); }
  else if constexpr (n == 9) { auto& [a, b, c, d, e, f, g, h, i] = t; return detail::tie_fields(a, b, c, d, e, f, g, h, i); }
  else if constexpr (n == 10) { auto& [a, b, c, d, e, f, g, h, i, j] = t; return detail::tie_fields(a, b, c, d, e, f, g, h, i, j); }
  else if constexpr (n == 11) { auto& [a, b, c, d, e, f, g, h, i, j, k] = t; return detail::tie_fields(a, b, c, d, e, f, g, h, i, j, k); }
  else if constexpr (n == 12) { auto& [a, b, c, d, e, f, g, h, i, j, k, l] = t; return detail::tie_fields(a, b, c, d, e, f, g, h, i, j, k, l); }
  else if constexpr (n == 13) { auto& [a, b, c, d, e, f, g, h, i, j, k, l, o] = t; return detail::tie_fields(a, b, c, d, e, f, g, h, i, j, k, l, o); }
  else if constexpr (n == 14) { auto& [a, b, c, d, e, f, g, h, i, j, k, l, o, p] = t; return detail::tie_fields(a, b, c, d, e, f, g, h, i, j, k, l, o, p); }
  else if constexpr (n == 15) { auto& [a, b, c, d, e, f, g, h, i, j, k, l, o, p, q] = t; return detail::tie_fields(a, b, c, d, e, f, g, h, i, j, k, l, o, p, q); }
  else { auto& [a, b, c, d, e, f, g, h, i, j, k, l, o, p, q, r] = t; return detail::tie_fields(a, b, c, d, e, f, g, h, i, j, k, l, o, p, q, r); }
  // clang-format on
}

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

inline constexpr std::size_t not_found = static_cast<std::size_t>(-1);

/// The index of the variable called `name`, or `not_found`.
template <class T>
[[nodiscard]] constexpr std::size_t find_variable(std::string_view name) {
  for (std::size_t k = 0; k < variable_count<T>; ++k)
    if (variable_names<T>[k].view() == name) return k;
  return not_found;
}

} // namespace cortexpr
