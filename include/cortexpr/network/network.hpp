// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/monitor/recording.hpp>
#include <cortexpr/network/build_population.hpp>
#include <cortexpr/network/build_projection.hpp>
#include <cortexpr/network/checks.hpp>
#include <cortexpr/network/coupling.hpp>
#include <cortexpr/network/delivery.hpp>
#include <cortexpr/network/drives.hpp>
#include <cortexpr/network/operate.hpp>
#include <cortexpr/network/poisson_input.hpp>
#include <cortexpr/network/recorder.hpp>
#include <cortexpr/run/floating_point.hpp>
#include <ostream>

namespace cortexpr {

/// A network as a type: it has no data. `build` makes a state from the description's values and settings, `step`
/// advances a state by one time step, `schedule` tells the order of work inside a step. `Real` is double or float.
template <auto const& D, class Real = double>
struct network {
  static_assert(std::is_same_v<Real, double> || std::is_same_v<Real, float>,
                "cortexpr: a network computes in double or float");
  static_assert(check_description<D>());

  using structure = cortexpr::structure<D>;
  using state = network_state<D, Real>;
  using recording = network_recording<D, Real>;
  using real = Real;
  static constexpr const auto& description_value = D;

  /// A state at t = 0. Throws `invalid_value`, which names the item, for values that cannot be simulated.
  template <class... S>
  [[nodiscard]] static state build(double dt, std::uint64_t seed, const settings<S...>& given_settings = {}) {
    static_assert(
        (detail::setting_is_known<D, S>() && ...),
        "cortexpr: a setting names nothing in this description: set<\"item\">(...) or set<\"item.part\">(...)");
    static_assert((detail::setting_is_taken<D, S>() && ...),
                  "cortexpr: a setting has a value that its item cannot take: a size is a whole number, weights and "
                  "delays are bare values (no weight(...), no delay(...)), only{...} is for recordings, every{...} "
                  "for operations");
    (detail::check_dimension_of_setting<D, S>(), ...);
    if (!(dt > 0) || !std::isfinite(dt))
      raise("the time step must be positive and finite, not " + std::to_string(dt) + " s; 0.1 ms is usual");
    state s;
    s.dt = dt;
    s.seed = seed;
    structure::template for_each<item_kind::population>(
        [&](auto k) { detail::build_population<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::projection>(
        [&](auto k) { detail::build_projection<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::drive>([&](auto k) { detail::build_drive<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::poisson_input>(
        [&](auto k) { detail::build_poisson_input<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::operation>(
        [&](auto k) { detail::build_operation<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::population>([&](auto k) {
      auto& p = std::get<k>(s.items);
      p.spikes = spike_history(p.size, longest_delay<k>(s) + 1);
    });
    prepare(s);
    return s;
  }

  /// Derives propagators, refractory steps and input buffers anew; to be called after parameters have changed.
  static void prepare(state& s) {
    structure::template for_each<item_kind::population>([&](auto k) {
      if constexpr (!structure::template item<k>::listed) {
        auto& p = std::get<k>(s.items);
        detail::prepare_population(p, s.dt, std::string(structure::template item<k>::name.view()));
        detail::prepare_inputs<D, k, Real>(s);
      }
    });
  }

  /// One time step of pure dynamics.
  static void step(state& s) {
    nothing none;
    advance(s, none, [](std::size_t, auto&& work) { work(); });
  }
  /// One time step, and what the description records of it.
  static void step(state& s, recording& r) {
    advance(s, r, [](std::size_t, auto&& work) { work(); });
  }

  /// One time step in which `around(entry, work)` runs every entry of the schedule: for profiles.
  template <class Recording, class Around>
  static void advance(state& s, Recording& r, const Around& around) {
    const flush_denormals_to_zero guard;
    [&]<std::size_t... E>(std::index_sequence<E...>) {
      (around(E, [&] { execute<E>(s, r); }), ...);
    }
    (std::make_index_sequence<structure::entries>{});
    ++s.step;
  }

  /// The order of work inside one step, in words.
  static void schedule(std::ostream& out) {
    slot last{};
    bool first = true;
    for (const auto& entry : structure::schedule) {
      if (first || entry.place.where != last) out << slot_name(entry.place.where) << ":\n";
      last = entry.place.where;
      first = false;
      out << "  " << verb_words(entry.what) << ' ' << structure::names[entry.item];
      if (entry.place.order != 0) out << " (order " << entry.place.order << ')';
      out << '\n';
    }
  }

private:
  static moment now(const state& s) { return {s.time(), s.dt, static_cast<std::uint64_t>(s.step)}; }

  /// Whether entry E is the first of a step that adds outputs up in its input.
  template <std::size_t E>
  static constexpr bool is_first_coupling() {
    constexpr std::size_t k = structure::schedule[E].item;
    bool first = true;
    structure::template for_each<item_kind::projection>([&](auto other) {
      if constexpr (structure::template is_continuous<other>())
        for (std::size_t e = 0; e < E; ++e)
          first = first && !(structure::schedule[e].item == other && structure::schedule[e].what == verb::couple &&
                             structure::template target_of<other> == structure::template target_of<k> &&
                             structure::template target_input<other>() == structure::template target_input<k>());
    });
    return first;
  }

  /// The longest delay of all projections that leave population K, in steps.
  template <std::size_t K>
  static std::size_t longest_delay(const state& s) {
    std::size_t longest = 0;
    structure::template for_each<item_kind::projection>([&](auto p) {
      if constexpr (structure::template source_of<p> == K)
        longest = std::max<std::size_t>(longest, std::get<p>(s.items).connections->max_delay);
    });
    return longest;
  }

  template <std::size_t E, class Recording>
  static void execute(state& s, [[maybe_unused]] Recording& r) {
    constexpr schedule_entry entry = structure::schedule[E];
    constexpr std::size_t k = entry.item;
    using item = typename structure::template item<k>;
    [[maybe_unused]] auto& x = std::get<k>(s.items);
    if constexpr (entry.what == verb::record) {
      if constexpr (!std::is_same_v<Recording, nothing>) detail::take_record<D, k, Real>(s, r);
    } else if constexpr (entry.what == verb::operate) {
      if (s.step % x.period == 0) {
        auto& target = std::get<structure::find_carrier(item::target.view())>(s.items);
        if constexpr (structure::find_population(item::target.view()) != not_found)
          detail::operate_on(target, x.operation);
        else
          detail::operate_on<Real>(target, x.operation, now(s));
      }
    } else if constexpr (entry.what == verb::deliver || entry.what == verb::deliver_in_turn) {
      const auto& source = std::get<structure::template source_of<k>>(s.items);
      // In front of the thresholds the latest spikes are those of the step before, as in Brian2.
      constexpr bool early = E < structure::threshold_entry(structure::template source_of<k>);
      deliver<entry.what == verb::deliver_in_turn>(x, source.spikes, s.step - early, now(s),
                                                   detail::receptor_of<D, k, Real>(s));
    } else if constexpr (entry.what == verb::couple) {
      detail::couple<D, k, Real>(s, is_first_coupling<E>());
    } else if constexpr (entry.what == verb::relax) {
      if constexpr (list_needs<typename item::rules, signal>) detail::update_signal<D, k, Real>(s);
      relax<Real>(x, now(s));
    } else if constexpr (entry.what == verb::act) {
      act_every_step<Real>(x, now(s));
    } else if constexpr (entry.what == verb::learn) {
      constexpr std::size_t target = structure::template target_of<k>;
      constexpr bool early = E < structure::threshold_entry(target);
      learn<Real>(x, std::get<target>(s.items).spikes, s.step - early, now(s));
    } else if constexpr (entry.what == verb::stimulate) {
      detail::stimulate<D, k, Real>(s);
    } else if constexpr (item::listed) {
      if constexpr (entry.what == verb::threshold) {
        x.spikes.of(s.step).clear();
        x.list.emit(s.step, x.spikes.of(s.step));
      }
    } else if constexpr (entry.what == verb::update) {
      detail::fill_inputs<D, k, Real>(s);
      if constexpr (structure::fused(k))
        run_pass<true, true>(x, s.dt, s.step);
      else
        run_pass<true, false>(x, s.dt, s.step);
    } else if constexpr (entry.what == verb::threshold) {
      if constexpr (!structure::fused(k)) run_pass<false, true>(x, s.dt, s.step);
    } else if constexpr (entry.what == verb::reset) {
      constexpr bool early = E < structure::threshold_entry(k);
      reset_spiking(x, s.step - early);
    }
  }
};

} // namespace cortexpr
