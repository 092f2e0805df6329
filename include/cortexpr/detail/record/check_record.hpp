// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/record/check_monitor.hpp>
#include <cortexpr/detail/record/recorded_neuron.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <type_traits>

namespace cortexpr::detail {

/// The neuron that the function of recording R is given.
template <auto const& D, std::size_t R, class Real>
constexpr auto find_asked_neuron() {
  using s = structure<D>;
  constexpr std::size_t p = s::find_population(s::template item<R>::target.item);
  return std::type_identity<recorded_neuron<typename s::template model<p>, Real, s::template item<p>::placed>>{};
}
template <auto const& D, std::size_t R, class Real>
using asked_neuron = typename decltype(find_asked_neuron<D, R, Real>())::type;
/// What it returns.
template <auto const& D, std::size_t R, class Real>
using function_result =
    std::remove_cvref_t<std::invoke_result_t<const typename structure<D>::template item<R>::function_type&,
                                             const asked_neuron<D, R, Real>&>>;

/// Refuses a function for recording R that cannot be called, returns no number, or hides a variable.
template <auto const& D, std::size_t R>
constexpr void check_record_function() {
  using s = structure<D>;
  using item = typename s::template item<R>;
  constexpr bool free = s::template target_place<R>.kind == place_kind::function;
  static_assert(free, "cortexpr: record<\"n.name\">(f) records a function under a name of its own, which is none of "
                      "the population's: record<\"n.I_syn\">([](const auto& n) { ... })");
  constexpr std::size_t population = s::find_population(item::target.item);
  constexpr bool neurons = [] {
    if constexpr (population == not_found)
      return false;
    else
      return !s::template item<population>::listed;
  }();
  static_assert(neurons, "cortexpr: record<\"n.name\">(f) records a function of the neurons of a population that has "
                         "variables");
  if constexpr (free && neurons) {
    constexpr bool callable =
        std::is_invocable_v<const typename item::function_type&, const asked_neuron<D, R, double>&>;
    static_assert(callable, "cortexpr: the function of a recording is [](const auto& n) { ... }: of one neuron");
    if constexpr (callable) {
      using result = function_result<D, R, double>;
      constexpr bool is_number =
          std::is_arithmetic_v<result> || is_quantity<result> || std::is_same_v<result, refused_value>;
      static_assert(is_number, "cortexpr: the function of a recording returns no quantity: write [](const auto& n) { "
                               "return n[\"g\"_name] * (n[\"v\"_name] - n[\"E\"_name]); }");
    }
  }
}

template <auto const& D, std::size_t R>
constexpr void check_record() {
  using s = structure<D>;
  using item = typename s::template item<R>;
  constexpr place_kind kind = s::template target_place<R>.kind;
  constexpr std::size_t holder = s::find_holder(item::target.item);
  if constexpr (holder == not_found)
    refuse_name<no_such_recorded, among_holders<D>, to_fixed<item::target.item.size()>(item::target.item)>();
  else if constexpr (kind == place_kind::none)
    refuse_name<nothing_to_record, among_recordable<D, holder>,
                to_fixed<item::target.part.size()>(item::target.part)>();
  if constexpr (records_function<item>() && holder != not_found)
    check_record_function<D, R>();
  else if constexpr (kind == place_kind::spikes || kind == place_kind::rate) {
    static_assert(s::record_entry(R) > s::threshold_entry(holder),
                  "cortexpr: spikes and rates are recorded after the thresholds: at{slot::thresholds, 1} or later");
    static_assert(kind == place_kind::spikes || std::is_same_v<decltype(item::which), all_of_them>,
                  "cortexpr: a rate is that of the whole population: only{...} does not apply");
    static_assert(kind == place_kind::rate || s::template value<R>().period.period.si() == 0,
                  "cortexpr: spikes are recorded in every step: every{...} does not apply");
  }
  if constexpr (holder != not_found) {
    constexpr bool of_synapses = s::kinds[holder] == item_kind::projection;
    static_assert(
        item::sliced.part.whole || !of_synapses,
        "cortexpr: a slice in record<\"item[begin:end].variable\"> is of neurons of a population; synapses are "
        "chosen by only{...}");
  }
}

/// Refuses recordings and monitors of what does not exist, or that do not fit it.
template <auto const& D>
constexpr bool check_recordings() {
  using s = structure<D>;
  s::template for_each<item_kind::record>([](auto k) {
    if constexpr (MonitorItem<typename s::template item<k>>)
      check_monitor<D, k>();
    else
      check_record<D, k>();
  });
  return true;
}

} // namespace cortexpr::detail
