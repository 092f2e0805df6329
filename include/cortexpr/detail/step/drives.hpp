// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/detail/description/check_slice.hpp>
#include <cortexpr/detail/plasticity/allowed_rule_values.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/own_steps.hpp>
#include <cortexpr/detail/structure/check_currents.hpp>
#include <cortexpr/detail/structure/shown_neuron.hpp>
#include <cortexpr/groups/per_group.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cortexpr/sources/function_drive.hpp>
#include <cortexpr/units/steps.hpp>
#include <string>
#include <vector>

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
  using item = typename s::template item<K>;
  const auto fits = [&]<class S>(std::type_identity<S>) {
    using V = typename S::value_type;
    if constexpr (!is_drive<V>::value) {
      return true;
    } else {
      if (std::none_of(S::paths.begin(), S::paths.end(), [](const item_path& path) { return item::is_at(path); }))
        return true;
      bool found = false;
      s::template for_each<item_kind::drive>([&](auto other) {
        using policy = typename decltype(state_type<D, double, other>())::type;
        found =
            found || (item::is_at(s::template item<other>::whole_path) && drive_like<policy>::template type<V>::value);
      });
      return found;
    }
  };
  return [&]<class... S>(std::type_identity<settings<S...>>) {
    return (fits(std::type_identity<S>{}) && ... && true);
  }(std::type_identity<Settings>{});
}

/// Refuses a drive whose columns or slice do not fit the neurons.
template <auto const& D, std::size_t K, class Real>
void check_columns(const network_state<D, Real>& state, const std::string& name) {
  using s = structure<D>;
  [[maybe_unused]] const auto& policy = item_at<K>(state.items);
  constexpr std::size_t population = s::find_population(s::template item<K>::target.item);
  if constexpr (population == not_found) {
    if constexpr (requires { policy.columns(); })
      if (policy.columns() != 1)
        raise({"drive '", name, "': a signal is one number for the whole projection; give the timed array 1 column"});
  } else {
    constexpr slice part = s::template item<K>::sliced.part;
    const std::size_t neurons = item_at<population>(state.items).size;
    check_slice(part, neurons, "drive", name);
    if constexpr (requires { policy.columns(); })
      if (policy.columns() != 1 && policy.columns() != part.of(neurons).size())
        raise({"drive '", name, "': the timed array has ", policy.columns(), " columns, the ",
               part.whole ? "population " : "slice ", part.of(neurons).size(),
               " neurons; give 1 column or one per neuron"});
  }
}

/// The time step in which drive K is looked at.
template <auto const& D, std::size_t K, class Real>
double step_of_drive(const network_state<D, Real>& state) {
  constexpr std::size_t population = structure<D>::find_population(structure<D>::template item<K>::target.item);
  if constexpr (population == not_found)
    return state.dt;
  else
    return step_of_population<D, population>(state);
}

template <class T>
struct is_for_groups : std::bool_constant<is_per_group<T>> {};
template <class Policy>
inline constexpr bool is_list_of_rows = false;
template <dimension Dim>
inline constexpr bool is_list_of_rows<timed_array<Dim>> = true;

/// The drive that gives the neurons of each group, or those in a slice, a value at all times.
template <class Array, class Values>
[[nodiscard]] Array drive_of_groups(const Values& values, const neuron_groups& groups, const slice& part,
                                    const std::string& name) {
  check_slice(part, groups.neurons(), "drive", name);
  const std::vector<double> of_group = si_of_groups(values, groups.count(), name);
  const reach neurons = part.of(groups.neurons());
  std::vector<double> row;
  row.reserve(neurons.size());
  for (std::size_t g = 0; g < groups.count(); ++g)
    row.insert(row.end(), neurons.within(groups.first(g), groups.first(g) + groups.size(g)).size(), of_group[g]);
  return Array(row, row.size(), quantity<Array::dims>(1), 1_s);
}

template <auto const& D, std::size_t K, class Real, class Settings>
  requires HasUnknownUnit<std::remove_cvref_t<decltype(item_at<K>(std::declval<network_state<D, Real>&>().items))>>
void build_drive(network_state<D, Real>&, const Settings&) {}

template <auto const& D, std::size_t K, class Real, class Settings>
void build_drive(network_state<D, Real>& state, const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  auto& policy = item_at<K>(state.items);
  using policy_type = std::remove_cvref_t<decltype(policy)>;
  const std::string name(item::path.view());
  // Of several drives of one input, a setting is for those of its own type.
  constexpr auto is_mine = [](std::string_view, const item_path& path) { return item::is_at(path); };
  constexpr setting_place by = Settings::template find_if<drive_like<policy_type>::template type>(is_mine);
  constexpr setting_place by_groups = Settings::template find_if<is_for_groups>(is_mine);
  static_assert(every_drive_setting_fits<D, K, Settings>(),
                "cortexpr: the setting of a drive has another type than the description; where it is `given`, it is a "
                "timed_array in the unit of the input");
  if constexpr (by != not_found) {
    policy = as_drive(given_settings.template value<by>());
  } else if constexpr (by_groups != not_found && is_list_of_rows<policy_type>) {
    constexpr std::size_t population = s::find_population(item::target.item);
    policy = drive_of_groups<policy_type>(given_settings.template value<by_groups>(), state.groups[population],
                                          item::sliced.part, name);
  } else if constexpr (is_live<policy_type>) {
    constexpr std::size_t population = s::find_population(item::target.item);
    if constexpr (population != not_found) {
      const std::size_t neurons = item_at<population>(state.items).size;
      check_slice(item::sliced.part, neurons, "drive", name);
      policy.fit(item::sliced.part.of(neurons).size());
    }
  } else {
    static_assert(!std::is_same_v<decltype(item::policy), given_later>,
                  "cortexpr: a drive is `given`: add set<\"population.input\">(timed_array(values, unit, dt))");
    if constexpr (!std::is_same_v<decltype(item::policy), given_later>) policy = s::template value<K>().policy;
  }
  policy.validate(name);
  policy.prepare(step_of_drive<D, K>(state));
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
  constexpr std::size_t population = s::find_population(item::target.view());
  if constexpr (population != not_found)
    check_slice(item::sliced.part, item_at<population>(state.items).size, "operation", name);
}

template <auto const& D, std::size_t K, std::size_t Input, class F>
constexpr void for_each_drive_of(F&& f) {
  using s = structure<D>;
  s::template for_each<item_kind::drive>([&](auto source) {
    constexpr place to = s::template target_place<source>;
    if constexpr (to.kind == place_kind::input && to.item == K && to.index == Input) f(source);
  });
}

/// Whether inputs of population K change: by a drive, a continuous projection or because they are given, as the time.
template <auto const& D, std::size_t K>
constexpr bool is_driven() {
  using s = structure<D>;
  using m = typename s::template model<K>;
  bool found = is_given_anything<m>;
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
  s::template for_each<item_kind::synapse_coupling>([&](auto other) {
    if constexpr (!s::template item<other>::onto_synapses) found = found || s::template target_of<other> == K;
  });
  return found;
}

/// The signal of projection P in the present step: of its drives, or else as it was set.
template <auto const& D, std::size_t P, class Real>
double signal_of(const network_state<D, Real>& state) {
  using s = structure<D>;
  bool driven = false;
  double sum = 0;
  s::template for_each<item_kind::drive>([&](auto k) {
    constexpr place to = s::template target_place<k>;
    if constexpr (to.kind == place_kind::signal && to.item == P) {
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
