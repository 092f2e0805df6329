// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>

namespace cortexpr {

// An option of `run` shows how far it is,
//
//   void start(std::int64_t steps, double dt);   a run begins
//   void update(std::int64_t done);              after every step
//   void finish(std::int64_t done);
//
// or attends it, between steps, in the thread that called `run`:
//
//   void begin(auto& sim, auto& recording, std::int64_t steps);
//   bool after_step(auto& sim, auto& recording);  true stops the run
//   void before_step(auto& sim, auto& recording); if there is one: before every step
//   static constexpr bool comes_before_steps = true; if that is all it does
//   void end(auto& sim, auto& recording);         not called when an exception ends the run
//   std::int64_t recorded_steps(double dt) const; if it takes recordings away: after how many steps
//   static constexpr bool comes_last = true;      if it is asked after all others
//   static constexpr bool works_on_ranks = true;  if ranks may run with it, because it does the same on all
//   bool sees(std::int64_t step) const;           on ranks: whether it reads spikes or recordings after that step
//   bool acts(std::int64_t step) const;           on ranks: whether it may stop the run or throw there; if missing, as
//                                                 `sees`; if both are missing, after every step
//   bool asks_to_stop() const; void stop();       if one rank asks, stop() is called on all

/// Option of `run`: asked after every step, stops the run when it returns true: `stop_when([&](auto& sim) {...})`.
///
/// Example (examples/reference/run_options.cpp):
///
///     sim.run(10_s, stop_when([](auto& s) { return s["cells.spikes"_name].size() >= 1000; }), profiled{});
template <class F>
struct stop_when {
  static constexpr bool works_on_ranks = true;
  F condition;
  constexpr explicit stop_when(F f) : condition(f) {}
  void begin(auto&, auto&, std::int64_t) {}
  template <class Simulation>
  bool after_step(Simulation& sim, auto&) {
    constexpr bool takes_simulation = std::is_invocable_r_v<bool, F&, Simulation&>;
    static_assert(takes_simulation, "cortexpr: stop_when takes a function of the simulation that says whether to stop: "
                                    "stop_when([](auto& sim) { return sim.time() > 1; })");
    if constexpr (takes_simulation) return condition(sim);
    return false;
  }
  void end(auto&, auto&) {}
  [[nodiscard]] static bool sees(std::int64_t) { return true; }
};
/// Option of `run`: measures the time spent in every entry of the schedule; see `simulation::profile`.
struct profiled {};

/// Time spent in one entry of the schedule.
struct profile_entry {
  std::string what;
  double seconds = 0;
};
/// Option of `run`: variables and weights that are not finite are meant; the run does not look for them. Without it, it
/// ends with `not_finite` (<cortexpr/detail/simulation/find_not_finite.hpp>).
struct allow_not_finite {};
namespace detail {

template <class Option>
concept ShowsProgress = requires(Option& option) {
  option.finish(std::int64_t{});
};
template <class Option>
concept ComesLast = requires {
  requires Option::comes_last;
};
template <class Option, class Simulation, class Recording>
concept AttendsRun = requires(Option& option, Simulation& sim, Recording& recording) {
  option.begin(sim, recording, std::int64_t{});
};

template <class Option, class Simulation, class Recording>
concept ComesBeforeSteps = requires(Option& option, Simulation& sim, Recording& recording) {
  option.before_step(sim, recording);
};

/// An option that only acts before steps, after the steps that it sees.
template <class Option>
concept ComesBefore = requires {
  requires Option::comes_before_steps;
};

/// An option that is said and does nothing between steps.
template <class Option>
inline constexpr bool is_said = std::is_same_v<Option, profiled> || std::is_same_v<Option, allow_not_finite>;
template <class Option>
inline constexpr bool works_between_steps = !is_said<Option>;

/// Whether ranks can run with an option. The first of them shows progress.
template <class Option>
inline constexpr bool works_on_ranks = is_said<Option> || ShowsProgress<Option> || requires {
  requires Option::works_on_ranks;
};
/// Whether an option writes to a place of its own, which several simulations cannot share.
template <class Option>
concept WritesFiles = requires {
  requires Option::writes_files;
};
/// Whether an option reads recordings after a step.
template <class Option>
bool sees_step([[maybe_unused]] const Option& option, [[maybe_unused]] std::int64_t step) {
  if constexpr (requires { option.sees(step); })
    return option.sees(step);
  else
    return false;
}
/// Whether ranks must meet after an option has been asked after a step.
template <class Option>
bool acts_after(const Option& option, std::int64_t step) {
  if constexpr (ShowsProgress<Option> || is_said<Option> || ComesBefore<Option>)
    return false;
  else if constexpr (requires { option.acts(step); })
    return option.acts(step);
  else if constexpr (requires { option.sees(step); })
    return option.sees(step);
  else
    return true;
}
template <class Simulation>
bool shows_progress(const Simulation& sim) {
  return sim.state().rank == 0;
}

/// For how many steps of a run recordings need room.
template <class Option>
std::int64_t recorded_steps(const Option& option, std::int64_t steps, double dt) {
  if constexpr (requires { option.recorded_steps(dt); })
    return option.recorded_steps(dt);
  else
    return steps;
}
template <class Net>
void make_room(typename Net::recording& recording, std::int64_t steps) {
  Net::structure::template for_each<item_kind::record>([&](auto r) {
    auto& rec = item_at<r>(recording.items);
    if constexpr (requires { rec.reserve(steps); }) rec.reserve(steps);
  });
}
/// The options of one run. They are asked in their order, but those with `comes_last` after all others.
template <class Simulation, class Recording, class... Options>
class options_of_run {
public:
  options_of_run(Simulation& sim, Recording& recording, Options&... options)
      : sim_(sim), recording_(recording), all_(options...) {}

  static constexpr bool any = sizeof...(Options) > 0;

  // Each option is asked by `agree(meets, ask)`: ranks meet after each that may have something to say, so that one
  // which throws on one rank keeps all of them from the next.
  template <class Agree>
  void begin(std::int64_t steps, const Agree& agree) {
    each([&]<class Option>(Option& option) {
      agree(AttendsRun<Option, Simulation, Recording>, [&] { return begin_option(option, steps), false; });
    });
  }
  /// Lets options act before a step, the first one included.
  template <class Agree>
  void before_step(const Agree& agree) {
    each([&]<class Option>(Option& option) {
      if constexpr (ComesBeforeSteps<Option, Simulation, Recording>)
        agree(ComesBefore<Option> && sees_step(option, sim_.state().step),
              [&] { return option.before_step(sim_, recording_), false; });
    });
  }
  /// True if the run is to stop.
  template <class Agree>
  bool after_step(std::int64_t done, const Agree& agree) {
    bool stops = false;
    const std::int64_t step = sim_.state().step;
    each_in_order([&]<class Option>(Option& option) {
      if constexpr (ShowsProgress<Option>) {
        if (shows_progress(sim_)) option.update(done);
      } else if constexpr (AttendsRun<Option, Simulation, Recording>) {
        stops = agree(acts_after(option, step), [&] { return option.after_step(sim_, recording_); }) || stops;
      }
    });
    return stops;
  }
  template <class Agree>
  void end(std::int64_t done, const Agree& agree) {
    each_in_order([&]<class Option>(Option& option) {
      if constexpr (ShowsProgress<Option>) {
        if (shows_progress(sim_)) option.finish(done);
      } else if constexpr (AttendsRun<Option, Simulation, Recording>) {
        agree(true, [&] { return option.end(sim_, recording_), false; });
      }
    });
  }

  /// Whether recordings must be complete after a step (`sees`), and whether ranks must meet again after it (`acts`).
  [[nodiscard]] bool sees(std::int64_t step) const {
    return any_of([&](const auto& option) { return sees_step(option, step); });
  }
  [[nodiscard]] bool acts(std::int64_t step) const {
    return any_of([&](const auto& option) { return acts_after(option, step); });
  }
  [[nodiscard]] bool asks_to_stop() const {
    return any_of([](const auto& option) {
      if constexpr (requires { option.asks_to_stop(); })
        return option.asks_to_stop();
      else
        return false;
    });
  }
  void stop() {
    each([](auto& option) {
      if constexpr (requires { option.asks_to_stop(); }) option.stop();
    });
  }

private:
  template <class F>
  void each(const F& f) {
    std::apply([&](auto&... option) { (f(option), ...); }, all_);
  }
  template <class F>
  void each_in_order(const F& f) {
    each([&]<class Option>(Option& option) {
      if constexpr (!ComesLast<Option>) f(option);
    });
    each([&]<class Option>(Option& option) {
      if constexpr (ComesLast<Option>) f(option);
    });
  }
  template <class F>
  [[nodiscard]] bool any_of(const F& f) const {
    return std::apply([&](const auto&... option) { return (false || ... || f(option)); }, all_);
  }
  template <class Option>
  void begin_option(Option& option, std::int64_t steps) {
    static_assert(
        ShowsProgress<Option> || AttendsRun<Option, Simulation, Recording> || is_said<Option>,
        "cortexpr: run takes as options progress::bar(), stop_when(f), until_interrupted{}, stream_to(folder, "
        "period), checkpoint_every(period, path), each(every{1_ms}, f), profiled{}, watch_rate<\"n\">(low, high), "
        "watch_value<\"n.v\">(low, high), watch_nan{}, allow_not_finite{}, "
        "refuse_on_errors{}");
    if constexpr (ShowsProgress<Option>) {
      if (shows_progress(sim_)) option.start(steps, sim_.dt());
    } else if constexpr (AttendsRun<Option, Simulation, Recording>)
      option.begin(sim_, recording_, steps);
  }

  Simulation& sim_;
  Recording& recording_;
  std::tuple<Options&...> all_;
};

} // namespace detail

} // namespace cortexpr
