// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/distributed.hpp>
#include <cortexpr/base/error.hpp>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/description/options/time_step.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/build/like_another.hpp>
#include <cortexpr/detail/record/recorder.hpp>
#include <cortexpr/detail/state/rank_share.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr {

struct dry_run; // <cortexpr/ranks/dry_run.hpp>

/// The seed of all random numbers of a simulation.
struct seed {
  std::uint64_t value = 0;
};
/// The seed of what a network is built of: positions, connections, weights and delays. Without it they follow from
/// `seed`. Simulations of one structure_seed and different seeds are one network in which other neurons start and
/// other noise and Poisson input arrives.
///
/// Example (examples/reference/trials.cpp):
///
///     simulation<net> sim{seed{45}, structure_seed{1}, set<"cells.I">(0.4_nA)};
struct structure_seed {
  std::uint64_t value = 0;
};

namespace detail {

template <class T>
struct is_seed : std::is_same<T, cortexpr::seed> {};
template <class T>
struct is_structure_seed : std::is_same<T, structure_seed> {};
template <class T>
struct is_threads : std::is_same<T, threads> {};
/// Ranks of any kind: `distributed`, `dry_run`.
template <class T>
struct is_distributed : std::bool_constant<std::is_same_v<T, distributed> || std::is_same_v<T, dry_run>> {};

/// What an option gives to the list of settings: itself, if it is one, or those that it gathers.
template <class T>
auto keep_setting(const T& option) {
  if constexpr (is_seed<T>::value || is_structure_seed<T>::value || is_time_step<T>::value || is_threads<T>::value ||
                is_like_another<T>::value || is_distributed<T>::value) {
    return std::tuple<>{};
  } else if constexpr (is_gathered<T>) {
    return option.list;
  } else {
    static_assert(
        requires { T::paths; },
        "cortexpr: a simulation takes seed{n}, structure_seed{n}, time_step{dt}, threads{n} and set<\"...\">(value)");
    return std::tuple<T>{option};
  }
}

/// The options of a simulation that are no settings.
struct build_choices {
  double dt;
  cortexpr::seed numbers;
  structure_seed drawn;
  threads team;
  distributed ranks;

  template <class... Options>
  [[gnu::cold]] explicit build_choices(const std::tuple<Options...>& chosen)
      : dt(option_or<is_time_step>(time_step{}, chosen).dt.si()),
        numbers(option_or<is_seed>(cortexpr::seed{}, chosen)),
        drawn(option_or<is_structure_seed>(structure_seed{numbers.value}, chosen)),
        team(option_or<is_threads>(threads{1}, chosen)),
        ranks(option_or<is_distributed>(distributed{}, chosen)) {
    if (team.n < 1 || team.n > 1024) raise({"threads{", team.n, "}: a simulation runs on 1 to 1024 threads"});
  }
};

/// What builds state and recordings of a simulation with these options, again and again. It may refuse: then nothing
/// has changed.
template <class Net, class... Options>
[[gnu::cold]] auto builder_of(const build_choices& chosen, const Options&... options) {
  const auto given_settings =
      std::apply([](auto... s) { return settings<decltype(s)...>{{s...}}; }, std::tuple_cat(keep_setting(options)...));
  const auto like = option_or<is_like_another>(like_no_other{}, std::tuple<Options...>{options...});
  if (chosen.ranks.ranks() > 1 && !std::is_same_v<std::remove_cvref_t<decltype(like)>, like_no_other>)
    raise("simulation: ranks cannot share synapses with another simulation");
  rank_share<typename Net::state> share;
  if constexpr ((is_distributed<Options>::value || ...))
    share = share_of_rank<Net::description_value, typename Net::real, std::remove_const_t<decltype(given_settings)>>(
        chosen.ranks.rank(), chosen.ranks.ranks());
  return [given_settings, chosen, like, share](typename Net::state& state, typename Net::recording& recording) {
    auto fresh =
        Net::build(chosen.dt, chosen.numbers.value, chosen.drawn.value, given_settings, chosen.team.n, like, share);
    recording = build_recordings(fresh, given_settings);
    state = std::move(fresh);
  };
}

} // namespace detail

} // namespace cortexpr
