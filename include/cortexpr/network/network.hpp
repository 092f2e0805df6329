// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/items.hpp>
#include <cortexpr/detail/build/build_bundles.hpp>
#include <cortexpr/detail/build/build_population.hpp>
#include <cortexpr/detail/build/check_sources.hpp>
#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/detail/record/recorder.hpp>
#include <cortexpr/detail/state/storage_report.hpp>
#include <cortexpr/detail/step/bundle_delivery.hpp>
#include <cortexpr/detail/step/continuous_coupling.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/detail/step/operate.hpp>
#include <cortexpr/detail/step/poisson_step.hpp>
#include <cortexpr/detail/structure/check_settings.hpp>
#include <cortexpr/detail/structure/checks.hpp>
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
  static_assert(detail::check_description<D>());

  using structure = detail::structure<D>;
  using state = network_state<D, Real>;
  using recording = detail::network_recording<D, Real>;
  using real = Real;
  static constexpr const auto& description_value = D;
  /// The items of the description as a Boost.Hana sequence, each a boost::hana::Struct: docs/hana.md.
  static constexpr auto items = detail::described_items(D);

  /// A state at t = 0, to be stepped by `team_size` threads. Throws `invalid_value`, which names the item, for values
  /// that cannot be simulated.
  template <class... S>
  [[nodiscard, gnu::cold]] static state
  build(double dt, std::uint64_t seed, const detail::settings<S...>& given_settings = {}, unsigned team_size = 1) {
    (detail::check_setting<D, S>(), ...);
    if (!(dt > 0) || !std::isfinite(dt))
      raise({"the time step must be positive and finite, not ", detail::quantity_text(dt, dim::second),
             "; 0.1 ms is usual"});
    state s;
    s.dt = dt;
    s.seed = seed;
    s.team_size = std::max(team_size, 1u);
    structure::template for_each<item_kind::population>(
        [&](auto k) { detail::build_population<D, k, Real>(s, given_settings); });
    structure::template for_each<item_kind::projection>([&](auto k) {
      if constexpr (!detail::bundling<D, Real>::members[k]) detail::build_projection<D, k, Real>(s, given_settings);
    });
    detail::build_bundles<D, Real>(s, given_settings);
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
    structure::template for_each<item_kind::population>([&](auto k) {
      auto& p = detail::item_at<k>(s.items);
      // One step more than delays need: threads may be in two neighbouring steps.
      const std::size_t depth = longest_delay<k>(s) + 2;
      if constexpr (structure::template item<k>::listed)
        p.spikes = detail::spike_history(p.size, depth);
      else
        p.spikes = detail::spike_history(p.bounds, depth);
    });
    prepare(s);
    return s;
  }

  /// Derives propagators, refractory steps, input buffers and the intervals of rules anew; to be called after
  /// parameters have changed.
  [[gnu::cold]] static void prepare(state& s) {
    structure::template for_each<item_kind::population>([&](auto k) {
      if constexpr (!structure::template item<k>::listed) {
        auto& p = detail::item_at<k>(s.items);
        detail::prepare_population(p, s.dt, std::string(structure::template item<k>::name.view()));
        detail::prepare_inputs<D, k, Real>(s);
      }
    });
    structure::template for_each<item_kind::projection>([&](auto k) {
      detail::prepare_rules(detail::item_at<k>(s.items), s.dt, std::string(structure::template item<k>::label));
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
    // The parts of a team are stepped one after the other here; the threads of a simulation do them at once.
    advance(s, r, detail::team_member{}, [](std::size_t, auto&& work) { work(); });
    ++s.step;
  }

  /// What one thread of a team does in a time step; `around(entry, work)` runs every entry of the schedule. The counter
  /// of steps is left to the caller.
  template <class Recording, class Around>
  static void advance(state& s, Recording& r, const detail::team_member& member, const Around& around) {
    const detail::flush_denormals_to_zero guard;
    [&]<std::size_t... E>(std::index_sequence<E...>) {
      (around(E, [&] { execute<E>(s, r, member); }), ...);
    }
    (std::make_index_sequence<structure::entries>{});
  }

  /// How the projections of a state keep their weights, and bytes per synapse.
  static void storage(std::ostream& out, const state& s) { detail::report_storage<D>(out, s); }

  /// The order of work inside one step, in words.
  static void schedule(std::ostream& out) {
    slot last{};
    bool first = true;
    for (const auto& entry : structure::schedule) {
      if (first || entry.place.where != last) out << slot_name(entry.place.where) << ":\n";
      last = entry.place.where;
      first = false;
      out << "  " << structure::words_of(entry) << ' ' << structure::names[entry.item];
      if (entry.place.order != 0) out << " (order " << entry.place.order << ')';
      out << '\n';
    }
  }

private:
  static detail::moment now(const state& s) { return {s.time(), s.dt, static_cast<std::uint64_t>(s.step)}; }

  /// The longest delay of all projections that leave population K, in steps.
  template <std::size_t K>
  static std::size_t longest_delay(const state& s) {
    std::size_t longest = 0;
    structure::template for_each<item_kind::projection>([&](auto p) {
      if constexpr (structure::template source_of<p> == K)
        longest = std::max<std::size_t>(longest, detail::item_at<p>(s.items).connections->max_delay);
    });
    return longest;
  }

  /// Whether entry E reads spikes of this step that other threads have just found: the first one behind a threshold.
  template <std::size_t E>
  static constexpr bool waits_for_spikes() {
    bool found = false;
    for (std::size_t e = 0; e < E; ++e) {
      const detail::verb v = structure::schedule[e].what;
      if (v == detail::verb::threshold || (v == detail::verb::update && structure::fused(structure::schedule[e].item)))
        found = true;
      if (reads_spikes(e)) found = false; // it has waited
    }
    return found && reads_spikes(E);
  }
  static constexpr bool reads_spikes(std::size_t e) {
    const detail::verb v = structure::schedule[e].what;
    return v == detail::verb::deliver || v == detail::verb::deliver_in_turn || v == detail::verb::record;
  }
  /// Whether a recording looks at spikes alone, which nobody changes while others go on.
  template <std::size_t R>
  static constexpr bool records_spikes() {
    constexpr detail::record_kind kind = structure::template kind_of_record<R>();
    return kind == detail::record_kind::spikes || kind == detail::record_kind::rate;
  }

  /// The first thread alone does work that looks at everything; the others wait.
  template <class Work>
  static void alone(const detail::team_member& member, Work&& work) {
    member.wait();
    if (member.leads()) work();
    member.wait();
  }
  /// Calls f(slice) for the slices of projection K that belong to a thread.
  template <std::size_t K, class F>
  static void each_slice(const state& s, const detail::team_member& member, F&& f) {
    const auto& slices = detail::item_at<K>(s.items).connections->slices;
    const std::size_t parts = detail::item_at<structure::template target_of<K>>(s.items).bounds.size() - 1;
    for (std::size_t k = 0; k < slices.size(); ++k)
      if (member.owns(slices[k].part, parts)) f(k);
  }

  /// Synapses of projection K in the slices of a thread learn from all that has happened.
  template <std::size_t K>
  static void catch_up_with(state& s, const detail::team_member& member) {
    each_slice<K>(s, member, [&](std::size_t slice) { detail::catch_up(detail::item_at<K>(s.items), slice); });
  }

  template <std::size_t E, class Recording>
  static void execute(state& s, [[maybe_unused]] Recording& r, const detail::team_member& member) {
    constexpr detail::schedule_entry entry = structure::schedule[E];
    constexpr std::size_t k = entry.item;
    using item = typename structure::template item<k>;
    [[maybe_unused]] auto& x = detail::item_at<k>(s.items);
    if constexpr (waits_for_spikes<E>()) member.wait();
    if constexpr (entry.what == detail::verb::record) {
      if constexpr (std::is_same_v<Recording, detail::nothing>)
        return;
      else if constexpr (records_spikes<k>()) {
        if (member.leads()) detail::take_record<D, k, Real>(s, r);
      } else if (detail::record_is_due<k, D, Real>(s, r)) {
        if constexpr (structure::template kind_of_record<k>() == detail::record_kind::synapse_variable)
          if (detail::item_at<k>(r.items).which.everything())
            catch_up_with<structure::find_carrier(item::target.item)>(s, member);
        alone(member, [&] { detail::take_record<D, k, Real>(s, r); });
      }
    } else if constexpr (entry.what == detail::verb::operate) {
      if (s.step % x.period == 0) {
        constexpr std::size_t p = structure::find(item_kind::projection, item::target.view());
        if constexpr (p != not_found) catch_up_with<p>(s, member);
        alone(member, [&] { operate<k>(s); });
      }
    } else if constexpr (item::kind == item_kind::projection) {
      execute_projection<E>(s, member);
    } else if constexpr (entry.what == detail::verb::stimulate) {
      detail::stimulate<D, k, Real>(s, member);
    } else if constexpr (item::listed) {
      if constexpr (entry.what == detail::verb::threshold)
        if (member.leads()) {
          auto& list = x.spikes.of_part(s.step, 0);
          list.clear();
          x.list.emit(s.step, list);
        }
    } else if constexpr (entry.what == detail::verb::update) {
      detail::fill_inputs<D, k, Real>(s, member);
      detail::run_pass<true, structure::fused(k), detail::is_driven<D, k>()>(x, s.dt, s.step, member);
    } else if constexpr (entry.what == detail::verb::threshold) {
      if constexpr (!structure::fused(k))
        detail::run_pass<false, true, detail::is_driven<D, k>()>(x, s.dt, s.step, member);
    } else if constexpr (entry.what == detail::verb::reset) {
      constexpr bool early = E < structure::threshold_entry(k);
      const auto [first, last] = member.share(x.bounds.size() - 1);
      for (std::size_t part = first; part < last; ++part)
        detail::reset_spiking(x, s.step - early, part,
                              [&](std::size_t i) { return detail::inputs_of_neuron<D, k, Real>(s, i); });
    }
  }

  template <std::size_t K>
  static void operate(state& s) {
    using item = typename structure::template item<K>;
    const auto& operation = detail::item_at<K>(s.items).operation;
    auto& target = detail::item_at<structure::find_carrier(item::target.view())>(s.items);
    if constexpr (structure::find_population(item::target.view()) != not_found)
      detail::operate_on(target, operation);
    else
      detail::operate_on<Real>(target, operation, now(s), make_stream(s.seed, item::name.view(), 4));
  }

  template <std::size_t E>
  static void execute_projection(state& s, const detail::team_member& member) {
    constexpr detail::schedule_entry entry = structure::schedule[E];
    constexpr std::size_t k = entry.item, target = structure::template target_of<k>;
    using list = typename structure::template item<k>::rules;
    using weights = detail::stored_weights_of<D, Real, k>;
    auto& x = detail::item_at<k>(s.items);
    if constexpr (entry.what == detail::verb::couple) {
      // Outputs are read from all parts before any of them moves on.
      member.wait();
      detail::couple<D, k, Real>(s, detail::is_first_coupling<D, E>(), member);
      member.wait();
    } else {
      if constexpr (detail::bundling<D, Real>::entry == E) detail::deliver_bundles<D, Real>(s, member);
      if (x.connections->bundled) return;
      detail::moment here = now(s);
      if constexpr (detail::list_needs<list, global_signal>) here.signal = detail::signal_of<D, k, Real>(s);
      each_slice<k>(s, member, [&](std::size_t slice) {
        if constexpr (entry.what == detail::verb::deliver || entry.what == detail::verb::deliver_in_turn) {
          constexpr std::size_t source = structure::template source_of<k>;
          // In front of the thresholds the latest spikes are those of the step before, as in Brian2.
          constexpr bool early = E < structure::threshold_entry(source);
          detail::deliver_slice<entry.what == detail::verb::deliver_in_turn>(
              x, slice, detail::item_at<source>(s.items).spikes, s.step - early, here,
              detail::receptor_of<D, k, Real>(s));
        } else if constexpr (entry.what == detail::verb::relax) {
          detail::slice_work<list, Real, weights>(x, slice, here).relax();
        } else if constexpr (entry.what == detail::verb::act) {
          detail::slice_work<list, Real, weights>(x, slice, here).every_step();
        } else {
          constexpr bool early = E < structure::threshold_entry(target);
          detail::learn<Real>(x, slice, detail::item_at<target>(s.items).spikes, s.step - early, here);
        }
      });
    }
  }
};

} // namespace cortexpr
