// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <atomic>
#include <concepts>
#include <cortexpr/base/callback.hpp>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/only_once.hpp>
#include <cortexpr/detail/threads/dynamic_work.hpp>
#include <cortexpr/simulation/shared_options.hpp>
#include <cortexpr/simulation/simulation.hpp>
#include <cortexpr/simulation/vary.hpp>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cortexpr {

/// Option of `trials`: all trials have one seed, so that they differ in nothing but what `vary` says.
struct same_seed {};

/// Trials have failed. The message names the first of them, with seed and values; all others have run.
class trial_failed : public error {
public:
  using error::error;
};

namespace detail {

template <class T>
inline constexpr bool is_of_trials = std::is_same_v<T, same_seed> || is_seed<T>::value || is_threads<T>::value;
template <class T>
concept TrialOption =
    is_of_trials<T> || is_varied<T> || is_structure_seed<T>::value || is_time_step<T>::value || requires {
  T::texts;
};

/// An option as the simulations of all trials take it.
template <class T>
auto common_option(const T& option) {
  if constexpr (is_of_trials<T> || is_varied<T>)
    return std::tuple<>{};
  else
    return std::tuple<T>{option};
}

} // namespace detail

/// Simulations of one network that differ in seeds or values, each on one thread, as many at a time as there are
/// processors. Every trial is the simulation that its seed and values make alone, bit by bit. Projections that only
/// transmit are built once and shared if all trials have one `structure_seed` (or `same_seed`) and nothing that differs
/// decides about them.
///
/// Example (examples/reference/trials.cpp):
///
///     trials<net> sweep(5, seed{1}, vary<"cells.I">(values(currents, 1_nA)));
///     sweep.run(1_s, progress::bar());
template <class Net>
class trials {
public:
  using network_type = Net;
  using simulation_type = simulation<Net>;

  /// `count` trials. Options: those of a simulation, for all trials (`seed{n}`: trial k has seed n + k;
  /// `structure_seed{n}`, `time_step{dt}`, `set<"...">(value)`), `vary<"...">(list)`, `same_seed{}`, and `threads{n}`,
  /// how many trials run at a time (default: as many as there are processors). Simulations are built when they first
  /// run. Throws `invalid_value` if a list has another length than `count`.
  template <std::integral Count, class... Options>
  [[gnu::cold]] explicit trials(Count count, Options... options) {
    using namespace detail;
    static_assert((TrialOption<Options> && ...),
                  "cortexpr: trials take seed{n}, structure_seed{n}, same_seed{}, time_step{dt}, threads{n}, "
                  "set<\"...\">(value) and vary<\"...\">(list)");
    static_assert(detail::different_paths<Options...>(),
                  "cortexpr: two lists vary one value; vary<\"path\">(list) stands once for each path");
    if (count < 1) raise({"trials: ", static_cast<std::int64_t>(count), " trials are not possible; 1 is the least"});
    trials_.resize(static_cast<std::size_t>(count));
    const std::tuple<Options...> chosen{options...};
    seed_ = option_or<is_seed>(cortexpr::seed{}, chosen).value;
    dt_ = option_or<is_time_step>(time_step{}, chosen).dt.si();
    threads_ = option_or<is_threads>(threads{std::max(1u, std::thread::hardware_concurrency())}, chosen).n;
    if (threads_ < 1 || threads_ > 1024) raise({"threads{", threads_, "}: trials run on 1 to 1024 threads"});
    constexpr bool one_seed = (std::is_same_v<Options, same_seed> || ...);
    constexpr bool one_structure = one_seed || (is_structure_seed<Options>::value || ...);
    counts_seeds_ = !one_seed;
    shares_ = one_structure;
    (note(options), ...);
    make_ = maker<one_structure>(std::tuple_cat(common_option(options)...), std::tuple_cat(varied_option(options)...));
  }

  [[nodiscard]] std::size_t size() const { return trials_.size(); }
  /// The seed of trial k.
  [[nodiscard]] std::uint64_t seed_of(std::size_t k) const { return static_cast<void>(at(k)), seed_number(k); }

  /// Runs every trial for a time; a further run continues. Options are those of `simulation::run`; `progress` shows all
  /// trials together, an interrupt (`until_interrupted{}`) stops all of them, functions (`stop_when`, `each`) are
  /// called by several threads at a time. A trial that fails leaves the others alone; at the end `trial_failed` is
  /// thrown, and that trial takes no part in further runs.
  template <class... Options>
  void run(quantity<dim::second> duration, Options... options) {
    static_assert((!detail::WritesFiles<Options> && ...),
                  "cortexpr: trials run at once and would all write to one place; call stream_to and checkpoint_every "
                  "with a place for each: sweep.each([](auto& sim, std::size_t k) { sim.run(1_s, ...); })");
    const std::int64_t steps = detail::steps_of_run(duration, dt_, "run");
    std::tuple<detail::shared_option<Options>...> shared{options...};
    std::apply([&](auto&... o) { (o.begin(steps * static_cast<std::int64_t>(size()), dt_), ...); }, shared);
    const auto stops = [&] { return std::apply([](auto&... o) { return (o.stops() || ...); }, shared); };
    work_on_all(stops, [&](simulation_type& sim, trial& t, std::size_t) {
      t.finished = false;
      const std::int64_t end = sim.state().step + steps;
      std::apply([&](auto&... o) { sim.run_steps(steps, o.of_trial()...); }, shared);
      t.finished = sim.state().step == end;
    });
    std::apply([](auto&... o) { (o.end(), ...); }, shared);
    report_failures();
  }

  /// Calls f(sim, k) for every trial, each on one thread, several at a time: code of your own instead of a run, and
  /// what is measured at its end. Failures are treated as those of `run`.
  ///
  /// Example (examples/reference/trials.cpp):
  ///
  ///     sweep.each([&](auto& sim, std::size_t k) { sim.run(100_ms), last_v[k] = sim.template get<"cells.v">()[0]; });
  template <class F>
  void each(const F& f) {
    constexpr bool takes_both = std::is_invocable_v<const F&, simulation_type&, std::size_t>;
    static_assert(takes_both, "cortexpr: each of trials takes a function of a simulation and the number of its trial: "
                              "sweep.each([&](auto& sim, std::size_t k) { ... })");
    if constexpr (takes_both) {
      work_on_all([] { return false; },
                  [&](simulation_type& sim, trial& t, std::size_t k) {
                    t.finished = false;
                    f(sim, k);
                    t.finished = true;
                  });
      report_failures();
    }
  }

  /// The simulation of trial k, as it stands after the last run: `sweep[3]["cells.v"_name]`. Throws `invalid_value` if
  /// there is no such trial, if it has not begun, or if its network could not be built.
  [[nodiscard]] const simulation_type& operator[](std::size_t k) const { return *checked(k).sim; }
  [[nodiscard]] simulation_type& operator[](std::size_t k) { return *checked(k).sim; }
  /// Whether trial k has begun; whether it ran to the end of the last run: it was not stopped and has not failed.
  [[nodiscard]] bool began(std::size_t k) const { return k < size() && trials_[k].sim; }
  [[nodiscard]] bool finished(std::size_t k) const { return k < size() && trials_[k].finished; }
  /// Why trial k failed; empty if it has not.
  [[nodiscard]] const std::string& failure(std::size_t k) const { return at(k).failure; }
  /// "trial 3 (seed 45, cells.tau_m = 20 ms)".
  [[nodiscard, gnu::cold]] std::string name(std::size_t k) const {
    std::string text = detail::joined({"trial ", k, " (seed ", seed_of(k)});
    for (const auto& value : texts_) text.append(", ").append(value(k));
    return text.append(")");
  }
  /// The values that differ and are numbers, for those who save results.
  [[nodiscard]] const std::vector<detail::varied_numbers>& varied() const { return varied_; }

  /// All trials as they were built: at t = 0, recordings empty, failures forgotten.
  void reset() {
    for (trial& t : trials_) {
      if (t.sim) t.sim->reset();
      t.failure.clear();
      t.finished = false;
    }
  }
  /// Writes the recordings of all trials to one file, `.npz`; needs <cortexpr/io/trial_arrays.hpp> or
  /// <cortexpr/cortexpr.hpp>, which describes what it holds.
  template <class Path>
  void save(const Path& path) const {
    save_trials(*this, path);
  }

private:
  [[nodiscard]] std::uint64_t seed_number(std::size_t k) const { return counts_seeds_ ? seed_ + k : seed_; }

  using state_pointer = std::shared_ptr<const typename Net::state>;
  struct trial {
    std::unique_ptr<simulation_type> sim;
    std::string failure;
    bool finished = false, told = false;
  };

  template <class Option>
  void note(const Option& option) {
    if constexpr (detail::is_varied<Option>) {
      const std::string path(Option::name.view());
      if (option.list.size() != size())
        raise({"vary<\"", path, "\">: ", option.list.size(), " values for ", size(), " trials; give one for each"});
      texts_.push_back([option](std::size_t k) { return option.text(k); });
      using value = typename Option::value_type;
      detail::varied_numbers numbers{path, "1", {}};
      if constexpr (is_quantity<value>) {
        numbers.unit = unit_symbol(value::dims);
        for (const auto& x : option.list) numbers.si.push_back(x.si());
      } else if constexpr (detail::Arithmetic<value>) {
        for (const auto& x : option.list) numbers.si.push_back(static_cast<double>(x));
      }
      if (!numbers.si.empty()) varied_.push_back(std::move(numbers));
    }
  }
  /// What makes the simulation of a trial, like one that was made before if there is one.
  template <bool Shares, class Common, class... Varied>
  static auto maker(Common common, std::tuple<Varied...> varied) {
    return [common, varied](std::size_t k, std::uint64_t number, [[maybe_unused]] const state_pointer& other) {
      using like =
          std::conditional_t<Shares, detail::like_another<typename Net::state, Varied...>, detail::like_no_other>;
      like one{};
      if constexpr (Shares) one.other = other;
      const auto own = std::apply([&](const auto&... v) { return std::tuple(v.of(k)...); }, varied);
      return std::apply([](const auto&... all) { return std::make_unique<simulation_type>(all...); },
                        std::tuple_cat(common, own, std::tuple<seed, like>(seed{number}, one)));
    };
  }
  /// The first simulation to be built lends its synapses, as they are then, to all others.
  [[gnu::cold]] void build(std::size_t k) {
    if (shares_) {
      std::unique_lock lock(building_);
      if (!first_) {
        trials_[k].sim = make_(k, seed_number(k), nullptr);
        first_ = std::make_shared<const typename Net::state>(trials_[k].sim->state());
        return;
      }
    }
    trials_[k].sim = make_(k, seed_number(k), first_);
  }
  template <class Stops, class Work>
  void work_on_all(const Stops& stops, const Work& work) {
    const detail::only_once working(at_work_, "trials: run and each cannot be called while trials run");
    detail::share_dynamically(size(), threads_, stops, [&](std::size_t k) {
      trial& t = trials_[k];
      if (!t.failure.empty()) return;
      const auto try_it = [&] {
        if (!t.sim) build(k);
        work(*t.sim, t, k);
      };
#if defined(__cpp_exceptions)
      try {
        try_it();
      } catch (const std::exception& problem) {
        t.failure = problem.what();
      } catch (...) {
        t.failure = "an exception that is no std::exception";
      }
#else
      try_it();
#endif
    });
  }
  [[gnu::cold]] void report_failures() {
    std::size_t failed = 0;
    std::string first;
    for (std::size_t k = 0; k < size(); ++k)
      if (!trials_[k].failure.empty() && !trials_[k].told) {
        trials_[k].told = true;
        if (++failed <= 3) first.append("\n  ").append(name(k)).append(": ").append(trials_[k].failure);
      }
    if (failed != 0)
      raise<trial_failed>({failed, " of ", size(), " trials failed, the others have run:", first,
                           failed > 3 ? "\n  ... (failure(k) tells the reason of each)" : ""});
  }
  [[nodiscard]] const trial& at(std::size_t k) const {
    if (k >= size()) raise({"there is no trial ", k, "; trials are numbered from 0 to ", size() - 1});
    return trials_[k];
  }
  [[nodiscard]] const trial& checked(std::size_t k) const {
    if (!at(k).sim)
      raise({name(k),
             trials_[k].failure.empty() ? " has not begun; call run, or each" : " failed: ", trials_[k].failure});
    return trials_[k];
  }

  std::vector<trial> trials_;
  std::uint64_t seed_ = 0;
  double dt_ = 1e-4;
  unsigned threads_ = 1;
  bool counts_seeds_ = true, shares_ = false;
  detail::callback<std::unique_ptr<simulation_type>(std::size_t, std::uint64_t, const state_pointer&)> make_;
  std::vector<detail::callback<std::string(std::size_t)>> texts_;
  std::vector<detail::varied_numbers> varied_;
  std::atomic<bool> at_work_{false};
  std::mutex building_;
  state_pointer first_;
};

} // namespace cortexpr
