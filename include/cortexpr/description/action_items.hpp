// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/options/options.hpp>
#include <cortexpr/description/population_wide.hpp>
#include <cortexpr/detail/description/item_path.hpp>
#include <cortexpr/detail/description/route.hpp>
#include <limits>

namespace cortexpr {

/// An external input to a population. Made by `drive<"n1.I">(policy)`.
template <fixed_string Path, class Policy>
struct drive_item {
  static constexpr item_kind kind = item_kind::drive;
  static constexpr auto path = Path;
  static constexpr detail::item_path whole_path = detail::split_path(path.view());
  static constexpr detail::sliced_name sliced = detail::read_holder(whole_path.item);
  static constexpr detail::item_path target{sliced.name, whole_path.part};
  Policy policy;

  /// Whether a path names the same input of the same neurons.
  static constexpr bool is_at(const detail::item_path& other) {
    const detail::sliced_name holder = detail::read_holder(other.item);
    return holder.name == sliced.name && holder.part == sliced.part && other.part == target.part;
  }
};

/// Drives input `Path` ("population.input") with a quantity (constant), `sinusoid{...}`, `given`: a timed_array
/// that comes at run time, `live` (the program writes it, sim.input<"n1.I">()), or a function: `[](auto t) { return
/// 10_pA * sin(2 * pi * 5_Hz * t); }` for all neurons,
/// `[](auto t, const auto& n) { return n["a"_name] * stimulus(t - n["delay"_name]); }` for each, where `n["v"_name]` is
/// a parameter or a variable at the start of the step and `n.index()` the number of the neuron. A function is called
/// with the times of the integrator's stages, in double precision. A slice, `drive<"n1[10:30].I">(policy)`, drives
/// these neurons alone; a timed array then has 1 column or 20, and the others keep the input's default. Several drives
/// of one input add up.
template <fixed_string Path, class Policy>
[[nodiscard]] constexpr auto drive(Policy policy) {
  using driving = decltype(detail::as_drive(policy));
  static_assert(
      drive_item<Path, driving>::sliced.good,
      "cortexpr: a slice in drive<\"population[begin:end].input\"> has begin < end, both whole numbers from 0");
  static_assert(
      detail::DrivePolicy<driving> || std::is_same_v<driving, given_later> || std::is_same_v<driving, live_later>,
      "cortexpr: drive<\"population.input\"> takes a quantity (0.3_nA), sinusoid{0.4_nA, 5_Hz}, given (with "
      "set<\"population.input\">(timed_array(list, 1_nA, 1_ms))), live, a function [](auto t) or [](auto t, const "
      "auto& n), or a drive of your own: a class with dims, value(t), prepare(dt) and validate(name)");
  return drive_item<Path, decltype(detail::as_drive(policy))>{detail::as_drive(policy)};
}

/// Option of recordings and monitors: they work in the steps of [from, to).
struct during {
  quantity<dim::second> from{0};
  quantity<dim::second> to{std::numeric_limits<double>::infinity()};
};

namespace detail {

struct all_of_them {};
struct no_function {};

template <class T>
struct is_during : std::is_same<T, during> {};
template <class T>
struct is_function : std::bool_constant<ValueFunction<T>> {};
template <class T>
inline constexpr bool is_option_of_recording =
    is_every<T>::value || is_only<T>::value || is_place<T>::value || is_during<T>::value || is_function<T>::value;

} // namespace detail

/// A recording. Made by `record<"n2.v">(options...)`.
template <fixed_string Path, class Which, class Function = detail::no_function, bool Limited = false>
struct record_item {
  static constexpr item_kind kind = item_kind::record;
  static constexpr auto path = Path;
  static constexpr detail::item_path whole_path = detail::split_path(path.view());
  static constexpr detail::sliced_name sliced = detail::read_holder(whole_path.item);
  static constexpr detail::item_path target{sliced.name, whole_path.part};
  static constexpr bool limited = Limited;
  using function_type = Function;
  Which which;
  every period;
  at place;
  bool placed;
  Function function;
  during times;
};

/// Records "population.spikes", "population.rate", a state variable "population.exc.g", or a variable of all
/// synapses "label.w"; of some neurons by a slice, "population[0:20].v". With a function it records that, in its unit,
/// under a name of your own: `record<"n.I_syn">([](const auto& n) { return n["g"_name] * (n["v"_name] - n["E"_name]);
/// })`. Options: `every{1_ms}` (default every step; for a rate, the width of a bin), `only{0, 1, 2}` (default all),
/// `during{0.2_s, 1_s}`, `at{slot, order}` (default: slot start; spikes after the thresholds; rates at the end). A
/// trace's row k is the state at the start of its step, row 0 the initial state.
template <fixed_string Path, class... Options>
[[nodiscard]] constexpr auto record(Options... options) {
  using namespace detail;
  static_assert((is_option_of_recording<Options> && ... && true),
                "cortexpr: a recording takes as options every{period}, only{numbers...}, during{from, to}, at{slot, "
                "order} and, for what is no variable, a function [](const auto& n) { ... }");
  const std::tuple<Options...> chosen{options...};
  using list = std::tuple<Options...>;
  const auto which = option_or<is_only>(all_of_them{}, chosen);
  const auto function = option_or<is_function>(no_function{}, chosen);
  constexpr auto sliced = read_holder(split_path(Path.view()).item);
  static_assert(
      sliced.good,
      "cortexpr: a slice in record<\"item[begin:end].variable\"> has begin < end, both whole numbers from 0; what a "
      "group did is read after the run, sim[\"cortex.v\"_name].of(\"E\")");
  static_assert(sliced.part.whole || count_options<is_only>(static_cast<list*>(nullptr)) == 0,
                "cortexpr: a recording chooses neurons by a slice, record<\"n[0:20].v\">(), or by only{...}: not both");
  return record_item<Path, std::remove_const_t<decltype(which)>, std::remove_const_t<decltype(function)>,
                     count_options<is_during>(static_cast<list*>(nullptr)) != 0>{
      which,
      option_or<is_every>(every{}, chosen),
      option_or<is_place>(at{}, chosen),
      count_options<is_place>(static_cast<list*>(nullptr)) == 1,
      function,
      option_or<is_during>(during{}, chosen)};
}

namespace detail {

/// Whether a recording is of a function of neurons.
template <class T>
constexpr bool records_function() {
  if constexpr (requires { typename T::function_type; })
    return !std::is_same_v<typename T::function_type, no_function>;
  else
    return false;
}

} // namespace detail

/// An operation on all neurons or synapses of an item at regular times. Made by `regularly<"name", "item">(...)`.
template <fixed_string Name, fixed_string Target, class Operation>
struct operation_item {
  static constexpr item_kind kind = item_kind::operation;
  static constexpr auto name = Name;
  static constexpr auto written = Target;
  static constexpr detail::sliced_name sliced = detail::read_holder(written.view());
  static constexpr auto target = detail::to_fixed<sliced.name.size()>(sliced.name);
  every period;
  Operation operation;
  at place;
};

/// Runs `operation` on every neuron or synapse of `Target` (of a population also a slice, "n[0:5]") at t = 0, period,
/// 2 period, ... A synapse shows its
/// weight and variables by name: `[](auto& s) { s.w *= 0.5; }`; a neuron shows variables and parameters by
/// `[](auto& n) { n["v"_name] = n["E_L"_name]; }`. SI units, one after the other. `population_wide(f)` shows the whole
/// population, or the slice, once. Option: `at{slot, order}`
/// (default slot start).
template <fixed_string Name, fixed_string Target, class Period, class Operation, class... Options>
[[nodiscard]] constexpr auto regularly(Period given_period, Operation operation, Options... options) {
  using namespace detail;
  static_assert(is_every<Period>::value, "cortexpr: the first argument of regularly is its period: regularly<\"name\", "
                                         "\"n\">(every{10_ms}, [](auto& n) { ... })");
  every period{};
  if constexpr (is_every<Period>::value) period = given_period;
  static_assert((is_place<Options>::value && ...), "cortexpr: regularly takes as option at{slot, order}");
  static_assert(
      read_holder(Target.view()).good,
      "cortexpr: a slice in regularly<\"name\", \"item[begin:end]\"> has begin < end, both whole numbers from 0");
  return operation_item<Name, Target, Operation>{period, operation,
                                                 option_or<is_place>(at{}, std::tuple<Options...>{options...})};
}

/// Refuses an operation that lacks a name or what it works on.
template <fixed_string Name, class Period, class Operation, class... Options>
constexpr auto regularly(Period, Operation, Options...) {
  static_assert(sizeof(Operation) == 0,
                "cortexpr: regularly has two names, its own and that of a population or projection: "
                "regularly<\"decay\", \"S\">(every{10_ms}, [](auto& s) { s.w *= 0.99; })");
}

} // namespace cortexpr
