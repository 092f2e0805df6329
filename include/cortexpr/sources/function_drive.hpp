// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/units/math.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cortexpr/units/term.hpp>
#include <string>
#include <type_traits>

namespace cortexpr::detail {

/// Stands for a value that has been refused: what is computed with it is refused no second time.
struct refused_value {
  using term_type = refused_value;
  template <class F, class... More>
  static refused_value call(const refused_value&, const More&...) {
    return {};
  }
#define CORTEXPR_REFUSED(result, op)                                                                                   \
  friend result operator op(const refused_value&, const refused_value&) { return {}; }                                 \
  template <class T>                                                                                                   \
  friend result operator op(const refused_value&, const T&) {                                                          \
    return {};                                                                                                         \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  friend result operator op(const T&, const refused_value&) {                                                          \
    return {};                                                                                                         \
  }
  CORTEXPR_REFUSED(refused_value, +)
  CORTEXPR_REFUSED(refused_value, -)
  CORTEXPR_REFUSED(refused_value, *)
  CORTEXPR_REFUSED(refused_value, /)
  CORTEXPR_REFUSED(bool, <)
  CORTEXPR_REFUSED(bool, >)
  CORTEXPR_REFUSED(bool, <=)
  CORTEXPR_REFUSED(bool, >=)
#undef CORTEXPR_REFUSED
  friend refused_value operator-(const refused_value&) { return {}; }
  explicit operator bool() const { return false; }
  explicit operator double() const { return 0; }
};

template <class>
struct one_mistake {
  using type = void;
};
/// Refuses a function of a neuron and the time: once, whatever it does with them.
template <class Mistake>
constexpr refused_value refuse_swapped_arguments() {
  static_assert(never<Mistake>, "cortexpr: the function of a drive takes the time first and the neuron second: "
                                "[](auto t, const auto& n) { ... }");
  return {};
}

/// The time, as the function of a drive sees it beside a neuron.
class time_of_drive : public quantity<dim::second> {
public:
  using quantity<dim::second>::quantity;
  template <class Mistake = void>
  [[nodiscard]] refused_value index() const {
    return refuse_swapped_arguments<Mistake>();
  }
  template <class Name>
  [[nodiscard]] refused_value operator[](Name) const {
    return refuse_swapped_arguments<typename one_mistake<Name>::type>();
  }
};

/// A neuron in the place of the time: no number, which is said in words.
struct no_time_of_drive {
#define CORTEXPR_NO_TIME(op)                                                                                           \
  template <std::derived_from<no_time_of_drive> Neuron, class T>                                                       \
  friend refused_value operator op(const Neuron&, const T&) {                                                          \
    return refuse_swapped_arguments<typename one_mistake<Neuron>::type>();                                             \
  }                                                                                                                    \
  template <Term T, std::derived_from<no_time_of_drive> Neuron>                                                        \
  friend refused_value operator op(const T&, const Neuron&) {                                                          \
    return refuse_swapped_arguments<typename one_mistake<Neuron>::type>();                                             \
  }
  CORTEXPR_NO_TIME(+)
  CORTEXPR_NO_TIME(-)
  CORTEXPR_NO_TIME(*)
  CORTEXPR_NO_TIME(/)
#undef CORTEXPR_NO_TIME
#define CORTEXPR_NO_TIME(op)                                                                                           \
  template <std::derived_from<no_time_of_drive> Neuron, class T>                                                       \
  friend bool operator op(const Neuron&, const T&) {                                                                   \
    refuse_swapped_arguments<typename one_mistake<Neuron>::type>();                                                    \
    return false;                                                                                                      \
  }
  CORTEXPR_NO_TIME(<)
  CORTEXPR_NO_TIME(>)
  CORTEXPR_NO_TIME(<=)
  CORTEXPR_NO_TIME(>=)
#undef CORTEXPR_NO_TIME
  template <std::same_as<quantity<dim::second>> Time>
  operator Time() const { // NOLINT(google-explicit-constructor): exists to refuse in words
    refuse_swapped_arguments<typename one_mistake<Time>::type>();
    return Time{};
  }
};

/// A drive that is written as a function of time, f(t), or of time and neuron, f(t, n). Functions are code: they are no
/// part of what is saved or compared.
template <class F>
struct function_drive {
  F f;

  /// Whether the function is given the neuron. Answered without a look into its body.
  static constexpr bool per_neuron = !std::is_invocable_v<const F&, quantity<dim::second>>;

  void validate(const std::string&) const {}
  void prepare(double) {}
  [[nodiscard]] double value(double t) const requires(!per_neuron) { return number_of(f(quantity<dim::second>(t))); }
  template <class Neuron>
  [[nodiscard]] double value(double t, const Neuron& n) const {
    return number_of(f(time_of_drive(t), n));
  }
  void exchange(auto&) {}
  [[nodiscard]] bool operator==(const function_drive&) const { return true; }

private:
  template <class Result>
  static double number_of(const Result& x) {
    if constexpr (requires { x.si(); })
      return x.si();
    else if constexpr (std::is_arithmetic_v<Result>)
      return static_cast<double>(x);
    else
      return 0; // refused when the network was described
  }
};

template <class Policy>
inline constexpr bool is_function_drive = false;
template <class F>
inline constexpr bool is_function_drive<function_drive<F>> = true;

/// Whether a drive differs between neurons because its function is given the neuron.
template <class Policy>
inline constexpr bool is_function_of_neurons = false;
template <class F>
inline constexpr bool is_function_of_neurons<function_drive<F>> = function_drive<F>::per_neuron;

/// Whether a drive gives neurons different values.
template <class Policy>
bool is_per_neuron(const Policy& policy) {
  if constexpr (is_function_of_neurons<Policy>)
    return true;
  else if constexpr (requires { policy.columns(); })
    return policy.columns() > 1;
  else
    return false;
}

/// Whether a drive gives the same at all times, until it is set.
template <class Policy>
bool is_constant_in_time(const Policy& policy) {
  if constexpr (requires { policy.is_constant(); })
    return policy.is_constant();
  else
    return false;
}

struct called_by_no_name {
  void operator()();
};
template <class F>
struct perhaps_callable : F, called_by_no_name {};

template <class F>
concept CallableClass = std::is_class_v<F> && !std::is_final_v<F> && !requires {
  &perhaps_callable<F>::operator();
};
/// Whether F can be called, with whatever arguments: a generic lambda cannot be asked with which. A plain function,
/// too.
template <class F>
concept Callable = CallableClass<F> ||(std::is_pointer_v<F>&& std::is_function_v<std::remove_pointer_t<F>>);

} // namespace cortexpr::detail
