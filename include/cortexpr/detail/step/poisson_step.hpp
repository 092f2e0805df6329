// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/description/poisson_input.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/description/check_slice.hpp>
#include <cortexpr/detail/state/groups_of.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/own_steps.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/groups/per_group.hpp>
#include <cortexpr/units/format.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cortexpr::detail {

/// The weight of Poisson input K for neuron i at a time, where it is a function.
template <auto const& D, std::size_t K, class Real>
Real function_weight(const network_state<D, Real>& state, double t, [[maybe_unused]] std::size_t i) {
  using s = structure<D>;
  const auto& f = s::template value<K>().weight;
  if constexpr (std::remove_cvref_t<decltype(f)>::per_neuron) {
    constexpr std::size_t target = s::template target_of<K>;
    const auto& p = item_at<target>(state.items);
    return static_cast<Real>(f.value(t, neuron_of<D, target, Real>(p, i)));
  } else {
    return static_cast<Real>(f.value(t));
  }
}

/// Refuses a rate (Hz) or a weight that no Poisson input can have.
[[gnu::cold]] inline void check_poisson_value(std::string_view name, double rate, double weight) {
  if (!std::isfinite(rate) || rate < 0)
    raise({"Poisson input '", name, "': the rate must be finite and not negative, but is ",
           quantity_text(rate, dim::hertz)});
  if (!std::isfinite(weight)) raise({"Poisson input '", name, "': the weight is not a finite number"});
}

/// One value for all neurons, or one for each group.
template <class T>
struct is_single_or_per_group : std::bool_constant<is_quantity<T> || is_per_group<T>> {};

/// A Poisson input of this rate (Hz) and weight.
template <class Real>
[[nodiscard, gnu::cold]] poisson_input_state<Real> poisson_input_of(double rate, double weight, stream numbers,
                                                                    double dt, std::string_view name) {
  check_poisson_value(name, rate, weight);
  return {rate, static_cast<Real>(weight), numbers, poisson_counts(rate * dt, name)};
}

/// What the random numbers of a Poisson input are called: as it is, but without its slice (see draw_alike).
template <class Item>
[[nodiscard]] std::string name_of_numbers() {
  if (Item::path.labelled) return std::string(Item::label);
  return std::string(Item::path.target).append(".").append(Item::path.receptor);
}

/// What the Poisson input of a group is called: as that of a population of its name.
template <class Item>
[[nodiscard]] std::string name_of_group_input(std::string_view group) {
  std::string name;
  if (Item::path.labelled) name = std::string(Item::label) + ": ";
  return name.append(group).append(".").append(Item::path.receptor);
}

/// Rate, weight and random numbers of Poisson input K.
template <auto const& D, std::size_t K, class Real, class Settings>
void build_poisson_input(network_state<D, Real>& state, const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  const std::string name(item::label);
  constexpr setting_place rate_by = Settings::template find_if<is_single_or_per_group>(
      [](std::string_view text, const item_path&) { return item::is_rate(text); });
  constexpr setting_place weight_by = Settings::template find_if<is_single_or_per_group>(
      [](std::string_view text, const item_path&) { return item::is_weight(text); });
  const auto rate = [&]() -> decltype(auto) {
    if constexpr (item::moves)
      return 0_Hz; // known in the step only
    else
      return given_settings.template value_or<rate_by>(s::template value<K>().rate);
  };
  constexpr std::size_t target = s::template target_of<K>;
  const std::size_t neurons = item_at<target>(state.items).size;
  const double dt = step_of_population<D, target>(state);
  check_slice(item::sliced.part, neurons, "Poisson input", name);
  const auto weight = [&]() -> decltype(auto) {
    if constexpr (item::weighs_by_function)
      // What diagnose looks at.
      return quantity<item::weight_dimension>(
          static_cast<double>(function_weight<D, K, Real>(state, 0, item::sliced.part.of(neurons).begin)));
    else
      return given_settings.template value_or<weight_by>(s::template value<K>().weight);
  };
  if constexpr (is_grouped<D, target>) {
    const neuron_groups& groups = state.groups[target];
    const auto rates = si_of_groups(rate(), groups.count(), name + ".rate");
    const auto weights = si_of_groups(weight(), groups.count(), name + ".w");
    auto& inputs = item_at<K>(state.items).of_group;
    inputs.clear();
    for (std::size_t g = 0; g < groups.count(); ++g) {
      const std::string of_group = name_of_group_input<item>(groups.name(g));
      inputs.push_back(poisson_input_of<Real>(rates[g], weights[g], make_stream(state.seed, of_group), dt, of_group));
    }
  } else {
    const stream numbers = make_stream(state.seed, name_of_numbers<item>());
    item_at<K>(state.items) = poisson_input_of<Real>(rate().si(), weight().si(), numbers, dt, name);
  }
}

/// Adds the Poisson input of the present step of its target to the parts of one thread.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::stimulate, D, E, Real> {
  static constexpr std::size_t k = item_of_entry<D, E>;

  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, const team_member& member) const {
    constexpr std::size_t target = structure<D>::template target_of<k>;
    if (!makes_step<D, target>(state)) return;
    const receptor_column<Real> to = receptor_of<D, k, Real>(state);
    const auto& bounds = item_at<target>(state.items).bounds;
    const auto range = member.share(bounds.size() - 1);
    const reach all = structure<D>::template item<k>::sliced.part.of(bounds.back());
    const reach mine = all.within(bounds[range.first], bounds[range.second]);
    if constexpr (is_grouped<D, target>) {
      const neuron_groups& groups = state.groups[target];
      const auto& inputs = item_at<k>(state.items).of_group;
      for (std::size_t g = 0; g < inputs.size(); ++g)
        stimulate(state, inputs[g], to, mine.within(groups.first(g), groups.first(g) + groups.size(g)),
                  groups.first(g));
    } else {
      stimulate(state, item_at<k>(state.items), to, mine, 0);
    }
  }

private:
  /// Stimulates some neurons; the input counts them from `origin` on.
  [[gnu::always_inline]] static void stimulate(const network_state<D, Real>& state,
                                               const poisson_input_state<Real>& input, const receptor_column<Real>& to,
                                               const reach& neurons, std::size_t origin) {
    if (neurons.size() == 0) return;
    using s = structure<D>;
    const population_step now = present_step<D, s::template target_of<k>>(state);
    const auto add_weighted = [&](const poisson_counts& counts, const auto& weight) {
      counts.add(input.random, static_cast<std::uint64_t>(now.number), weight, to.variable, to.held, neurons.begin,
                 neurons.end, origin);
    };
    const auto add = [&](const poisson_counts& counts) {
      using item = typename s::template item<k>;
      if constexpr (!item::weighs_by_function) {
        add_weighted(counts, input.weight);
      } else {
        const double t = now.time();
        if constexpr (decltype(item::weight)::per_neuron)
          add_weighted(counts, [&](std::size_t i) { return function_weight<D, k, Real>(state, t, i); });
        else
          add_weighted(counts, function_weight<D, k, Real>(state, t, neurons.begin));
      }
    };
    if constexpr (s::template item<k>::moves) {
      const quantity<dim::hertz> rate = s::template value<k>().rate(quantity<dim::second>(now.time()));
      add(poisson_counts(rate.si() * now.dt, s::template item<k>::label));
    } else {
      add(input.counts);
    }
  }
};

} // namespace cortexpr::detail
