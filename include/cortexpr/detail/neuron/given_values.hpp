// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/draws/normals.hpp>
#include <cortexpr/detail/model/reading.hpp>
#include <cortexpr/model/columns.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cortexpr/model/integrators/integrators.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

// What a population keeps for the inputs that are given to its neurons; of a model that declares none of them, nothing.

template <bool Kept, class Real>
struct last_spikes {
  [[nodiscard]] bool operator==(const last_spikes&) const = default;
};
template <class Real>
struct last_spikes<true, Real> {
  column<Real> at; ///< s
  [[nodiscard]] bool operator==(const last_spikes&) const = default;
};

template <bool Drawn>
struct numbers_of_neurons {
  [[nodiscard]] bool operator==(const numbers_of_neurons&) const = default;
};
template <>
struct numbers_of_neurons<true> {
  stream source{};
  [[nodiscard]] bool operator==(const numbers_of_neurons&) const = default;
};

/// The random number that is input K of neuron i in a step.
template <Model M, std::size_t K>
[[nodiscard]] double random_input(stream numbers, std::size_t i, std::int64_t step) {
  constexpr std::uint64_t all = random_inputs<M>;
  const std::uint64_t counter = static_cast<std::uint64_t>(step) * all + random_inputs<M, K>;
  if constexpr (is_normal_number<type_of_input<M, K>>) {
    return standard_normals<1>(numbers, i, counter)[0];
  } else {
    const auto words = draw(numbers, i, counter);
    return to_unit(words[0], words[1]);
  }
}

/// What the model itself gives neuron i as input I, from the inputs before it.
template <Model M, std::size_t I, class Real, class Population, class In>
[[nodiscard]] lanes<Real> held_value(const Population& p, std::size_t i, const In& in) {
  state_of<M, numeric<Real>> x{};
  for_each_index<state_size<M>>([&](auto k) { variable<k>(x) = lanes<Real>(variable<k>(p.variables)[i]); });
  parameters_of<M, numeric<Real>> own{};
  for_each_index<parameter_count<M>>([&](auto k) { variable<k>(own) = lanes<Real>(variable<k>(p.parameters).of(i)); });
  return M::template held<I>(x, own, in);
}

template <class Integrator, class M>
constexpr auto choose_shared_integrator() {
  using equations = shared_equations<M>;
  // The population's own, if it serves; adaptive ones and those of noisy equations have nothing to do here.
  constexpr bool plain = std::is_same_v<Integrator, euler> || std::is_same_v<Integrator, rk2> ||
                         std::is_same_v<Integrator, rk4> || std::is_same_v<Integrator, heun>;
  if constexpr (plain)
    return std::type_identity<Integrator>{};
  else
    return std::type_identity<resolve_integrator<automatic, equations>>{};
}

/// How the shared variables of a population move by themselves: not at all.
template <class M, class Integrator, class Real>
struct shared_motion {};
/// By their equations, once per step. What is kept here is of use within a run or a step only.
template <MovesShared M, class Integrator, class Real>
struct shared_motion<M, Integrator, Real> {
  using equations = shared_equations<M>;
  using integrator = typename decltype(choose_shared_integrator<Integrator, M>())::type;
  static constexpr std::size_t count = shared_count<M>;

  parameters_of<M, columns<Real>> parameters; ///< those that all neurons have in common
  typename integrator::template stepper<equations, Real> stepper{};
  double dt = 0;
  std::array<double, count> before{}, slope_before{}, slope_after{}; ///< of the present step

  void prepare(const parameters_of<M, columns<Real>>& all, double step, std::string_view population) {
    for_each_index<parameter_count<M>>([&](auto k) {
      const column<Real>& values = variable<k>(all);
      bool is_read = false;
      for (const auto& d : dependence_of_flow<equations>) is_read = is_read || (d.parameters >> k & 1U) != 0;
      if (is_read && !values.shared())
        raise({"population '", population, "': its shared variables read the parameter ",
               variable_names<parameters_of<M, checked>>[k].view(),
               ", which differs between neurons; give it one value for all, or let shared_flow read another one"});
      static_cast<column<Real>&>(variable<k>(parameters)) = column<Real>(values[0]);
    });
    dt = step;
    stepper.prepare(parameters, dt, 1);
  }

  void advance(std::array<Real, count>& now) {
    using B = pack<Real>;
    using L = lanes<B>;
    parameters_of<M, hoisted<B>> p;
    for_each_index<parameter_count<M>>([&](auto k) { variable<k>(p) = L(variable<k>(parameters)[0]); });
    shared_of<M, numeric<B>> x;
    for_each_index<count>([&](auto k) { variable<k>(x) = L(now[k]); });
    note_slopes(now, slope_before);
    block<B> here;
    here.dt = L(dt);
    here.active = L(0) <= L(0);
    const std::array<inputs_of<equations, numeric<B>>, integrator::stages.size()> none{};
    x = for_loop<B, true, false>(stepper).advance(x, p, none, here);
    for_each_index<count>([&](auto k) {
      alignas(64) std::array<Real, L::size> values;
      store_lanes<B>(values.data(), static_cast<const L&>(variable<k>(x)));
      before[k] = static_cast<double>(now[k]);
      now[k] = values[0];
    });
    note_slopes(now, slope_after);
  }

  /// Variable k at a time between the start (0) and the end (1) of the step: Hermite's cubic.
  [[nodiscard]] double within_step(double now, std::size_t k, double c) const {
    const double rise = now - before[k], a = slope_before[k] * dt - rise, b = rise - slope_after[k] * dt;
    return before[k] + c * (rise + (1 - c) * ((1 - c) * a + c * b));
  }

private:
  void note_slopes(const std::array<Real, count>& at, std::array<double, count>& slopes) const {
    shared_of<M, numeric<double>> x;
    for_each_index<count>([&](auto k) { variable<k>(x) = lanes<double>(static_cast<double>(at[k])); });
    const auto dx = M::shared_flow(x, parameters_at<M, Real>(parameters, 0));
    for_each_index<count>([&](auto k) { slopes[k] = variable<k>(dx).value; });
  }
};

/// The shared variables of a population.
template <class M, class Integrator, class Real>
struct shared_values {
  [[nodiscard]] bool operator==(const shared_values&) const = default;
};
template <SharesVariables M, class Integrator, class Real>
struct shared_values<M, Integrator, Real> {
  static constexpr std::size_t count = shared_count<M>;
  std::array<Real, count> now = defaults();
  [[no_unique_address]] shared_motion<M, Integrator, Real> motion;

  [[nodiscard]] bool operator==(const shared_values& o) const { return now == o.now; }
  /// Variable K at a time between the start (0) and the end (1) of the present step.
  template <std::size_t K>
  [[nodiscard]] Real within_step([[maybe_unused]] double c) const {
    if constexpr (MovesShared<M>)
      return static_cast<Real>(motion.within_step(static_cast<double>(now[K]), K, c));
    else
      return now[K];
  }

private:
  static std::array<Real, count> defaults() {
    const shared_of<M, numeric<double>> preset{};
    std::array<Real, count> values{};
    for_each_index<count>([&](auto k) { values[k] = static_cast<Real>(variable<k>(preset).value); });
    return values;
  }
};

/// Whether an input of that name tells what the library knows of a neuron: its last spike, whether it is refractory.
template <class M>
constexpr bool is_known_to_neuron(std::string_view name) {
  bool found = false;
  for_each_index<own_input_count<M>>([&](auto k) {
    if constexpr (is_last_spike<M, k> || is_not_refractory<M, k>)
      found = found || variable_names<inputs_of<M, checked>>[k].view() == name;
  });
  return found;
}
template <class M, fixed_string Name, class Population>
auto known_to_neuron(const Population& population, std::size_t i) {
  constexpr std::size_t k = find_variable<inputs_of<M, checked>>(Name.view());
  if constexpr (is_last_spike<M, k>)
    return quantity<dim::second>(static_cast<double>(population.last_spike.at[i]));
  else
    return population.refractory.held()[i] ? 0.0 : 1.0;
}

} // namespace cortexpr::detail
