// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/description/poisson_input.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/description/check_slice.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/own_steps.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/units/format.hpp>
#include <string>
#include <string_view>

namespace cortexpr::detail {

template <class T>
struct is_quantity_type : std::bool_constant<is_quantity<T>> {};

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

/// Rate, weight and random numbers of Poisson input K.
template <auto const& D, std::size_t K, class Real, class Settings>
void build_poisson_input(network_state<D, Real>& state, const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  auto& input = item_at<K>(state.items);
  const std::string name(item::label);
  constexpr setting_place rate_by = Settings::template find_if<is_quantity_type>(
      [](std::string_view text, const item_path&) { return item::is_rate(text); });
  constexpr setting_place weight_by = Settings::template find_if<is_quantity_type>(
      [](std::string_view text, const item_path&) { return item::is_weight(text); });
  const quantity<dim::hertz> rate = [&] {
    if constexpr (item::moves)
      return 0_Hz; // known in the step only
    else
      return given_settings.template value_or<rate_by>(s::template value<K>().rate);
  }();
  const std::size_t neurons = item_at<s::template target_of<K>>(state.items).size;
  check_slice(item::sliced.part, neurons, "Poisson input", name);
  const double weight = [&] {
    if constexpr (item::weighs_by_function)
      return static_cast<double>(
          function_weight<D, K, Real>(state, 0, item::sliced.part.of(neurons).begin)); // for diagnose
    else
      return given_settings.template value_or<weight_by>(s::template value<K>().weight).si();
  }();
  check_poisson_value(name, rate.si(), weight);
  input.rate = rate.si();
  input.weight = static_cast<Real>(weight);
  constexpr poisson_path path = item::path;
  // Without its slice: see draw_alike.
  const std::string numbers = path.labelled ? name : std::string(path.target).append(".").append(path.receptor);
  input.random = make_stream(state.seed, numbers);
  input.counts = poisson_counts(input.rate * step_of_population<D, s::template target_of<K>>(state), name);
}

/// Adds the Poisson input of the present step of its target to the parts of one thread.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::stimulate, D, E, Real> {
  static constexpr std::size_t k = item_of_entry<D, E>;

  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, const team_member& member) const {
    constexpr std::size_t target = structure<D>::template target_of<k>;
    if (!makes_step<D, target>(state)) return;
    const population_step now = present_step<D, target>(state);
    const auto& input = item_at<k>(state.items);
    const receptor_column<Real> to = receptor_of<D, k, Real>(state);
    const auto& bounds = item_at<target>(state.items).bounds;
    const auto range = member.share(bounds.size() - 1);
    using s = structure<D>;
    const reach neurons = s::template item<k>::sliced.part.of(bounds.back());
    const std::size_t begin = std::max<std::size_t>(bounds[range.first], neurons.begin);
    const std::size_t end = std::min<std::size_t>(bounds[range.second], neurons.end);
    const auto add_weighted = [&](const poisson_counts& counts, const auto& weight) {
      counts.add(input.random, static_cast<std::uint64_t>(now.number), weight, to.variable, to.held, begin, end);
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
