// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/detail/plasticity/allowed_rule_values.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/structure/shown_neuron.hpp>
#include <cortexpr/detail/structure/check_currents.hpp>
#include <cortexpr/model/time_input.hpp>
#include <cortexpr/units/steps.hpp>
#include <string>

namespace cortexpr::detail {

template <class Policy>
struct drive_like {
  template <class T>
  using type = std::is_same<decltype(as_drive(std::declval<T>())), Policy>;
};

template <class T>
struct same_as {
  template <class Other>
  using type = std::is_same<Other, T>;
};

/// Whether each setting for the input of drive K has the type of some drive of that input.
template <auto const& D, std::size_t K, class Settings>
constexpr bool every_drive_setting_fits() {
  using s = structure<D>;
  constexpr item_path target = s::template item<K>::target;
  const auto fits = [&]<class S>(std::type_identity<S>) {
    using V = typename S::value_type;
    if constexpr (!is_drive<V>::value) {
      return true;
    } else {
      const auto is_target = [&](const item_path& path) {
        return path.item == target.item && path.part == target.part;
      };
      if (std::none_of(S::paths.begin(), S::paths.end(), is_target)) return true;
      bool found = false;
      s::template for_each<item_kind::drive>([&](auto other) {
        using policy = typename decltype(state_type<D, double, other>())::type;
        found = found || (is_target(s::template item<other>::target) && drive_like<policy>::template type<V>::value);
      });
      return found;
    }
  };
  return [&]<class... S>(std::type_identity<settings<S...>>) {
    return (fits(std::type_identity<S>{}) && ... && true);
  }(std::type_identity<Settings>{});
}

/// Refuses a drive whose columns do not fit the neurons.
template <auto const& D, std::size_t K, class Real>
void check_columns(const network_state<D, Real>& state, const std::string& name) {
  using s = structure<D>;
  [[maybe_unused]] const auto& policy = item_at<K>(state.items);
  constexpr std::size_t population = s::find_population(s::template item<K>::target.item);
  if constexpr (population == not_found) {
    if constexpr (requires { policy.columns(); })
      if (policy.columns() != 1)
        raise({"drive '", name, "': a signal is one number for the whole projection; give the timed array 1 column"});
  } else if constexpr (requires { policy.columns(); })
    if (policy.columns() != 1 && policy.columns() != item_at<population>(state.items).size)
      raise({"drive '", name, "': the timed array has ", policy.columns(), " columns, the population ",
             item_at<population>(state.items).size, " neurons; give 1 column or one per neuron"});
}

template <auto const& D, std::size_t K, class Real, class Settings>
void build_drive(network_state<D, Real>& state, const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  auto& policy = item_at<K>(state.items);
  using policy_type = std::remove_cvref_t<decltype(policy)>;
  const std::string name(item::path.view());
  // Of several drives of one input, a setting is for those of its own type.
  constexpr setting_place by =
      Settings::template find<drive_like<policy_type>::template type>(item::target.item, item::target.part);
  static_assert(every_drive_setting_fits<D, K, Settings>(),
                "cortexpr: the setting of a drive has another type than the description; where it is `given`, it is a "
                "timed_array in the unit of the input");
  if constexpr (by != not_found) {
    policy = as_drive(given_settings.template value<by>());
  } else {
    static_assert(!std::is_same_v<decltype(item::policy), given_later>,
                  "cortexpr: a drive is `given`: add set<\"population.input\">(timed_array(values, unit, dt))");
    policy = s::template value<K>().policy;
  }
  policy.validate(name);
  policy.prepare(state.dt);
  check_columns<D, K>(state, name);
}

template <auto const& D, std::size_t K, class Real, class Settings>
void build_operation(network_state<D, Real>& state, const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using operation_type = decltype(item::operation);
  const std::string name(item::name.view());
  constexpr setting_place period_by = Settings::template find<is_every>(item::name.view());
  const every& period = given_settings.template value_or<period_by>(s::template value<K>().period);
  constexpr setting_place by = Settings::template find<same_as<operation_type>::template type>(item::name.view());
  const operation_type& operation = given_settings.template value_or<by>(s::template value<K>().operation);
  check_rule(operation, "operation '" + name + "'");
  item_at<K>(state.items).replace(operation, period_steps(period.period.si(), state.dt, "operation '" + name + "'"));
}

template <auto const& D, std::size_t K, std::size_t Input, class F>
constexpr void for_each_drive_of(F&& f) {
  using s = structure<D>;
  s::template for_each<item_kind::drive>([&](auto source) {
    constexpr place to = s::template target_place<source>;
    if constexpr (to.kind == place_kind::input && to.item == K && to.index == Input) f(source);
  });
}

/// Whether inputs of population K change: by a drive, a continuous projection or because they are the time.
template <auto const& D, std::size_t K>
constexpr bool is_driven() {
  using s = structure<D>;
  using m = typename s::template model<K>;
  bool found = sees_time<m>;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (for_each_drive_of<D, K, I>([&](auto) { found = true; }), ...);
  }
  (std::make_index_sequence<input_count<m>>{});
  s::template for_each<item_kind::projection>([&](auto other) {
    if constexpr (s::template is_continuous<other>())
      found = found || s::template target_of<other> == K;
    else
      for_each_index<input_count<m>>([&](auto i) { found = found || feeds_input<D, other, K, i>(); });
  });
  return found;
}

template <class Policy>
bool is_per_neuron(const Policy& policy) {
  if constexpr (is_function_of_neurons<Policy>)
    return true;
  else if constexpr (requires { policy.columns(); })
    return policy.columns() > 1;
  else
    return false;
}

/// Shapes the input buffers of population K: a column of n where a drive differs between neurons.
template <auto const& D, std::size_t K, class Real>
void prepare_inputs(network_state<D, Real>& state) {
  using s = structure<D>;
  using m = typename s::template model<K>;
  std::array<bool, input_count<m> + 1> per_neuron{};
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (for_each_drive_of<D, K, I>(
         [&](auto source) { per_neuron[I] = per_neuron[I] || is_per_neuron(item_at<source>(state.items)); }),
     ...);
  }
  (std::make_index_sequence<input_count<m>>{});
  auto& p = item_at<K>(state.items);
  const auto sum_up = [&](std::size_t input) {
    per_neuron[input] = true;
    if (p.coupled[input].size() != p.size) p.coupled[input].assign(p.size, Real(0));
  };
  s::template for_each<item_kind::projection>([&](auto other) {
    if constexpr (s::template is_continuous<other>()) {
      if constexpr (s::template target_of<other> == K) sum_up(s::template target_input<other>());
    } else {
      for_each_index<input_count<m>>([&](auto i) {
        if constexpr (feeds_input<D, other, K, i>()) sum_up(i);
      });
    }
  });
  p.inputs.build(s::template integrator<K>::stages.size(), p.size, state.team_size, per_neuron);
}

/// Adds the drives of an input that all neurons share.
template <auto const& D, std::size_t K, std::size_t Input, class Real>
[[gnu::always_inline]] inline void add_shared_drives(const network_state<D, Real>& state, double t, double& sum) {
  for_each_drive_of<D, K, Input>([&](auto source) {
    const auto& drive = item_at<source>(state.items);
    if constexpr (!is_function_of_neurons<std::remove_cvref_t<decltype(drive)>>)
      if (!is_per_neuron(drive)) sum += drive.value(t);
  });
}

/// Evaluates the drives of population K at the stages of its integrator in the present step, for one thread.
template <auto const& D, std::size_t K, class Real>
void fill_inputs(network_state<D, Real>& state, const team_member& member) {
  using s = structure<D>;
  using m = typename s::template model<K>;
  auto& p = item_at<K>(state.items);
  constexpr auto stages = s::template integrator<K>::stages;
  constexpr inputs_of<m, numeric<double>> defaults{};
  const auto [first_part, last_part] = member.share(p.bounds.size() - 1);
  [[maybe_unused]] const std::size_t begin = p.bounds[first_part], end = p.bounds[last_part];
  [[maybe_unused]] const auto fill = [&]<std::size_t I>(std::integral_constant<std::size_t, I>, std::size_t stage) {
    const double t = (static_cast<double>(state.step) + stages[stage]) * state.dt;
    column<Real>& out = p.inputs.at(stage, I, member.index);
    double shared = is_time<m, I> ? t : variable<I>(defaults).value;
    add_shared_drives<D, K, I>(state, t, shared);
    if (out.shared())
      out[0] = static_cast<Real>(shared);
    else
      std::fill(out.data() + begin, out.data() + end, static_cast<Real>(shared));
    if (is_time<m, I> || (out.shared() && p.size > 1)) return;
    for_each_drive_of<D, K, I>([&](auto source) {
      const auto& drive = item_at<source>(state.items);
      if constexpr (is_function_of_neurons<std::remove_cvref_t<decltype(drive)>>) {
        for (std::size_t i = begin; i < end; ++i)
          out[i] += static_cast<Real>(drive.value(t, neuron_of<D, K, Real>(p, i)));
      } else if constexpr (requires { drive.row(t); }) {
        if (is_per_neuron(drive)) {
          const double* row = drive.row(t);
          for (std::size_t i = begin; i < end; ++i) out[i] += static_cast<Real>(row[i]);
        }
      }
    });
    if (!p.coupled[I].empty())
      for (std::size_t i = begin; i < end; ++i) out[i] += p.coupled[I][i];
  };
  for (std::size_t stage = 0; stage < stages.size(); ++stage) [&]<std::size_t... I>(std::index_sequence<I...>) {
      (fill(std::integral_constant<std::size_t, I>{}, stage), ...);
    }
  (std::make_index_sequence<input_count<m>>{});
}

/// The inputs of one neuron of population K at the start of the present step: what drives give, and what continuous
/// projections gave last. For functions of a model that are called for a neuron now and then. The function of a drive
/// sees the variables of the moment.
template <auto const& D, std::size_t K, class Real>
auto inputs_of_neuron(const network_state<D, Real>& state, [[maybe_unused]] std::size_t i) {
  using s = structure<D>;
  using m = typename s::template model<K>;
  [[maybe_unused]] const auto& p = item_at<K>(state.items);
  const inputs_of<m, numeric<double>> defaults{};
  inputs_of<m, numeric<Real>> in{};
  [[maybe_unused]] const double t = (static_cast<double>(state.step) + s::template integrator<K>::stages[0]) * state.dt;
  [[maybe_unused]] const auto fill = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
    double shared = is_time<m, I> ? t : variable<I>(defaults).value;
    Real own = 0;
    add_shared_drives<D, K, I>(state, t, shared);
    for_each_drive_of<D, K, I>([&](auto source) {
      const auto& drive = item_at<source>(state.items);
      if constexpr (is_function_of_neurons<std::remove_cvref_t<decltype(drive)>>) {
        own += static_cast<Real>(drive.value(t, neuron_of<D, K, Real>(p, i)));
      } else if constexpr (requires { drive.row(t); }) {
        if (is_per_neuron(drive)) own += static_cast<Real>(drive.row(t)[i]);
      }
    });
    const auto& coupled = p.coupled[I];
    if (!coupled.empty()) own += coupled[i];
    variable<I>(in) = lanes<Real>(static_cast<Real>(shared) + own);
  };
  [&]<std::size_t... I>(std::index_sequence<I...>) { (fill(std::integral_constant<std::size_t, I>{}), ...); }
  (std::make_index_sequence<input_count<m>>{});
  return in;
}

/// The signal of projection P in the present step: of its drives, or else as it was set.
template <auto const& D, std::size_t P, class Real>
double signal_of(const network_state<D, Real>& state) {
  using s = structure<D>;
  bool driven = false;
  double sum = 0;
  s::template for_each<item_kind::drive>([&](auto k) {
    if constexpr (s::template signalled_projection<k>() == P) {
      driven = true;
      sum += item_at<k>(state.items).value(state.time());
    }
  });
  return driven ? sum : item_at<P>(state.items).signal;
}

/// The column that projection P writes, and which neurons hold it.
template <auto const& D, std::size_t P, class Real>
receptor_column<Real> receptor_of(network_state<D, Real>& state) {
  using s = structure<D>;
  constexpr std::size_t target = s::template target_of<P>;
  using m = typename s::template model<target>;
  constexpr std::size_t v = s::template target_variable<P>();
  auto& p = item_at<target>(state.items);
  if constexpr (v == not_found) // the route ends at an input, into which synapses feed a current
    return {p.coupled[s::template target_input<P>()].data(), bit_view{}};
  else
    return {variable<v>(p.variables).data(), Refractory<m> && held<m, v> ? p.refractory.held() : bit_view{}};
}

} // namespace cortexpr::detail
