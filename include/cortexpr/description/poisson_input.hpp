// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/options/options.hpp>
#include <cortexpr/detail/description/item_path.hpp>
#include <cortexpr/detail/description/route.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/text/text.hpp>
#include <cortexpr/sources/function_drive.hpp>
#include <type_traits>

namespace cortexpr {

namespace detail {

struct poisson_path {
  std::string_view name;             ///< the label or, without one, target and receptor
  std::string_view target, receptor; ///< a population and what the input acts on
  sliced_name sliced;                ///< the population and which of its neurons
  bool labelled = false;
};
/// Reads "label: population[begin:end].receptor".
constexpr poisson_path read_poisson_path(std::string_view text) {
  // A colon inside brackets belongs to a slice.
  const auto first = first_place(text, ":");
  const auto colon = first < first_place(text, "[") ? first : nowhere;
  auto begin = colon == nowhere ? 0 : colon + 1;
  while (begin < text.size() && text[begin] == ' ') ++begin;
  const std::string_view place = text.substr(begin);
  const auto dot = first_place(place, ".");
  const sliced_name target = read_sliced(place.substr(0, dot));
  return {colon == nowhere ? place : text.substr(0, colon), target.name,
          dot == nowhere ? std::string_view{} : place.substr(dot + 1), target, colon != nowhere};
}
/// Whether two Poisson inputs draw from one stream: that of their label, or of their receptor, so that a neuron of a
/// slice gets the numbers that it would get of the whole population.
constexpr bool draw_alike(const poisson_path& a, const poisson_path& b) {
  const auto is_of = [](std::string_view label, const poisson_path& p) {
    const std::size_t n = p.target.size();
    return label.size() == n + 1 + p.receptor.size() && label.substr(0, n) == p.target && label[n] == '.' &&
           label.substr(n + 1) == p.receptor;
  };
  if (a.labelled) return b.labelled ? a.name == b.name : is_of(a.name, b);
  return b.labelled ? is_of(b.name, a) : a.target == b.target && a.receptor == b.receptor;
}

template <class T>
inline constexpr bool is_single_weight = false;
template <class V>
inline constexpr bool is_single_weight<weight<V>> = is_quantity<V> || Arithmetic<V>;

/// A weight that is a function of the time, or of the time and the neuron.
template <class T>
inline constexpr bool is_weight_function = false;
template <Callable F>
inline constexpr bool is_weight_function<weight<F>> = true;

/// The dimension of a rate: of the quantity, or of what the function of time returns.
template <class T>
inline constexpr dimension dimension_of_value = dim::one;
template <Callable F>
  requires std::is_invocable_v<const F&, quantity<dim::second>>
inline constexpr dimension dimension_of_value<F> =
    dimension_of_value<std::remove_cvref_t<std::invoke_result_t<const F&, quantity<dim::second>>>>;
template <dimension D>
inline constexpr dimension dimension_of_value<quantity<D>> = D;

} // namespace detail

/// Poisson input to the neurons of a population. Made by `poisson_input<"cells.exc">(rate, weight(...))`.
template <fixed_string Path, dimension Weight, class Rate = quantity<dim::hertz>, class WeightOf = quantity<Weight>>
struct poisson_input_item {
  static constexpr item_kind kind = item_kind::poisson_input;
  static constexpr auto text = Path;
  static constexpr detail::poisson_path path = detail::read_poisson_path(text.view());
  static constexpr std::string_view label = path.name;
  static constexpr detail::sliced_name sliced = path.sliced;
  static constexpr dimension weight_dimension = Weight;

  /// Whether the rate is a function of time.
  static constexpr bool moves = !is_quantity<Rate>;
  /// Whether the weight is a function; what it returns is checked when the network is described.
  static constexpr bool weighs_by_function = !is_quantity<WeightOf>;

  Rate rate;
  WeightOf weight;
  at place;

  /// Whether a setting of this name is for the rate, or for the weight.
  static constexpr bool is_rate(std::string_view setting) { return !moves && is_part(setting, ".rate"); }
  static constexpr bool is_weight(std::string_view setting) { return !weighs_by_function && is_part(setting, ".w"); }

private:
  static constexpr bool is_part(std::string_view setting, std::string_view part) {
    return setting.size() == label.size() + part.size() && setting.substr(0, label.size()) == label &&
           setting.substr(label.size()) == part;
  }
};

namespace detail {

// Functions of their own: g++ 12 crashes over the types of these items where both stand in one function.
template <fixed_string Path, class Rate, dimension D>
constexpr auto item_with_weight(Rate rate, quantity<D> weight, at place) {
  return poisson_input_item<Path, D, Rate>{rate, weight, place};
}
template <fixed_string Path, class Rate, class F>
constexpr auto item_with_function(Rate rate, function_drive<F> weight, at place) {
  return poisson_input_item<Path, dim::one, Rate, function_drive<F>>{rate, weight, place};
}

} // namespace detail

/// Independent Poisson input of a total `rate` to each neuron of a population: in every step a neuron's receptor (or
/// state variable) rises by the weight times a Poisson number of mean rate dt, as from a very large number of sources
/// that no other neuron receives. The rate may be a function of time: `[](auto t) { return stimulus(t); }`; the weight
/// may be one of the time, `weight([](auto t) { return 1_nS * exp(-t / 100_ms); })`, or of the time and the neuron, as
/// a drive's: `weight([](auto t, const auto& n) { return n["gain"_name] * stimulus(t); })`, called for those that
/// receive something. Path: "population.receptor" or "label: population.receptor", where the population may be a slice,
/// "cells[0:20].exc": its neurons get the numbers that they would get of the whole population. Inputs that reach the
/// same receptor of the same neurons need labels.
/// Option: `at{slot, order}` (default slot synapses, order 0).
///
/// Example (examples/reference/poisson_input.cpp):
///
///     poisson_input<"cells.exc">(2_kHz, weight(0.5_nS))
template <fixed_string Path, class Rate, class W, class... Options>
[[nodiscard]] constexpr auto poisson_input(Rate rate, W w, Options... options) {
  using namespace detail;
  static_assert(
      is_single_weight<W> || is_weight_function<W>,
      "cortexpr: poisson_input takes a rate and one weight for all: "
      "poisson_input<\"n.exc\">(1_kHz, weight(2_nS)), or a weight that is a function, weight([](auto t, const auto& "
      "n) { return 2_nS * n[\"gain\"_name]; })");
  static_assert((is_place<Options>::value && ...), "cortexpr: poisson_input takes as option at{slot, order}");
  static_assert(read_poisson_path(Path.view()).sliced.good,
                "cortexpr: a slice in poisson_input<\"population[begin:end].receptor\"> has begin < end, both whole "
                "numbers from 0");
  // Asserted, so that it is said before the missing item is noticed.
  static_assert(check_unit<unit_of_rate, Path, dimension_of_value<Rate>, dim::hertz>());
  if constexpr (dimension_of_value<Rate> == dim::hertz && (is_single_weight<W> || is_weight_function<W>)) {
    const at place = option_or<is_place>(at{slot::synapses, 0}, std::tuple<Options...>{options...});
    if constexpr (is_single_weight<W>)
      return item_with_weight<Path>(rate, as_values(w.value).value, place);
    else
      return item_with_function<Path>(rate, as_drive(w.value), place);
  }
}

} // namespace cortexpr
