// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/state/groups_of.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/step/fill_inputs.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cortexpr/model/spike_counts.hpp>

namespace cortexpr::detail {

/// The number of item K among the populations of a description.
template <class Structure>
constexpr std::size_t population_number(std::size_t k) {
  std::size_t n = 0;
  for (std::size_t j = 0; j < k; ++j) n += Structure::kinds[j] == item_kind::population;
  return n;
}

template <class Integrator>
constexpr scheme scheme_of() {
  if constexpr (std::is_same_v<Integrator, exact>)
    return scheme::exact;
  else if constexpr (std::is_same_v<Integrator, exponential_euler> || std::is_same_v<Integrator, exponential_midpoint>)
    return scheme::exponential;
  else if constexpr (std::is_same_v<Integrator, euler> || std::is_same_v<Integrator, euler_maruyama> ||
                     std::is_same_v<Integrator, milstein_ito> || std::is_same_v<Integrator, milstein_stratonovich>)
    return scheme::first_order;
  else if constexpr (std::is_same_v<Integrator, rk2> || std::is_same_v<Integrator, heun> ||
                     std::is_same_v<Integrator, stochastic_heun>)
    return scheme::second_order;
  else if constexpr (std::is_same_v<Integrator, rk4>)
    return scheme::fourth_order;
  else
    return std::is_same_v<Integrator, no_integrator> ? scheme::none : scheme::own;
}

/// Values of the variables of a population: mean, largest, the first that is not finite.
template <class M, class Integrator, class Real>
void collect_variables(const population_state<M, Integrator, Real>& p, population_summary& facts) {
  std::size_t k = 0;
  std::apply(
      [&](const auto&... column) {
        [[maybe_unused]] const auto look = [&](const auto& values) {
          const dimension unit = facts.model.variables[k].unit;
          const auto far_away = [&](double x) { return std::isfinite(x) && !is_plausible(x, unit); };
          double sum = 0, largest = -std::numeric_limits<double>::infinity();
          for (std::size_t i = 0; i < p.size; ++i) {
            const auto x = static_cast<double>(values[i]);
            sum += x;
            largest = std::max(largest, x);
            if (!std::isfinite(x) && facts.bad_variable == no_index) facts.bad_variable = k, facts.bad_neuron = i;
            if (far_away(x) && facts.far_variable == no_index)
              facts.far_variable = k, facts.far_neuron = i, facts.far_value = x;
          }
          facts.start.push_back(sum / p.size);
          facts.largest.push_back(largest);
          ++k;
        };
        (look(column), ...);
      },
      variables(p.variables));
}

/// The inputs of a neuron that nothing drives and that has not spiked: shared variables as they are.
template <class M, class Integrator, class Real>
auto usual_inputs([[maybe_unused]] const population_state<M, Integrator, Real>& p) {
  inputs_of<M, numeric<double>> in{};
  for_each_index<input_count<M>>([&](auto v) {
    if constexpr (is_shared_variable<M, v>)
      variable<v>(in) = lanes<double>(static_cast<double>(shared_now<M, v>(p)));
    else if constexpr (is_last_spike<M, v>)
      variable<v>(in) = lanes<double>(long_ago);
    else if constexpr (is_not_refractory<M, v>)
      variable<v>(in) = lanes<double>(1);
    else if constexpr (is_uniform_number<type_of_input<M, v>>)
      variable<v>(in) = lanes<double>(0.5);
  });
  return in;
}

/// The share of the neurons that would spike as they are.
template <class M, class Integrator, class Real>
double share_above_threshold([[maybe_unused]] const population_state<M, Integrator, Real>& p) {
  if constexpr (Thresholded<M> && state_size<M> != 0) {
    const auto in = usual_inputs(p);
    std::uint64_t above = 0;
    dynamics::vector values(state_size<M>);
    for (std::size_t i = 0; i < p.size; ++i) {
      [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((values[K] = static_cast<double>(variable<K>(p.variables)[i])), ...);
      }
      (std::make_index_sequence<state_size<M>>{});
      state_of<M, numeric<double>> x{};
      put_numbers(x, values);
      above += any_lane(crossed_threshold<M>(x, parameters_at<M, Real>(p.parameters, i), in));
    }
    return static_cast<double>(above) / p.size;
  } else {
    return 0;
  }
}

template <class M, class Integrator, class Real>
double refractory_error(const population_state<M, Integrator, Real>& p, double dt) {
  double worst = 0;
  if constexpr (has_refractory_period<M> && !Located<Integrator>) {
    const auto& wanted = variable<find_variable<parameters_of<M, checked>>("t_ref")>(p.parameters);
    for (std::size_t i = 0; i < wanted.size(); ++i)
      worst =
          std::max(worst, std::abs(static_cast<double>(wanted[i]) - static_cast<double>(p.refractory_steps[i]) * dt));
  }
  return worst;
}

template <class Net, std::size_t K>
population_summary collect_population(const typename Net::state& state) {
  using structure = typename Net::structure;
  using item = typename structure::template item<K>;
  const auto& p = item_at<K>(state.items);
  population_summary facts;
  facts.name = std::string(item::name.view());
  facts.size = p.size;
  if constexpr (is_grouped<Net::description_value, K>) facts.groups = state.groups[K];
  facts.dt = step_of_population<Net::description_value, K>(state);
  facts.listed = item::listed;
  if constexpr (EventItem<item>) {
    facts.listed_spikes = 1; // not known in advance: they may occur
  } else if constexpr (item::listed) {
    facts.listed_spikes = static_cast<double>(p.list.size());
  } else {
    using m = typename item::model;
    using integrator = typename structure::template integrator<K>;
    facts.model = make_dynamics<m, typename Net::real>(p.parameters);
    facts.counted = SpikesSeveralTimes<m>;
    const auto usual = usual_inputs(p);
    for_each_index<input_count<m>>([&](auto v) {
      if constexpr (is_shared_variable<m, v> || is_given_to_neuron<m, v>)
        facts.model.inputs[v].value = static_cast<const lanes<double>&>(variable<v>(usual)).value;
    });
    facts.method = scheme_of<typename of_whole_steps<integrator>::type>();
    facts.precise = structure::is_precise(K);
    facts.integrator = integrator::name;
    collect_variables(p, facts);
    facts.above_threshold = share_above_threshold(p);
    facts.t_ref_off = refractory_error(p, facts.dt);
    facts.recorded.assign(facts.model.variables.size(), false);
    for (const auto& input : facts.model.inputs)
      facts.inputs.push_back({false, input.value, 0, input.value, input.value});
  }
  structure::template for_each<item_kind::operation>([&](auto o) {
    if (structure::template item<o>::target.view() != item::name.view()) return;
    facts.operated = true;
    facts.operated_parts.push_back(structure::template item<o>::sliced.part.of(facts.size));
  });
  return facts;
}

} // namespace cortexpr::detail
