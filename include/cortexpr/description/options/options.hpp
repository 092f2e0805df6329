// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/connectivity/connectivity.hpp>
#include <cortexpr/description/options/schedule.hpp>
#include <cortexpr/description/options/values.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/integrators/integrators.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <cortexpr/random/distributions.hpp>
#include <cortexpr/sources/drive.hpp>
#include <cortexpr/sources/spike_times.hpp>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <vector>

namespace cortexpr {

/// In a description: "this value comes at run time", with `set<"name">(value)` when the simulation is built.
struct given_later {
  [[nodiscard]] constexpr bool operator==(const given_later&) const = default;
};
inline constexpr given_later given{};

/// What an item of a description is.
enum class item_kind { population, projection, drive, poisson_input, record, operation, modulation, synapse_coupling };

namespace detail {

/// A rule for values: samples one value per neuron or synapse.
template <class V>
concept ValueRule = requires(const V& v, generator& g) {
  { V::dims } -> std::convertible_to<dimension>;
  v(g, 0u, 0u);
};

/// A quantity or a number stands for a constant value.
template <class V>
constexpr auto as_values(const V& v) {
  if constexpr (is_quantity<V>)
    return constant(v);
  else if constexpr (Arithmetic<V>)
    return constant(quantity<dim::one>(static_cast<double>(v)));
  else
    return v;
}
template <class V>
using values_of = decltype(as_values(std::declval<V>()));

/// A function of the neuron or of the pair that gives a value. Its unit is known when it is given its neurons.
template <class V>
concept ValueFunction = Callable<V> && !ValueRule<V> && !requires(const V& drive) {
  drive.value(0.0);
};

/// What an item takes for a value: a rule or a function that makes one for each neuron or synapse, or nothing yet.
template <class V>
concept ItemValue = ValueRule<V> || ValueFunction<V> || is_fixed_list<V> || std::is_same_v<V, given_later>;
/// Whether the unit of a value is known from its type alone.
template <class V>
concept KnowsUnit = requires {
  V::dims;
};
/// Whether a rule for values holds a function that has been given its neurons.
template <class V>
inline constexpr bool is_bound_value = false;

template <class V>
inline constexpr bool is_constant_value = false;
template <dimension D>
inline constexpr bool is_constant_value<constant<D>> = true;

} // namespace detail

/// Option of a population: the value of a parameter, for all neurons or drawn for each.
template <fixed_string Variable, class V>
struct parameter_option {
  static constexpr auto variable = Variable;
  V value;
};
template <fixed_string Variable, class V>
[[nodiscard]] constexpr auto parameter(V value) {
  static_assert(detail::ItemValue<detail::values_of<V>>,
                "cortexpr: parameter<\"...\">(...) takes a quantity (-53_mV), a number, a distribution (normal(-53_mV, "
                "1_mV), ...), values({...}, 1_mV), a function of the neuron or given; values by group are given, "
                "set<\"cortex.V_th\">(per_group(...))");
  return parameter_option<Variable, detail::values_of<V>>{detail::as_values(value)};
}

/// Option of a population: where a state variable starts.
template <fixed_string Variable, class V>
struct start_option {
  static constexpr auto variable = Variable;
  V value;
};
template <fixed_string Variable, class V>
[[nodiscard]] constexpr auto start(V value) {
  static_assert(detail::ItemValue<detail::values_of<V>>,
                "cortexpr: start<\"...\">(...) takes a quantity (-70_mV), a number, a distribution (uniform(-70_mV, "
                "-55_mV), ...), values({...}, 1_mV), a function of the neuron or given; values by group are "
                "given, set<\"cortex.v\">(per_group(...))");
  return start_option<Variable, detail::values_of<V>>{detail::as_values(value)};
}

/// Option of a population: where in the step its spiking neurons are reset (default: slot resets).
struct resets_at {
  slot where = slot::resets;
  int order = 0;
};

/// Option of a projection: its rules act when the target has this event of its model (`on_post` and the traces of
/// targets), in place of its spikes: `post_event<"burst">{}`.
template <fixed_string Event>
struct post_event {};

/// Option of a projection: the weights.
template <class V>
struct weight {
  V value;
  constexpr explicit weight(V v) : value(v) {}
};
/// Option of a projection: the delay between a spike and its arrival. Default 0 (arrival in the same step, after
/// the thresholds). A delay off the grid of steps is an error unless `.rounded()` asks for the nearest step.
template <class V>
struct delay {
  V value;
  bool rounds = false;
  constexpr explicit delay(V v) : value(v) {}
  [[nodiscard]] constexpr delay rounded() const {
    delay d = *this;
    d.rounds = true;
    return d;
  }
};

/// Option of a projection: the part of the delay that lies between the spike of a source and its arrival at the
/// synapse. As `delay`, which beside a `dendritic_delay` is not clear enough.
template <class V>
struct axonal_delay : delay<V> {
  constexpr explicit axonal_delay(V v) : delay<V>(v) {}
  [[nodiscard]] constexpr axonal_delay rounded() const {
    axonal_delay d = *this;
    d.rounds = true;
    return d;
  }
};
/// Option of a projection: the part of the delay that lies between a synapse and the soma of its target, in both
/// directions: input reaches the soma after it, and the synapse sees a spike of the target after it. One time for all
/// synapses or, as a distribution, a function of (i, j) or `given`, one for each. Default 0.
template <class V>
struct dendritic_delay {
  V value;
  bool rounds = false;
  constexpr explicit dendritic_delay(V v) : value(v) {}
  [[nodiscard]] constexpr dendritic_delay rounded() const {
    dendritic_delay d = *this;
    d.rounds = true;
    return d;
  }
};

/// Option of a projection: a spike runs all rules of the list before the next spike is looked at. The default.
struct sequential {};
/// Option of a projection: every rule sees all spikes of the step before the next rule does.
struct rules_in_turn {};

namespace detail {

template <class T>
concept NoNumber = !std::integral<T>;

} // namespace detail

/// Only these neurons or synapses: `only{0, 4, 7}`; a list known at run time is `only(list)`, any range or xtensor
/// expression, read at once.
template <class List>
struct only {
  List list;
  template <detail::NoNumber Numbers>
  constexpr explicit only(const Numbers& these) {
    if constexpr (std::is_same_v<Numbers, List>)
      list = these;
    else
      detail::for_each_in_list("only", these, [&](const auto& k) { list.push_back(detail::whole_number(k)); });
  }
  template <class... N>
    requires(sizeof...(N) > 0 && (std::integral<N> && ...))
  constexpr explicit only(N... these) : list{static_cast<std::uint32_t>(these)...} {}
};
// Guides of its own: clang 14 forgets the constraint of a constructor when it deduces from it.
template <std::integral... N>
only(N...) -> only<std::array<std::uint32_t, sizeof...(N)>>;
template <class Number, std::size_t N>
only(std::array<Number, N>) -> only<std::array<Number, N>>;
template <detail::NoNumber Numbers>
only(const Numbers&) -> only<std::vector<std::int64_t>>;

/// A time between actions: `every{1_ms}`; default: every step.
struct every {
  quantity<dim::second> period{0};
};

namespace detail {

template <template <class> class Template, class T>
inline constexpr bool is_a = false;
template <template <class> class Template, class T>
inline constexpr bool is_a<Template, Template<T>> = true;

template <class T>
inline constexpr bool is_parameter = false;
template <fixed_string N, class V>
inline constexpr bool is_parameter<parameter_option<N, V>> = true;
template <class T>
inline constexpr bool is_start = false;
template <fixed_string N, class V>
inline constexpr bool is_start<start_option<N, V>> = true;

template <class T>
concept IntegratorPolicy = requires {
  T::stages;
};
template <class T>
concept ConnectionRule = requires(const T& r, projection_extent s) {
  r.validate(s, std::string_view{});
};

/// The first option of a kind, or the default.
template <template <class> class Is, class Default, class... Options>
constexpr auto option_or(const Default& fallback, const std::tuple<Options...>& options) {
  constexpr std::size_t n = sizeof...(Options);
  constexpr std::size_t k = [] {
    std::size_t i = 0;
    [[maybe_unused]] const bool missing = ((Is<Options>::value ? false : (++i, true)) && ... && true);
    return i;
  }();
  if constexpr (k == n)
    return fallback;
  else
    return std::get<k>(options);
}
template <template <class> class Is, class... Options>
constexpr std::size_t count_options(const std::tuple<Options...>*) {
  return ((Is<Options>::value ? 1u : 0u) + ... + 0u);
}

template <class T>
struct is_place : std::is_same<T, at> {};
template <class T>
struct is_reset_place : std::is_same<T, resets_at> {};
template <class T>
struct is_every : std::is_same<T, every> {};
template <class T>
struct is_integrator : std::bool_constant<IntegratorPolicy<T> || std::is_same_v<T, automatic>> {};
template <class T>
struct is_weight : std::bool_constant<is_a<weight, T>> {};
template <class T>
struct is_delay : std::bool_constant<is_a<delay, T> || is_a<axonal_delay, T>> {};
template <class T>
struct is_plain_delay : std::bool_constant<is_a<delay, T>> {};
template <class T>
struct is_dendritic_delay : std::bool_constant<is_a<dendritic_delay, T>> {};
template <class T>
struct is_only : std::bool_constant<is_a<only, T>> {};
template <class T>
struct is_rules : std::bool_constant<is_plasticity<T>> {};
/// The name in the option post_event<"..."> of a projection, or nothing.
template <class T>
inline constexpr std::string_view name_of_post_event{};
template <fixed_string Event>
inline constexpr std::string_view name_of_post_event<post_event<Event>> = Event.view();
template <class... Options>
inline constexpr std::string_view post_event_among = [] {
  std::string_view name;
  ((name = name_of_post_event<Options>.empty() ? name : name_of_post_event<Options>), ...);
  return name;
}();

template <class T>
struct is_coincidence : std::is_same<T, coincident_pairs> {};
template <class T>
struct is_turn : std::bool_constant<std::is_same_v<T, sequential> || std::is_same_v<T, rules_in_turn>> {};

/// The list, with `transmit{}` in front if no rule of it acts on the target.
template <class... Rules>
constexpr auto with_transmitter(const plasticity<Rules...>& list) {
  if constexpr (((is_transmitter<Rules> || HasCurrent<Rules>) || ...))
    return list;
  else
    return std::apply([](const auto&... rule) { return plasticity(transmit{}, rule...); }, list.rules);
}

} // namespace detail

} // namespace cortexpr
