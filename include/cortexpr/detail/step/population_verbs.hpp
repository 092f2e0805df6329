// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/neuron/population_pass.hpp>
#include <cortexpr/detail/neuron/precise_pass.hpp>
#include <cortexpr/detail/state/own_steps.hpp>
#include <cortexpr/detail/step/fill_inputs.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/detail/step/rate_check.hpp>

namespace cortexpr::detail {

/// Neurons of a population with longer steps do not spike within them.
template <class Population>
void no_spikes_in_step(Population& p, std::int64_t step, const team_member& member) {
  const auto [first, last] = member.share(p.bounds.size() - 1);
  for (std::size_t part = first; part < last; ++part) p.spikes.of_part(step, part).clear();
}

/// Integrates the variables that a population shares.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::share, D, E, Real> {
  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, const team_member& member) const {
    if (!makes_step<D, item_of_entry<D, E>>(state)) return;
    auto& shared = item_at<item_of_entry<D, E>>(state.items).shared;
    alone(member, [&] { shared.motion.advance(shared.now); });
  }
};

/// Evaluates the inputs of a population and integrates; finds the spikes, too, where nothing stands in between.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::update, D, E, Real> {
  static constexpr std::size_t k = item_of_entry<D, E>;

  [[gnu::always_inline]] void operator()([[maybe_unused]] network_state<D, Real>& state,
                                         [[maybe_unused]] const team_member& member) const {
    using s = structure<D>;
    if constexpr (!s::template item<k>::listed) {
      constexpr pass_work work{.integrates = true, .finds_spikes = s::fused(k), .driven = is_driven<D, k>()};
      if (!makes_step<D, k>(state)) {
        if constexpr (s::fused(k)) no_spikes_in_step(item_at<k>(state.items), state.step, member);
        return;
      }
      fill_inputs<D, k, Real>(state, member);
      check_rates_of_functions<D, k, Real>(state, member);
      if constexpr (s::is_precise(k))
        run_precise_pass<work>(item_at<k>(state.items), state.dt, state.step, member);
      else
        run_pass<work>(item_at<k>(state.items), present_step<D, k>(state), member, s::names[k]);
    }
  }
};

/// Finds the spikes of a population where its update has not done so, emits those of a list, or finds events.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::threshold, D, E, Real> {
  static constexpr std::size_t k = item_of_entry<D, E>;

  [[gnu::always_inline]] void operator()([[maybe_unused]] network_state<D, Real>& state,
                                         [[maybe_unused]] const team_member& member) const {
    using s = structure<D>;
    using item = typename s::template item<k>;
    if constexpr (EventItem<item>) {
      auto& of = item_at<population_of<D, k>()>(state.items);
      auto& x = item_at<k>(state.items);
      const auto [first, last] = member.share(x.bounds.size() - 1);
      for (std::size_t part = first; part < last; ++part) {
        auto& list = x.spikes.of_part(state.step, part);
        list.clear();
        if (!makes_step<D, k>(state)) continue;
        find_events<is_driven<D, population_of<D, k>()>()>(
            of, s::template value<k>().condition, {part, x.bounds[part], x.bounds[part + 1], member.index, s::names[k]},
            list);
      }
    } else if constexpr (item::listed) {
      auto& x = item_at<k>(state.items);
      if (member.leads()) {
        auto& list = x.spikes.of_part(state.step, 0);
        list.clear();
        x.list.emit(state.step, list);
      }
    } else if constexpr (!s::fused(k)) {
      constexpr pass_work work{.integrates = false, .finds_spikes = true, .driven = is_driven<D, k>()};
      if (makes_step<D, k>(state))
        run_pass<work>(item_at<k>(state.items), present_step<D, k>(state), member, s::names[k]);
      else
        no_spikes_in_step(item_at<k>(state.items), state.step, member);
    }
  }
};

/// Resets the neurons that spiked.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::reset, D, E, Real> {
  static constexpr std::size_t k = item_of_entry<D, E>;

  [[gnu::always_inline]] void operator()([[maybe_unused]] network_state<D, Real>& state,
                                         [[maybe_unused]] const team_member& member) const {
    if constexpr (!structure<D>::template item<k>::listed) {
      auto& x = item_at<k>(state.items);
      const auto [first, last] = member.share(x.bounds.size() - 1);
      using s = structure<D>;
      using model = typename s::template model<k>;
      constexpr bool within = FindsSpikes<typename s::template integrator<k>, model> && Resets<model> && s::fused(k);
      for (std::size_t part = first; part < last; ++part)
        if constexpr (within)
          finish_resets(x, latest_spikes<D, E>(state, k), part);
        else
          reset_spiking(x, latest_spikes<D, E>(state, k), part,
                        [&](std::size_t i) { return inputs_of_neuron<D, k, Real>(state, i); });
    }
  }
};

} // namespace cortexpr::detail
