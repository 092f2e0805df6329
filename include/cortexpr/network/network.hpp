// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/build/build_bundles.hpp>
#include <cortexpr/detail/build/build_population.hpp>
#include <cortexpr/detail/build/build_spike_histories.hpp>
#include <cortexpr/detail/build/check_sources.hpp>
#include <cortexpr/detail/description_checks/check_description.hpp>
#include <cortexpr/detail/description_checks/mistakes_of_texts.hpp>
#include <cortexpr/detail/onto_synapses/build_modulation.hpp>
#include <cortexpr/detail/onto_synapses/build_synapse_coupling.hpp>
#include <cortexpr/detail/onto_synapses/check_modulation.hpp>
#include <cortexpr/detail/onto_synapses/check_synapse_coupling.hpp>
#include <cortexpr/detail/record/check_record.hpp>
#include <cortexpr/detail/record/record_verb.hpp>
#include <cortexpr/detail/sharing/within_step.hpp>
#include <cortexpr/detail/state/rank_share.hpp>
#include <cortexpr/detail/state/storage_report.hpp>
#include <cortexpr/detail/step/fill_inputs.hpp>
#include <cortexpr/detail/step/modulate.hpp>
#include <cortexpr/detail/step/operate.hpp>
#include <cortexpr/detail/step/poisson_step.hpp>
#include <cortexpr/detail/step/population_verbs.hpp>
#include <cortexpr/detail/step/projection_verbs.hpp>
#include <cortexpr/detail/step/synapse_flow.hpp>
#include <cortexpr/detail/structure/check_settings.hpp>
#include <cortexpr/detail/structure/item_sequence.hpp>
#include <cortexpr/detail/structure/print_schedule.hpp>
#include <cortexpr/detail/threads/floating_point.hpp>
#include <cortexpr/fwd.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <ostream>

namespace cortexpr {

/// A network as a type: it has no data. `build` makes a state from the description's values and settings, `step`
/// advances a state by one time step, `schedule` tells the order of work inside a step. `Real` is double or float.
template <auto const& D, class Real>
struct network {
  static_assert(std::is_same_v<Real, double> || std::is_same_v<Real, float>,
                "cortexpr: a network computes in double or float");
  static_assert(detail::check_texts<detail::mistake_of_texts<D>>);
  static_assert(detail::check_description<D>());
  static_assert(detail::check_modulations<D>());
  static_assert(detail::check_recordings<D>());
  static_assert(detail::check_synapse_couplings<D>());

  using structure = detail::structure<D>;
  using state = network_state<D, Real>;
  using recording = detail::network_recording<D, Real>;
  using real = Real;
  static constexpr const auto& description_value = D;
  /// The items of the description as a Boost.Hana sequence, each a boost::hana::Struct: docs/hana.md.
  static constexpr const detail::item_sequence<D>& items = detail::item_sequence_of<D>;

  /// A state at t = 0, to be stepped by `team_size` threads. Throws `invalid_value`, which names the item, for values
  /// that cannot be simulated.
  template <class... S>
  [[nodiscard, gnu::cold]] static state
  build(double dt, std::uint64_t seed, const detail::settings<S...>& given_settings = {}, unsigned team_size = 1) {
    return build(dt, seed, seed, given_settings, team_size, detail::like_no_other{});
  }
  /// The same with a seed of its own for positions and connections, and synapses shared with those of `like`; the
  /// part of it that belongs to one of several ranks.
  template <class... S, class Like>
  [[nodiscard, gnu::cold]] static state build(double dt, std::uint64_t seed, std::uint64_t structure_seed,
                                              const detail::settings<S...>& given_settings, unsigned team_size,
                                              const Like& like, const detail::rank_share<state>& share = {}) {
    (detail::check_setting<D, S>(), ...);
    if (!(dt > 0) || !std::isfinite(dt))
      raise({"the time step must be positive and finite, not ", detail::quantity_text(dt, dim::second),
             "; 0.1 ms is usual"});
    state s;
    s.dt = dt;
    s.seed = seed;
    s.structure_seed = structure_seed;
    s.team_size = std::max(team_size, 1u) * share.ranks;
    s.rank = share.rank;
    s.ranks = share.ranks;
    s.cutter_of = share.cutter_of;
    structure::template for_each<item_kind::population>(
        [&](auto k) { detail::build_population<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::projection>([&](auto k) {
      if constexpr (!detail::bundling<D, Real>::members[k]) {
        detail::build_projection<D, k, Real>(s, given_settings, like);
        if (!detail::is_modulated<D, k>() && share.keep_synapses) share.keep_synapses(s, k);
      }
    });
    detail::build_bundles<D, Real>(s, given_settings, like);
    if (share.keep_bundles) share.keep_bundles(s);
    structure::template for_each<item_kind::modulation>(
        [&](auto k) { detail::build_modulation<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::projection>([&](auto k) {
      if (detail::is_modulated<D, k>() && share.keep_synapses) share.keep_synapses(s, k);
    });
    structure::template for_each<item_kind::synapse_coupling>(
        [&](auto k) { detail::build_synapse_coupling<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::drive>([&](auto k) { detail::build_drive<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::population>([&](auto k) {
      if constexpr (detail::has_known_rate<D, k>()) detail::check_source<D, k>(s);
    });
    structure::template for_each<item_kind::poisson_input>(
        [&](auto k) { detail::build_poisson_input<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::operation>([&](auto k) {
      detail::build_operation<D, k, Real>(s, given_settings);
      constexpr std::size_t p = structure::find(item_kind::projection, structure::template item<k>::target.view());
      if constexpr (p != not_found)
        detail::reserve_for(detail::item_at<p>(s.items), detail::item_at<k>(s.items).operation);
    });
    detail::build_spike_histories<D, Real>(s);
    prepare(s);
    return s;
  }

  /// Derives propagators, refractory steps, input buffers and the intervals of rules anew; to be called after
  /// parameters have changed.
  [[gnu::cold]] static void prepare(state& s) {
    structure::template for_each<item_kind::population>([&](auto k) {
      if constexpr (!structure::template item<k>::listed) {
        auto& p = detail::item_at<k>(s.items);
        detail::configure_integrator<D, k>(p);
        detail::prepare_population(p, detail::step_of_population<D, k>(s),
                                   std::string(structure::template item<k>::name.view()));
        detail::prepare_inputs<D, k, Real>(s);
      }
    });
    structure::template for_each<item_kind::projection>([&](auto k) {
      detail::prepare_rules(detail::item_at<k>(s.items), s.dt, std::string(structure::template item<k>::label));
      detail::prepare_neurons<D, k, Real>(s);
      detail::prepare_former<D, k, Real>(s);
    });
  }

  /// One time step of pure dynamics.
  static void step(state& s) {
    detail::nothing none;
    step(s, none);
  }
  /// One time step, and what the description records of it.
  template <class Recording>
  static void step(state& s, Recording& r) {
    if (s.ranks > 1) raise("network: a state that ranks share is stepped by its simulation, which talks to the others");
    // The parts of a team are stepped one after the other here; the threads of a simulation do them at once.
    advance(s, r, detail::team_member{}, [](std::size_t, auto&& work) { work(); });
    ++s.step;
  }

  /// What one thread of a team does in a time step; `around(entry, work)` runs every entry of the schedule. The counter
  /// of steps is left to the caller. A function of its own: inlined into one that builds a network, which is cold, the
  /// loops would be compiled for size.
  template <class Recording, class Around>
  [[gnu::hot, gnu::noinline]] static void advance(state& s, Recording& r, const detail::team_member& member,
                                                  const Around& around) {
    const detail::flush_denormals_to_zero guard;
    detail::for_each_index<structure::entries>([&](auto e) { around(e, [&] { execute<e>(s, r, member); }); });
  }

  /// How the projections of a state keep their weights, bytes per synapse, how spikes are delivered and why, how many
  /// synapses and cache lines a spike meets at once, and what other stores of the weights would take.
  static void storage(std::ostream& out, const state& s) { detail::report_storage<D>(out, s); }

  /// The order of work inside one step, in words.
  static void schedule(std::ostream& out) { detail::print_schedule<D>(out); }

private:
  /// One thread's part of entry E of the schedule.
  template <std::size_t E, class Recording>
  static void execute(state& s, [[maybe_unused]] Recording& r, const detail::team_member& member) {
    constexpr detail::verb what = structure::schedule[E].what;
    if constexpr (detail::waits_for_spikes<D, E>()) detail::wait_for_spikes(s, member, E);
    if constexpr (detail::sees_other_ranks<D, E>()) detail::see_other_ranks<D, E>(s, member);
    if constexpr (what != detail::verb::record && what != detail::verb::note)
      detail::perform<what, D, E, Real>{}(s, member);
    else if constexpr (!std::is_same_v<Recording, detail::nothing>)
      detail::perform<what, D, E, Real>{}(s, r, member);
  }
};

} // namespace cortexpr
