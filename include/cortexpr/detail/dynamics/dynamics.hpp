// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <bit>
#include <cortexpr/detail/model/reading.hpp>
#include <cortexpr/model/columns.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cortexpr/model/readings/dual_numbers.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr::detail {

inline constexpr std::size_t no_variable = static_cast<std::size_t>(-1);

/// A model with the parameters of one population as plain vectors of numbers, so that what is computed with it is
/// compiled once for all models. It stands for the population's mean neuron.
struct dynamics {
  using vector = std::vector<double>;

  struct named {
    std::string name;
    dimension unit{};
    double value = 0;       ///< of a parameter: the mean over neurons; of an input: its default
    bool varies = false;    ///< of a parameter: neurons differ
    bool is_read = true;    ///< of a parameter or variable: some equation reads it
    bool held = false;      ///< of a variable: at rest while the neuron is refractory
    std::uint64_t uses = 0; ///< of a variable: the variables and (after them) inputs in its derivative
    std::uint64_t bent = 0; ///< of a variable: those in which its derivative is not affine
  };
  std::vector<named> variables, parameters, inputs;
  std::size_t membrane = no_variable; ///< the variable that decides about spikes
  std::uint64_t deciding = 0;         ///< all variables that decide about spikes: a threshold may be one
  std::uint64_t refractory_uses = 0;  ///< variables and (after them) inputs that decide about refractoriness
  vector initial;                     ///< the start values of the model itself
  bool linear = false, flows = false, noisy = false;
  double t_ref = 0;

  std::function<void(const vector& x, const vector& u, vector& dx)> flow;
  std::function<void(const vector& x, const vector& u, std::size_t k, vector& slopes)> slopes; ///< d(dx/dt) / dx_k
  std::function<bool(const vector& x, const vector& u)> crossed;                               ///< empty: no threshold
  std::function<double(const vector& x, const vector& u)> hazard;                              ///< empty: none
  std::function<void(vector& x)> reset;                                                        ///< empty: none
  /// Whether a neuron is refractory at a time after a spike if it has been so since; empty: for t_ref.
  std::function<bool(const vector& x, const vector& u, double since)> refractory;

  [[nodiscard]] const named& v() const { return variables[membrane]; }
  [[nodiscard]] bool spiking() const { return crossed || hazard; }
  [[nodiscard]] bool uses(std::size_t variable, std::size_t other) const {
    return (variables[variable].uses >> other & 1U) != 0;
  }
  /// The variables that variable k depends on, directly or through others; those of the membrane include all that
  /// decide about spikes.
  [[nodiscard]] std::uint64_t sources_of(std::size_t k) const {
    const std::uint64_t own = variables.size() < 64 ? (std::uint64_t{1} << variables.size()) - 1 : ~std::uint64_t{0};
    std::uint64_t all = (std::uint64_t{1} << k) | (k == membrane ? deciding & own : 0);
    for (std::uint64_t former = 0; former != all;) {
      former = all;
      for (std::size_t j = 0; j < variables.size(); ++j)
        if ((former >> j & 1U) != 0) all |= variables[j].uses & own;
    }
    return all;
  }
  /// Whether the equation of variable k is not affine in the variable itself.
  [[nodiscard]] bool bends_itself(std::size_t k) const { return (variables[k].bent >> k & 1U) != 0; }
  [[nodiscard]] std::size_t find(std::string_view name) const {
    for (std::size_t k = 0; k < variables.size(); ++k)
      if (variables[k].name == name) return k;
    return no_variable;
  }
  [[nodiscard]] vector default_inputs() const {
    vector u;
    for (const named& input : inputs) u.push_back(input.value);
    return u;
  }
};

template <class T>
void put_numbers(T& to, const dynamics::vector& from) {
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    ((variable<K>(to) = variable_type<T, K>(lanes<double>(from[K]))), ...);
  }
  (std::make_index_sequence<variable_count<T>>{});
}
template <class T>
void get_numbers(const T& from, dynamics::vector& to) {
  to.resize(variable_count<T>);
  [&]<std::size_t... K>(std::index_sequence<K...>) { ((to[K] = variable<K>(from).value), ...); }
  (std::make_index_sequence<variable_count<T>>{});
}

template <class Checked>
std::vector<dynamics::named> name_variables_of() {
  std::vector<dynamics::named> all(variable_count<Checked>);
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    ((all[K].name = std::string(variable_names<Checked>[K].view()), all[K].unit = variable_type<Checked, K>::dims),
     ...);
  }
  (std::make_index_sequence<variable_count<Checked>>{});
  return all;
}

/// Of the variables that decide about spikes, the one that is called like a potential; else the one with the richest
/// equation, because a threshold that is a variable depends on little.
inline void find_membrane(dynamics& d) {
  const auto rank = [&](std::size_t k) {
    const std::string& name = d.variables[k].name;
    return std::pair(name == "v"                                                                     ? 2
                     : name == "V" || name == "vm" || name == "Vm" || name == "V_m" || name == "v_m" ? 1
                                                                                                     : 0,
                     std::popcount(d.variables[k].uses));
  };
  for (std::size_t k = 0; k < d.variables.size(); ++k)
    if ((d.deciding >> k & 1U) != 0 && (d.membrane == no_variable || rank(k) > rank(d.membrane))) d.membrane = k;
}

/// What the parts of a model read of variables and parameters, and which variable decides about spikes.
template <Model M>
void find_uses(dynamics& d) {
  using one = dependency<column_count<M>>;
  const dependence_arguments<M> a;
  one all; // of everything that reads variables from outside their own equation
  typename one::set deciding = 0;
  const auto look = [&](const one& e) {
    all.used |= e.used;
    all.parameters |= e.parameters;
  };
  if constexpr (Flows<M>)
    for (std::size_t k = 0; k < state_size<M>; ++k) {
      const one& e = dependence_of_flow<M>[k];
      d.variables[k].uses = e.used;
      for (std::size_t j = 0; j < column_count<M>; ++j)
        if (!e.affine_in(j)) d.variables[k].bent |= one::bit(j);
      all.parameters |= e.parameters;
      all.used |= e.used & ~one::bit(k);
    }
  if constexpr (Noisy<M>)
    for (const one& e : dependence_of_noise<M>) look(e);
  if constexpr (Thresholded<M>) {
    const auto c = crossed_threshold<M>(a.x, a.p, a.in);
    look(c.sides);
    deciding |= c.sides.used;
  }
  if constexpr (Hazardous<M>) {
    const one e = spike_rate<M>(a.x, a.p, a.in);
    look(e);
    deciding |= e.used;
  }
  if constexpr (HasRefractoryFunction<M>) {
    const one e(refractory_outcome<M>(a.x, a.p, a.in));
    look(e);
    d.refractory_uses = e.used;
  }
  if constexpr (HasOutput<M>) look(output_value<M>(a.x, a.p, a.in));
  if constexpr (Resets<M>) {
    auto x = a.x;
    reset_state<M>(x, a.p, a.in);
    std::size_t k = 0;
    std::apply(
        [&](const auto&... variable) {
          ((all.parameters |= variable.parameters, all.used |= variable.used & ~one::bit(k++)), ...);
        },
        variables(x));
  }
  for (std::size_t k = 0; k < d.variables.size(); ++k) d.variables[k].is_read = (all.used & one::bit(k)) != 0;
  for (std::size_t k = 0; k < d.parameters.size(); ++k)
    d.parameters[k].is_read =
        (all.parameters >> k & 1U) != 0 || (has_refractory_period<M> && d.parameters[k].name == "t_ref");
  d.deciding = deciding;
  find_membrane(d);
}

/// The mean neuron of a population.
template <Model M, class Real>
dynamics make_dynamics(const parameters_of<M, columns<Real>>& p) {
  using state = state_of<M, numeric<double>>;
  using inputs = inputs_of<M, numeric<double>>;
  dynamics d;
  d.variables = name_variables_of<state_of<M, checked>>();
  d.parameters = name_variables_of<parameters_of<M, checked>>();
  d.inputs = name_variables_of<inputs_of<M, checked>>();
  find_uses<M>(d);
  parameters_of<M, numeric<double>> mean{};
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    [[maybe_unused]] const auto fill = [&](auto& to, const column<Real>& from, dynamics::named& about) {
      double sum = 0;
      for (const Real x : from) sum += static_cast<double>(x);
      about.value = sum / static_cast<double>(from.size());
      about.varies = !from.shared();
      to = lanes<double>(about.value);
    };
    (fill(variable<K>(mean), variable<K>(p), d.parameters[K]), ...);
  }
  (std::make_index_sequence<parameter_count<M>>{});
  if constexpr (has_refractory_period<M>)
    for (const auto& q : d.parameters)
      if (q.name == "t_ref") d.t_ref = q.value;
  [&]<std::size_t... K>(std::index_sequence<K...>) { ((d.variables[K].held = held<M, K>), ...); }
  (std::make_index_sequence<state_size<M>>{});
  get_numbers(state{}, d.initial);
  dynamics::vector defaults;
  get_numbers(inputs{}, defaults);
  for (std::size_t k = 0; k < defaults.size(); ++k) d.inputs[k].value = defaults[k];

  d.flows = Flows<M>;
  d.noisy = Noisy<M>;
  d.flow = [mean](const dynamics::vector& x, const dynamics::vector& u, dynamics::vector& dx) {
    static_cast<void>(mean); // clang: models without equations do not use it
    dx.assign(x.size(), 0);
    if constexpr (Flows<M>) {
      state now{};
      inputs in{};
      put_numbers(now, x);
      put_numbers(in, u);
      get_numbers(cortexpr::detail::flow<M>(now, mean, in), dx);
    }
  };
  d.slopes = [mean](const dynamics::vector& x, const dynamics::vector& u, std::size_t k, dynamics::vector& slopes) {
    static_cast<void>(mean);
    slopes.assign(x.size(), 0);
    if constexpr (Flows<M>) {
      using reading = dual_numbers<double, 1>;
      state_of<M, reading> now{};
      inputs_of<M, reading> in{};
      put_numbers(now, x);
      put_numbers(in, u);
      [&]<std::size_t... J>(std::index_sequence<J...>) {
        ((J == k ? void(variable<J>(now) = dual<double, 1>::of_variable(lanes<double>(x[J]), 0)) : void()), ...);
        const auto f = cortexpr::detail::flow<M>(now, mean, in);
        ((slopes[J] = static_cast<const dual<double, 1>&>(variable<J>(f)).slope(0).value), ...);
      }
      (std::make_index_sequence<state_size<M>>{});
    }
  };
  if constexpr (Flows<M>) d.linear = linear_model<M>;
  if constexpr (Thresholded<M>)
    d.crossed = [mean](const dynamics::vector& x, const dynamics::vector& u) {
      state now{};
      inputs in{};
      put_numbers(now, x);
      put_numbers(in, u);
      return any_lane(crossed_threshold<M>(now, mean, in));
    };
  if constexpr (Hazardous<M>)
    d.hazard = [mean](const dynamics::vector& x, const dynamics::vector& u) {
      state now{};
      inputs in{};
      put_numbers(now, x);
      put_numbers(in, u);
      const lanes<double> rate = spike_rate<M>(now, mean, in);
      return rate.value;
    };
  if constexpr (HasRefractoryFunction<M>)
    d.refractory = [mean, t_ref = d.t_ref](const dynamics::vector& x, const dynamics::vector& u, double since) {
      state now{};
      inputs in{};
      put_numbers(now, x);
      put_numbers(in, u);
      if constexpr (refractory_is_time<M>)
        return since < lanes<double>(refractory_outcome<M>(now, mean, in)).value;
      else
        return since < t_ref || any_lane(refractory_outcome<M>(now, mean, in));
    };
  if constexpr (Resets<M>)
    d.reset = [mean](dynamics::vector& x) {
      state now{};
      put_numbers(now, x);
      reset_state<M>(now, mean, inputs{});
      get_numbers(now, x);
    };
  return d;
}

} // namespace cortexpr::detail
