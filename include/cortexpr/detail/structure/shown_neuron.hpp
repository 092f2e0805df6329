// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/known_names.hpp>
#include <cortexpr/detail/structure/place.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/model/columns.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cortexpr/sources/function_drive.hpp>
#include <cortexpr/space/placement.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <type_traits>

namespace cortexpr::detail {

/// What stands in its place where a neuron is no argument of a drive.
struct no_guard {};

/// A neuron as a function of the user's sees it that computes a drive, a connection or a value: `n["v"_name]` is a
/// variable or a parameter as a quantity, `n.index()` its number, of `n.size()`. Nothing can be written. `Complaint`
/// says what is wrong with a name that the model does not know.
template <class M, class Real, bool Placed, class Complaint = no_such_driving>
class shown_neuron : public position_of_neuron<Placed>,
                     public std::conditional_t<std::is_same_v<Complaint, no_such_driving>, no_time_of_drive, no_guard> {
public:
  using known_names = names_of_neuron<M>;

  /// Of a population's state.
  template <class Population>
  shown_neuron(const Population& p, std::size_t index)
      : position_of_neuron<Placed>(p.places, index),
        variables_(p.variables),
        parameters_(p.parameters),
        index_(index),
        size_(p.size) {}

  template <fixed_string Name>
  [[nodiscard]] auto operator[](name_constant<Name>) const {
    constexpr std::size_t v = find_variable<state_of<M, checked>>(Name.view());
    constexpr std::size_t p = find_variable<parameters_of<M, checked>>(Name.view());
    if constexpr (v != not_found) {
      return quantity<dimension_of<state_of<M, checked>, v>>(static_cast<double>(variable<v>(variables_)[index_]));
    } else if constexpr (p != not_found) {
      return quantity<dimension_of<parameters_of<M, checked>, p>>(
          static_cast<double>(variable<p>(parameters_).of(index_)));
    } else {
      refuse_name<Complaint, among_values<M>, Name>();
      return refused_value{};
    }
  }
  [[nodiscard]] std::size_t index() const { return index_; }
  /// How many neurons its population has.
  [[nodiscard]] std::size_t size() const { return size_; }

private:
  const state_of<M, columns<Real>>& variables_;
  const parameters_of<M, columns<Real>>& parameters_;
  std::size_t index_, size_;
};

/// Neuron i of population K, as the function of a drive sees it.
template <auto const& D, std::size_t K, class Real, class Population>
[[nodiscard]] auto neuron_of(const Population& p, std::size_t i) {
  using item = typename structure<D>::template item<K>;
  return shown_neuron<typename item::model, Real, item::placed>(p, i);
}

template <fixed_string Path, dimension Input, class F, class Returned>
constexpr void check_result_of_drive() {
  using Result = std::conditional_t<std::is_same_v<Returned, time_of_drive>, quantity<dim::second>, Returned>;
  constexpr bool is_number =
      std::is_arithmetic_v<Result> || is_quantity<Result> || std::is_same_v<Result, refused_value>;
  static_assert(is_number, "cortexpr: the function of a drive returns no quantity: write [](auto t) { return 10_pA * "
                           "sin(6.28 * 5_Hz * t); }");
  check_unit_of_result<F, unit_of_drive, Path, Result, Input>();
}

/// Refuses a function for the weight of Poisson input K that cannot be called or returns another unit.
template <auto const& D, std::size_t K>
constexpr void check_weight_function() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using policy = decltype(item::weight);
  using function = const decltype(policy::f)&;
  using time = quantity<dim::second>;
  constexpr std::size_t target = s::template target_of<K>;
  using neuron = const shown_neuron<typename s::template model<target>, double, s::template item<target>::placed>&;
  const auto check = []<class Result>(std::type_identity<Result>) {
    constexpr bool is_number =
        std::is_arithmetic_v<Result> || is_quantity<Result> || std::is_same_v<Result, refused_value>;
    static_assert(is_number, "cortexpr: the function for the weight of a Poisson input returns no quantity: write "
                             "weight([](auto t) { return 2_nS * exp(-t / 1_s); })");
    check_unit_of_result<decltype(policy::f), unit_of_weight, item::text, Result, s::template weight_dimension<K>()>();
  };
  if constexpr (!policy::per_neuron) {
    check(std::type_identity<std::remove_cvref_t<std::invoke_result_t<function, time>>>{});
  } else {
    constexpr bool callable = std::is_invocable_v<function, time, neuron>;
    static_assert(callable,
                  "cortexpr: the function for the weight of a Poisson input is [](auto t) { ... } or [](auto t, "
                  "const auto& n) { ... }: of the time, or of the time and a neuron");
    if constexpr (callable)
      check(std::type_identity<std::remove_cvref_t<std::invoke_result_t<function, time, neuron>>>{});
  }
}

/// Whether drive K acts on an input that is the time.
template <auto const& D, std::size_t K>
constexpr bool drives_time() {
  using s = structure<D>;
  constexpr place at = s::template target_place<K>;
  if constexpr (at.kind == place_kind::input)
    return is_time<typename s::template model<at.item>, at.index>;
  else
    return false;
}

/// Whether drive K acts on an input that is given to the neuron.
template <auto const& D, std::size_t K>
constexpr bool drives_given() {
  using s = structure<D>;
  constexpr place at = s::template target_place<K>;
  if constexpr (at.kind == place_kind::input)
    return is_given_to_neuron<typename s::template model<at.item>, at.index>;
  else
    return false;
}

/// Refuses a drive K whose function cannot be called or returns another unit than that of the input.
template <auto const& D, std::size_t K>
constexpr void check_function_drive() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using policy = decltype(item::policy);
  using function = const decltype(policy::f)&;
  using time = quantity<dim::second>;
  constexpr place to = s::template target_place<K>;
  if constexpr (!policy::per_neuron) {
    check_result_of_drive<item::path, to.dims, decltype(policy::f), std::invoke_result_t<function, time>>();
  } else if constexpr (to.kind == place_kind::signal) {
    static_assert(to.kind != place_kind::signal,
                  "cortexpr: a signal is one number for the whole projection; its drive is a function of the time, "
                  "[](auto t) { ... }");
  } else {
    using neuron = const shown_neuron<typename s::template model<to.item>, double, s::template item<to.item>::placed>&;
    constexpr bool callable = std::is_invocable_v<function, time_of_drive, neuron>;
    static_assert(callable,
                  "cortexpr: the function of a drive is [](auto t) { ... } or [](auto t, const auto& n) { ... "
                  "}: of the time, or of the time and a neuron");
    if constexpr (callable)
      check_result_of_drive<item::path, to.dims, decltype(policy::f),
                            std::invoke_result_t<function, time_of_drive, neuron>>();
  }
}

/// Refuses a drive of something that is no input of model M.
template <class M, fixed_string Part>
constexpr void refuse_undriven() {
  constexpr bool shared = find_variable<shared_of<M, checked>>(Part.view()) != not_found;
  static_assert(!shared,
                "cortexpr: drive<\"population.input\"> names a variable that the population shares: an "
                "operation changes it, regularly<\"name\", \"population\">(every{1_ms}, population_wide([](auto& "
                "all) { ... })), its own equation, shared_flow, or sim.set; a drive needs an input");
  if constexpr (!shared) refuse_name<no_such_input, among_variables<own_inputs_of<M, checked>>, Part>();
}

template <auto const& D, std::size_t K>
constexpr void check_drive() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  constexpr std::size_t population = s::find_population(item::target.item);
  constexpr place at = s::template target_place<K>;
  if constexpr (population == not_found && !at.exists())
    refuse_name<no_such_driven, among_populations<D>, to_fixed<item::target.item.size()>(item::target.item)>();
  else if constexpr (!at.exists())
    refuse_undriven<typename s::template model<population>, to_fixed<item::target.part.size()>(item::target.part)>();
  else if constexpr (at.kind == place_kind::signal && !item::sliced.part.whole)
    static_assert(at.kind != place_kind::signal || item::sliced.part.whole,
                  "cortexpr: a slice in drive<\"population[begin:end].input\"> is of neurons of a population; the "
                  "signal of a projection is one number: drive<\"label.signal\">(...)");
  else if constexpr (drives_time<D, K>())
    static_assert(!drives_time<D, K>(),
                  "cortexpr: the input t of a model is the time, which nothing can drive; give the input another name");
  else if constexpr (drives_given<D, K>())
    static_assert(!drives_given<D, K>(),
                  "cortexpr: drive<\"population.input\"> names an input that is given to the neuron, which nothing can "
                  "drive: last_spike, not_refractory, or a random number; give the input another name or type");
  else if constexpr (is_function_drive<decltype(item::policy)>)
    check_function_drive<D, K>();
  else if constexpr (!std::is_same_v<decltype(item::policy), given_later> &&
                     !std::is_same_v<decltype(item::policy), live_later>)
    check_unit<unit_of_drive, item::path, decltype(item::policy)::dims, at.dims>();
}

} // namespace cortexpr::detail
