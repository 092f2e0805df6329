// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/distributed.hpp>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/text/joined.hpp>
#include <cortexpr/units/format.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <xsimd/xsimd.hpp>

namespace cortexpr::detail {

/// What results depend on besides the source of a program: instruction sets differ in how they form sums.
[[nodiscard, gnu::cold]] inline std::string how_compiled() {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  constexpr std::string_view fused = " with fused multiply-adds";
#else
  constexpr std::string_view fused = "";
#endif
#if defined(__VERSION__)
  constexpr std::string_view compiler = __VERSION__;
#else
  constexpr std::string_view compiler = "its compiler";
#endif
  return joined({"a program for ", xsimd::default_arch::name(), fused, ", compiled by ", compiler});
}
inline constexpr std::uint64_t hash_of_nothing = 14695981039346656037U;
/// A hash of values as they lie in memory (FNV-1a by words).
template <class T>
[[nodiscard]] std::uint64_t hash_of(std::uint64_t before, const T* values, std::size_t n) {
  static_assert(std::is_trivially_copyable_v<T>);
  for (std::size_t i = 0; i < n; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, values + i, std::min(sizeof word, sizeof(T)));
    before = (before ^ word) * 1099511628211U;
  }
  return before;
}
/// A hash of the parameters and the initial values of neurons.
template <class Population>
[[nodiscard]] std::uint64_t hash_of_neurons(const Population& p) {
  std::uint64_t hash = hash_of_nothing;
  const auto add = [&](const auto& column) { hash = hash_of(hash, column.data(), column.size()); };
  for_each_index<variable_count<decltype(p.variables)>>([&](auto k) { add(variable<k>(p.variables)); });
  for_each_index<variable_count<decltype(p.parameters)>>([&](auto k) { add(variable<k>(p.parameters)); });
  return hash;
}

/// What must be the same on all ranks, in words.
template <auto const& D, class Real>
[[gnu::cold]] sequence<std::string> facts_of(const network_state<D, Real>& state) {
  sequence<std::string> facts;
  facts.push_back(how_compiled());
  facts.push_back(joined({"threads{", state.threads(), "}"}));
  facts.push_back(joined({"seed{", state.seed, "}"}));
  facts.push_back(joined({"structure_seed{", state.structure_seed, "}"}));
  facts.push_back(joined({"a time step of ", quantity_text(state.dt, dim::second)}));
  using s = structure<D>;
  s::template for_each<item_kind::population>([&](auto k) {
    facts.push_back(joined({item_at<k>(state.items).size, " neurons in '", s::names[k], "'"}));
  });
  s::template for_each<item_kind::projection>([&](auto k) {
    const synapse_rows& connections = *item_at<k>(state.items).connections;
    facts.push_back(joined({connections.synapses, " synapses with delays of ", connections.min_delay, " to ",
                            connections.max_delay, " steps in '", s::names[k], "'"}));
  });
  for_each_index<s::size>([&](auto k) {
    constexpr item_kind kind = s::kinds[k];
    if constexpr (kind == item_kind::population) {
      if constexpr (!EventItem<typename s::template item<k>> && !s::template item<k>::listed)
        if (state.step == 0)
          facts.push_back(joined({"parameters and first values with the checksum ",
                                  hash_of_neurons(item_at<k>(state.items)), " in '", s::names[k], "'"}));
    } else if constexpr (kind != item_kind::projection) {
      facts.push_back(joined({"an item '", s::names[k], "'"}));
    }
    if constexpr (kind == item_kind::poisson_input)
      if constexpr (requires { item_at<k>(state.items).rate; })
        facts.push_back(joined({"Poisson input of ", item_at<k>(state.items).rate, " Hz in '", s::names[k], "'"}));
  });
  return facts;
}

/// Refuses ranks that have built different networks.
template <auto const& D, class Real>
[[gnu::cold]] void compare_ranks(const network_state<D, Real>& state, rank_calls& calls) {
  sequence<std::uint8_t> mine;
  const sequence<std::string> facts = facts_of(state);
  for (const std::string& fact : facts) put_text(mine, fact);
  calls.meet("simulation", state.step, {mine.data(), mine.size()});
  for (unsigned r = 1; r < state.ranks; ++r) {
    message_reader zero(calls.from(0)), other(calls.from(r));
    while (!zero.done() && !other.done()) {
      const std::string_view here = zero.text(), there = other.text();
      if (here != there)
        raise<rank_failed>({"rank ", r, " has ", there, ", rank 0 ", here,
                            ": all ranks must run the same program with the same values"});
    }
    if (!zero.done() || !other.done())
      raise<rank_failed>({"rank ", r, " has another network than rank 0: all ranks must run the same program"});
  }
}

/// Refuses a call whose number differs between ranks, and spikes that differ, by `sent`, their hash; `before` and
/// `after` are the words around the number.
template <class State>
void same_on_all(const State& state, rank_calls& calls, std::string_view call, std::string_view before,
                 std::uint64_t number, std::string_view after, std::uint64_t sent) {
  sequence<std::uint8_t> mine;
  put_number(mine, number);
  put_number(mine, sent);
  calls.meet(call, state.step, {mine.data(), mine.size()});
  const auto in_call = [&](unsigned r) {
    return joined({"rank ", r, " in ", call, before, message_reader(calls.from(r)).number(), after});
  };
  for (unsigned r = 1; r < state.ranks; ++r) {
    message_reader first(calls.from(0)), other(calls.from(r));
    if (first.number() != other.number())
      raise<rank_failed>({in_call(0), ", ", in_call(r), ": all ranks must make the same calls with the same values"});
    if (first.number() != other.number())
      raise<rank_failed>({"rank ", r,
                          " has sent other spikes than rank 0 before this run: all ranks must send the same, and each "
                          "takes those that its neurons need"});
  }
}

} // namespace cortexpr::detail
