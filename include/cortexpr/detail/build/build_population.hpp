// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/build/allowed_values.hpp>
#include <cortexpr/detail/build/fill_column.hpp>
#include <cortexpr/detail/build/fill_groups.hpp>
#include <cortexpr/detail/build/find_option.hpp>
#include <cortexpr/detail/build/known_parameters.hpp>
#include <cortexpr/detail/build/value_functions.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/own_steps.hpp>
#include <cortexpr/units/steps.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// Values of all variables: the setting if there is one, else the option of the description, else the default.
/// `OwnCells`: every neuron needs its own. `Functions`: only values that are functions of the neuron; else, only
/// others.
template <auto const& D, std::size_t K, template <class> class IsOption, bool OwnCells, bool Functions, class Vars,
          class Real, class Settings>
void fill_variables(Vars& columns_of_model, const network_state<D, Real>& state, const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using options = std::remove_const_t<decltype(item::options)>;
  using model = typename item::model;
  using checked_variables = std::conditional_t<OwnCells, state_of<model, checked>, parameters_of<model, checked>>;
  [[maybe_unused]] const std::uint32_t n = item_at<K>(state.items).size;
  [[maybe_unused]] const auto fill = [&]<std::size_t V>(std::integral_constant<std::size_t, V>) {
    auto& out = variable<V>(columns_of_model);
    constexpr std::string_view part = variable_names<Vars>[V].view();
    constexpr setting_place set_by = Settings::template find<is_value>(item::name.view(), part);
    constexpr std::size_t option = find_option_for<IsOption>(part, static_cast<options*>(nullptr));
    [[maybe_unused]] const auto take = [&]<class Value>(const Value& value) {
      static_assert(!std::is_same_v<Value, given_later>,
                    "cortexpr: a value of the description is `given`: add set<\"population.variable\">(value)");
      if constexpr (ValueFunction<Value> != Functions) {
        if constexpr (OwnCells && !Functions && !HasStart<model>) out.assign(n, out[0]); // until its turn comes
      } else if constexpr (Functions) {
        // The function may read the default of what it is for.
        column<Real> fresh;
        fill_neurons<D, K>(
            fresh,
            bind_neurons<std::conditional_t<OwnCells, unit_of_start, unit_of_parameter>,
                         item::name + "." + to_fixed<part.size()>(part), dimension_of<checked_variables, V>, D, K>(
                value, state),
            state, OwnCells, part);
        static_cast<column<Real>&>(out) = std::move(fresh);
      } else {
        fill_neurons<D, K>(static_cast<column<Real>&>(out), value, state, OwnCells, part);
      }
      return ValueFunction<Value> == Functions;
    };
    bool filled = !Functions;
    if constexpr (set_by != not_found)
      filled = take(given_settings.template value<set_by>());
    else if constexpr (option != not_found)
      filled = take(std::get<option>(s::template value<K>().options).value);
    else if constexpr (OwnCells && !Functions && !HasStart<model>)
      out.assign(n, out[0]);
    if (!filled) return;
    if constexpr (OwnCells)
      check_variable<model, V>(item::name.view(), out);
    else
      check_parameter<model, V>(item::name.view(), out);
  };
  for_each_index<variable_count<Vars>>(fill);
}

/// Whether an option holds a function of the neuron.
template <class O>
concept FunctionOption = requires {
  requires ValueFunction<std::remove_cvref_t<decltype(O::value)>>;
};
/// Whether a value of a population may be a function of the neuron.
template <class Settings, class Options>
inline constexpr bool may_be_functions = true;
template <class... S, class... O>
inline constexpr bool may_be_functions<settings<S...>, std::tuple<O...>> = (ValueFunction<typename S::value_type> ||
                                                                            ...) ||
                                                                           (FunctionOption<O> || ...);

/// Gives variable V that a population shares a value: its one number.
template <class M, std::size_t V, class Population, class Value>
void fill_shared(Population& p, const Value& value, std::uint64_t seed, std::string_view population,
                 const std::string& name) {
  using real = typename decltype(p.shared.now)::value_type;
  column<real> one;
  fill_column(one, value, 1, true, seed, name);
  check_shared<M, V>(population, one);
  p.shared.now[V] = one[0];
}

/// The variables that population K shares: as the setting or the option start<"..."> says.
template <auto const& D, std::size_t K, class Population, class Settings>
void fill_all_shared(Population& p, std::uint64_t seed, const Settings& given_settings) {
  using item = typename structure<D>::template item<K>;
  using m = typename item::model;
  using vars = shared_of<m, checked>;
  for_each_index<variable_count<vars>>([&](auto v) {
    constexpr std::string_view part = variable_names<vars>[v].view();
    constexpr setting_place set_by = Settings::template find<is_value>(item::name.view(), part);
    constexpr std::size_t option =
        find_option_for<is_start_option>(part, static_cast<std::remove_const_t<decltype(item::options)>*>(nullptr));
    const std::string name = std::string(item::name.view()) + "." + std::string(part);
    if constexpr (set_by != not_found) {
      fill_shared<m, v>(p, given_settings.template value<set_by>(), seed, item::name.view(), name);
    } else if constexpr (option != not_found) {
      const auto& value = std::get<option>(structure<D>::template value<K>().options).value;
      static_assert(!std::is_same_v<std::remove_cvref_t<decltype(value)>, given_later>,
                    "cortexpr: a value of the description is `given`: add set<\"population.variable\">(value)");
      fill_shared<m, v>(p, value, seed, item::name.view(), name);
    }
  });
}

/// The groups of population K, as the setting or the description says.
template <auto const& D, std::size_t K, class Settings>
[[nodiscard]] neuron_groups groups_given(const Settings& given_settings) {
  using item = typename structure<D>::template item<K>;
  constexpr setting_place set_by = Settings::template find<is_list_of_groups>(item::name.view());
  constexpr bool known = set_by != not_found || !std::is_same_v<decltype(item::size), given_groups>;
  static_assert(known, "cortexpr: the groups of a population are `given`: add set<\"population\">(groups(list))");
  if constexpr (known)
    return {given_settings.template value_or<set_by>(structure<D>::template value<K>().size), item::name.view()};
  else
    return {};
}

template <auto const& D, std::size_t K, class Real, class Settings>
std::uint32_t population_size(const Settings& given_settings) {
  using item = typename structure<D>::template item<K>;
  constexpr setting_place set_by = Settings::template find<is_size>(item::name.view());
  static_assert(set_by != not_found || !std::is_same_v<decltype(item::size), given_later>,
                "cortexpr: the size of a population is `given`: add set<\"population\">(number of neurons)");
  const auto n =
      static_cast<std::int64_t>(given_settings.template value_or<set_by>(structure<D>::template value<K>().size));
  if (n < 1 || n > 4'000'000'000)
    raise({"population '", item::name.view(), "': size ", n,
           " is not possible; a population has 1 to 4,000,000,000 neurons"});
  return static_cast<std::uint32_t>(n);
}

/// Size, parameters and start values of population K.
template <auto const& D, std::size_t K, class Real, class Settings>
[[gnu::noinline, gnu::cold]] void build_population(network_state<D, Real>& state, const Settings& given_settings) {
  using item = typename structure<D>::template item<K>;
  auto& p = item_at<K>(state.items);
  if constexpr (EventItem<item>) {
    const auto& of = item_at<population_of<D, K>()>(state.items);
    p.size = of.size;
    p.bounds = of.bounds;
    return;
  } else {
    if constexpr (is_grouped<D, K>) {
      state.groups[K] = groups_given<D, K>(given_settings);
      p.size = state.groups[K].neurons();
    } else {
      p.size = population_size<D, K, Real>(given_settings);
    }
    if constexpr (!item::listed) p.bounds = part_bounds(p.size, state.team_size);
    const std::string name(item::name.view());
    check_own_step<D, K>(state, name);
    if constexpr (item::placed) {
      constexpr setting_place set_by = Settings::template find<is_layout>(item::name.view());
      const auto described = option_or<is_placed>(placed(given), structure<D>::template value<K>().options);
      const auto& layout = given_settings.template value_or<set_by>(described.layout);
      constexpr bool is_known = !std::is_same_v<std::remove_cvref_t<decltype(layout)>, given_later>;
      static_assert(is_known,
                    "cortexpr: the layout of a population is `given`: add set<\"population\">(positions(x, y, "
                    "1_um)), or another layout");
      if constexpr (is_known)
        p.places = layout.place(p.size, make_stream(state.structure_seed, name + ".position"), name);
    }
    if constexpr (item::listed) {
      constexpr setting_place set_by = Settings::template find<is_spike_list>(item::name.view());
      if constexpr (set_by != not_found) p.list = given_settings.template value<set_by>();
      p.list.prepare(state.dt, p.size, name);
    } else {
      using m = typename item::model;
      check_parameter_values<D, K, Settings>();
      fill_variables<D, K, is_parameter_option, false, false>(p.parameters, state, given_settings);
      fill_known_parameters<m>(p, step_of_population<D, K>(state));
      start_neurons<m>(p);
      fill_variables<D, K, is_start_option, true, false>(p.variables, state, given_settings);
      // Functions see all values that are none.
      if constexpr (may_be_functions<Settings, std::remove_const_t<decltype(item::options)>>) {
        fill_variables<D, K, is_parameter_option, false, true>(p.parameters, state, given_settings);
        fill_variables<D, K, is_start_option, true, true>(p.variables, state, given_settings);
      }
      if constexpr (SharesVariables<m>) fill_all_shared<D, K>(p, state.seed, given_settings);
      if constexpr (sees_last_spike<m>) p.last_spike.at.assign(p.size, Real(long_ago));
      if constexpr ((random_inputs<m>) > 0) p.numbers.source = make_stream(state.seed, name, stream_purpose::inputs);
      if constexpr (Refractory<m>) p.refractory = decltype(p.refractory)(p.bounds);
      p.random = make_stream(state.seed, name, stream_purpose::hazard);
      p.noise = make_stream(state.seed, name, stream_purpose::noise);
      if constexpr (Hazardous<m>) p.bernoulli.assign(p.size, Real(1));
    }
  }
}

/// Gives the stepper of population K what the description says of its integrator: tolerances, say.
template <auto const& D, std::size_t K, class M, class Integrator, class Real>
void configure_integrator([[maybe_unused]] population_state<M, Integrator, Real>& p) {
  if constexpr (requires(const Integrator& integrator) { p.stepper.configure(integrator); }) {
    constexpr auto& options = structure<D>::template value<K>().options;
    if constexpr (!std::is_same_v<typename structure<D>::template item<K>::integrator, automatic>)
      p.stepper.configure(option_or<is_integrator>(Integrator{}, options));
  }
}

/// Derives what follows from parameters and dt; to be called again whenever they may have changed.
template <class M, class Integrator, class Real>
[[gnu::noinline, gnu::cold]] void prepare_population(population_state<M, Integrator, Real>& p, double dt,
                                                     const std::string& name) {
  if constexpr (has_refractory_period<M>) {
    const auto& t_ref = variable<find_variable<parameters_of<M, checked>>("t_ref")>(p.parameters);
    p.refractory_steps.assign(t_ref.size(), Real(0));
    for (std::size_t i = 0; i < t_ref.size(); ++i) {
      const double steps = steps_passed(static_cast<double>(t_ref[i]), dt);
      if (!(t_ref[i] >= Real(0)) || !(steps < longest_refractory_period))
        raise({"'", name, ".t_ref': a refractory period of ", quantity_text(t_ref[i], dim::second),
               " cannot be simulated; it must be 0 or more and below 16 million steps"});
      p.refractory_steps[i] = static_cast<Real>(steps);
    }
  }
  p.resets.prepare(p.bounds);
  p.stepper.prepare(p.parameters, dt, p.size);
  if constexpr (MovesShared<M>) p.shared.motion.prepare(p.parameters, dt, name);
  if constexpr (Located<Integrator>) p.precise.prepare(p.parameters);
}

} // namespace cortexpr::detail
