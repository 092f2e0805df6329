// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/description/check_precise.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/plasticity/seen_neurons.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/model/event.hpp>
#include <ostream>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

// What a description says of neurons: options of populations, conditions of events, and what rules declare of the
// neurons of their synapses (`reads`, `writes`).

/// Refuses the name of an option of a population: by what it is, if the model has it in another role.
template <class M, class Unknown, class Among, fixed_string Wrote>
constexpr void refuse_option() {
  constexpr place_kinds others{place_kind::neuron_variable, place_kind::parameter, place_kind::shared_variable,
                               place_kind::input, place_kind::expression};
  constexpr place_kind is = find_in_model<M>(Wrote.view(), others).kind;
  constexpr bool starts = std::is_same_v<Unknown, no_such_start>;
  if constexpr (is == place_kind::none)
    refuse_name<Unknown, Among, Wrote>();
  else if constexpr (is == place_kind::expression)
    refuse_name<value_of_expression, Among, Wrote>();
  else if constexpr (is == place_kind::input)
    refuse_name<std::conditional_t<starts, start_of_input, parameter_is_input>, Among, Wrote>();
  else
    refuse_name<std::conditional_t<starts, start_of_parameter, parameter_is_variable>, Among, Wrote>();
}

template <auto const& D, std::size_t K>
constexpr void check_population() {
  using item = typename structure<D>::template item<K>;
  check_precise_population<structure<D>, K>();
  if constexpr (!item::listed) {
    using m = typename item::model;
    [[maybe_unused]] const auto check = []<class O>(std::type_identity<O>) {
      if constexpr (is_parameter<O>) {
        constexpr std::size_t k = find_variable<parameters_of<m, checked>>(O::variable.view());
        if constexpr (k == not_found)
          refuse_option<m, no_such_parameter, among_variables<parameters_of<m, checked>>, O::variable>();
        if constexpr (k != not_found && KnowsUnit<std::remove_cvref_t<decltype(O::value)>>)
          check_unit<unit_of_parameter, item::name + "." + O::variable, std::remove_cvref_t<decltype(O::value)>::dims,
                     dimension_of<parameters_of<m, checked>, k>>();
      } else if constexpr (is_start<O>) {
        constexpr place at = find_in_model<m>(O::variable.view(), startable);
        if constexpr (!at.exists())
          refuse_option<m, no_such_start,
                        among_all<among_variables<state_of<m, checked>>, among_variables<shared_of<m, checked>>>,
                        O::variable>();
        if constexpr (at.exists() && KnowsUnit<std::remove_cvref_t<decltype(O::value)>>)
          check_unit<unit_of_start, item::name + "." + O::variable, std::remove_cvref_t<decltype(O::value)>::dims,
                     at.dims>();
      }
    };
    [&]<class... O>(std::type_identity<std::tuple<O...>>) {
      (check(std::type_identity<O>{}), ...);
    }(std::type_identity<decltype(item::options)>{});
  }
}

/// The condition of an event has right units and is one.
template <class Item>
constexpr void check_event(const Item&) {
  using arguments = dependence_arguments<typename Item::neuron>;
  using condition = decltype(Item::condition);
  using x = decltype(arguments::x);
  using p = decltype(arguments::p);
  using in = decltype(arguments::in);
  constexpr bool sees_inputs = condition_sees_inputs<condition, x, p, in>;
  constexpr bool callable = sees_inputs || std::is_invocable_v<const condition&, const x&, const p&>;
  static_assert(callable, "cortexpr: the condition of a model's event takes a constant state x and parameters p (and "
                          "inputs in): event<\"high\">([](const auto& x, const auto& p) { return x.v > p.V_high; })");
  if constexpr (callable) {
    using outcome = decltype(event_condition(std::declval<const condition&>(), std::declval<const x&>(),
                                             std::declval<const p&>(), std::declval<const in&>()));
    static_assert(is_condition<outcome>,
                  "cortexpr: the condition of a model's event is a comparison, such as x.v > p.V_high");
    using neuron = typename Item::neuron;
    using units = decltype(event_condition(
        std::declval<const condition&>(), std::declval<const state_of<neuron, checked>&>(),
        std::declval<const parameters_of<neuron, checked>&>(), std::declval<const inputs_of<neuron, checked>&>()));
    static_assert(sizeof(units) != 0);
  }
}

template <fixed_string Projection, fixed_string Wrote, fixed_string DidYouMean>
constexpr void refuse_neuron_variable() {
  static_assert(is_known<Wrote>,
                "cortexpr: a rule of a projection declares a variable that its neurons do not have: pre<\"...\"> names "
                "one of the source, post<\"...\"> one of the target; see `Projection`, `Wrote` and `DidYouMean` beside "
                "this sentence");
}
template <fixed_string Projection, fixed_string Missing>
constexpr void refuse_neurons() {
  static_assert(is_known<Missing>,
                "cortexpr: a rule of a projection is for other neurons: they do not have several variables that it "
                "reads or writes. voltage_stdp is for voltage_traces<adex>, eprop for eprop_lif, adaptive_eprop for "
                "eprop_alif, eprop_readout for leaky_readout; see `Projection` and `Missing` beside this sentence");
}
template <fixed_string Projection, fixed_string Wrote>
constexpr void refuse_neuron_parameter() {
  static_assert(
      is_known<Wrote>,
      "cortexpr: a rule of a projection declares to write a parameter or an input of a neuron, which are read "
      "only: move it to `reads`, or make it a variable of the model; see `Projection` and `Wrote` beside "
      "this sentence");
}
template <fixed_string Projection>
constexpr void refuse_source_without_variables() {
  static_assert(
      is_known<Projection>,
      "cortexpr: a rule of a projection reads or writes its source (pre<\"...\">), but the source is a list of "
      "spikes, which has no variables; let the rule keep a trace of the spikes (at_source), or let a "
      "population be the source; see `Projection` beside this sentence");
}

/// The names that rules declare and that a model does not have.
template <class Slots>
struct undeclared_by_model {
  using declared = typename Slots::declared;
  static constexpr auto all = join_names(declared::written, declared::read);
  /// Calls f(name) for each of them once.
  template <class F>
  static constexpr void for_each(F&& f) {
    for (std::size_t k = 0; k < all.size(); ++k) {
      bool is_new = Slots::find(all[k]) == not_found;
      for (std::size_t before = 0; before < k; ++before) is_new = is_new && all[before] != all[k];
      if (is_new) f(all[k]);
    }
  }
  static constexpr std::size_t count = [] {
    std::size_t n = 0;
    for_each([&](std::string_view) { ++n; });
    return n;
  }();
  /// "u_minus, u_plus".
  static constexpr auto words = [] {
    constexpr std::size_t length = [] {
      std::size_t letters = 0;
      for_each([&](std::string_view name) { letters += name.size() + 2; });
      return letters == 0 ? 0 : letters - 2;
    }();
    fixed_string<length> text;
    std::size_t end = 0;
    for_each([&](std::string_view name) {
      for (const std::string_view part : {end == 0 ? std::string_view() : std::string_view(", "), name})
        for (const char c : part) text.text[end++] = c;
    });
    return text;
  }();
};

/// Whether the neurons of a side have what rules declare of them; a compile error names what they lack.
template <auto const& D, std::size_t K, class Slots>
constexpr bool check_side() {
  using item = typename structure<D>::template item<K>;
  using declared = typename Slots::declared;
  using m = typename Slots::model;
  using missing = undeclared_by_model<Slots>;
  constexpr auto label = to_fixed<item::label.size()>(item::label);
  if constexpr (Slots::room == 0) {
    return true;
  } else if constexpr (structure<D>::template item<structure<D>::template source_of<K>>::listed &&
                       Slots::side == neuron_side::pre) {
    refuse_source_without_variables<label>();
  } else if constexpr (missing::count > 1) {
    refuse_neurons<label, missing::words>();
  } else if constexpr (missing::count == 1) {
    constexpr std::string_view nearest = [] { return nearest_name(among_values<m>::names(), missing::words.view()); }();
    refuse_neuron_variable<label, missing::words, to_fixed<nearest.size()>(nearest)>();
  } else {
    for_each_index<declared::written.size()>([&](auto i) {
      constexpr std::string_view name = declared::written[i];
      if constexpr (!Slots::template slot<Slots::find(name)>.is_variable())
        refuse_neuron_parameter<label, to_fixed<name.size()>(name)>();
    });
    return true;
  }
  return false;
}

/// Whether neurons have what the rules of projection K declare of them; a compile error names what they lack.
template <auto const& D, std::size_t K>
constexpr bool check_neurons() {
  using s = structure<D>;
  using list = typename s::template item<K>::rules;
  if constexpr (!list_sees_neurons<list>) {
    return true;
  } else {
    using pre = seen_slots<neuron_side::pre, list, typename s::template model<s::template source_of<K>>>;
    using post = seen_slots<neuron_side::post, list, typename s::template model<s::template target_of<K>>>;
    if constexpr (check_side<D, K, pre>()) // one message, though both may have mistakes
      return check_side<D, K, post>();
    else
      return false;
  }
}

template <class Slots>
void print_side(std::ostream& out, const char* side, bool written, const char* words, bool& first) {
  bool any = false;
  for (std::size_t k = 0; k < Slots::count; ++k) {
    const seen_slot& slot = Slots::all.slots[k];
    if (slot.is_written != written) continue;
    out << (any ? ", " : first ? " (" : "; ");
    if (!any) out << words << ' ' << side << ' ';
    out << slot.name;
    any = true;
    first = false;
  }
}
/// What the rules of projection K see and change of neurons; follows an entry of the printed schedule.
template <auto const& D, std::size_t K>
void print_neurons(std::ostream& out) {
  using s = structure<D>;
  using list = typename s::template item<K>::rules;
  if constexpr (list_sees_neurons<list>) {
    using pre_slots = seen_slots<neuron_side::pre, list, typename s::template model<s::template source_of<K>>>;
    using post_slots = seen_slots<neuron_side::post, list, typename s::template model<s::template target_of<K>>>;
    bool first = true;
    print_side<pre_slots>(out, "source's", false, "reads the", first);
    print_side<post_slots>(out, "target's", false, "reads the", first);
    print_side<post_slots>(out, "target's", true, "changes the", first);
    print_side<pre_slots>(out, "source's", true, "at the end adds to the", first);
    if (!first) out << ')';
  }
}

} // namespace cortexpr::detail
