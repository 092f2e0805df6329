// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/text/text.hpp>
#include <cortexpr/model/columns.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/units/format.hpp>
#include <limits>
#include <string_view>

namespace cortexpr::detail {

// Which values a parameter or a variable of a model may have. Users write models of their own, so that only values are
// refused that make no sense in any model: unit and name tell a time constant from a time. A value that is infinite by
// default may be infinite.

/// What a value must fulfil; NaN never does.
struct value_rule {
  bool positive = false, not_negative = false, finite = true;
  const char* why = ""; ///< for messages

  [[nodiscard]] bool allows(double x) const {
    // Written so that NaN fails.
    if (!(x >= -std::numeric_limits<double>::infinity())) return false;
    if (finite && (x - x != 0)) return false;
    return positive ? x > 0 : not_negative ? x >= 0 : true;
  }
};

/// Whether a name is that of a threshold or a bound, which infinity switches off.
[[gnu::cold]] inline bool is_limit(std::string_view name) {
  for (const std::string_view limit : {"V_th", "V_cut", "V_peak", "v_th", "v_cut", "v_peak", "theta"})
    if (begins_with(name, limit)) return true;
  return ends_with(name, "_max") || ends_with(name, "_min");
}

/// The rule for a parameter called `path` ("tau_m", "exc.tau").
[[gnu::cold]] inline value_rule rule_of_parameter(std::string_view path, const dimension& d, bool hazardous) {
  const std::size_t dot = last_place(path, ".");
  const std::string_view name = dot == nowhere ? path : path.substr(dot + 1);
  if (d == dim::second) {
    if (begins_with(name, "tau")) return {.positive = true, .finite = false, .why = "a time constant must be positive"};
    if (name == "t_ref") return {.not_negative = true, .why = "a refractory period must not be negative"};
  }
  if (d == dim::farad || d == dim::farad / (dim::metre * dim::metre))
    return {.positive = true, .why = "a capacitance must be positive"};
  if (d == dim::hertz && (begins_with(name, "rate") || begins_with(name, "rho")))
    return {.not_negative = true, .why = "a rate must not be negative"};
  if (d == dim::volt && name == "Delta_T") return {.not_negative = true, .why = "a slope factor must not be negative"};
  if (d == dim::volt && hazardous && begins_with(name, "delta"))
    return {.positive = true, .why = "the width of an escape region must be positive"};
  return {.finite = !is_limit(name)};
}

/// In place of the first of some neurons.
inline constexpr std::size_t all_neurons = std::numeric_limits<std::size_t>::max();

template <class Real>
[[noreturn, gnu::cold, gnu::noinline]] void refuse_value(std::string_view population, std::string_view name, Real x,
                                                         const std::string& whose, const dimension& unit,
                                                         const value_rule& rule) {
  if (std::isnan(x)) raise({"population '", population, "': ", name, whose, " is not a number (NaN)"});
  if (std::isinf(x) && rule.finite)
    raise({"population '", population, "': ", name, whose, " is infinite; ",
           *rule.why != '\0'
               ? "it must be finite"
               : "only time constants, thresholds (V_th...), bounds (..._max, ..._min) and parameters that are "
                 "infinite by default may be"});
  raise({"population '", population, "': ", name, whose, " is ", quantity_text(x, unit), "; ", rule.why});
}

/// `first`: the neuron that the first value is for; of values for all neurons, one may stand for all.
template <class Real>
[[gnu::cold, gnu::noinline]] void check_values(std::string_view population, std::string_view name,
                                               const column<Real>& values, const dimension& unit, double preset,
                                               value_rule rule, std::size_t first = all_neurons) {
  if (preset - preset != 0) rule.finite = false;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!rule.allows(static_cast<double>(values[i]))) {
      const bool shared = first == all_neurons && values.shared();
      const std::size_t neuron = i + (first == all_neurons ? 0 : first);
      refuse_value(population, name, values[i], shared ? "" : " of neuron " + std::to_string(neuron), unit, rule);
    }
}

/// Refuses values of parameter K that make no sense in any model; the message names population, parameter and neuron.
template <class M, std::size_t K, class Real>
[[gnu::cold]] void check_parameter(std::string_view population, const column<Real>& values,
                                   std::size_t first = all_neurons) {
  using all = parameters_of<M, checked>;
  constexpr std::string_view name = variable_names<all>[K].view();
  constexpr dimension unit = dimension_of<all, K>;
  const all preset{};
  check_values(population, name, values, unit, variable<K>(preset).si(), rule_of_parameter(name, unit, Hazardous<M>),
               first);
}
/// The same for start values of variable K, and for values that it is given between runs.
template <class M, std::size_t K, class Real>
[[gnu::cold]] void check_variable(std::string_view population, const column<Real>& values,
                                  std::size_t first = all_neurons) {
  using all = state_of<M, checked>;
  const all preset{};
  check_values(population, variable_names<all>[K].view(), values, dimension_of<all, K>, variable<K>(preset).si(), {},
               first);
}
/// The same for a variable that a population shares.
template <class M, std::size_t K, class Real>
[[gnu::cold]] void check_shared(std::string_view population, const column<Real>& values) {
  using all = shared_of<M, checked>;
  const all preset{};
  check_values(population, variable_names<all>[K].view(), values, dimension_of<all, K>, variable<K>(preset).si(), {});
}

} // namespace cortexpr::detail
