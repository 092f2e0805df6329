// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <cortexpr/simulation/checkpoint.hpp>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

/// What holds for every monitor: it changes no bit of the dynamics, any number of threads finds the same, and so does a
/// run that is interrupted by a checkpoint.

namespace monitor_laws {

using namespace cortexpr;

/// Everything that the monitors of a simulation have found, bit by bit.
struct findings {
  std::vector<std::int64_t> steps;
  std::vector<std::uint64_t> rows, totals;
  [[nodiscard]] bool operator==(const findings&) const = default;
};
inline void append_bits(std::vector<std::uint64_t>& list, double x) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &x, sizeof bits);
  list.push_back(bits);
}
template <class Sim>
findings found_by(const Sim& sim) {
  findings all;
  using s = typename Sim::structure;
  s::template for_each<item_kind::record>([&](auto k) {
    if constexpr (detail::MonitorItem<typename s::template item<k>>) {
      const auto& r = detail::item_at<k>(sim.recording().items);
      using facts = typename std::remove_cvref_t<decltype(r)>::facts;
      all.steps.insert(all.steps.end(), r.steps.begin(), r.steps.end());
      all.steps.insert(all.steps.end(), r.neurons.begin(), r.neurons.end());
      for (const double x : r.values) append_bits(all.rows, x);
      if constexpr (facts::total) {
        const auto result = r.result();
        for (std::size_t c = 0; c < facts::row::columns; ++c) append_bits(all.totals, facts::row::si(result, c));
      }
    }
  });
  return all;
}

/// `Plain` and `Watched` are alike but for monitors; `numbers_of(sim)` is a list of numbers, all that may differ.
/// `teams` are numbers of threads.
template <auto const& Plain, auto const& Watched, class Real, class NumbersOf, class... Options>
void hold(std::int64_t steps, const std::vector<unsigned>& teams, const NumbersOf& numbers_of, Options... options) {
  simulation<network<Plain, Real>> plain{seed{11}, options...};
  plain.run_steps(steps);
  simulation<network<Watched, Real>> watched{seed{11}, options...};
  watched.run_steps(steps);
  const findings expected = found_by(watched);
  CHECK(expected.rows.size() + expected.totals.size() > 0);
  CHECK(numbers_of(plain) == numbers_of(watched));
  for (const unsigned n : teams) {
    INFO(n << " threads");
    simulation<network<Watched, Real>> team{seed{11}, threads{n, true}, options...};
    team.run_steps(steps);
    CHECK(found_by(team) == expected);
    CHECK(numbers_of(team) == numbers_of(watched));
  }
  // The rows before and after a checkpoint are those of one run.
  const std::string path = "monitor_laws.state";
  const std::int64_t before = steps / 2 + 3;
  simulation<network<Watched, Real>> first{seed{11}, threads{3, true}, options...},
      second{seed{11}, threads{2, true}, options...};
  first.run_steps(before);
  first.save_state(path);
  second.load_state(path);
  second.run_steps(steps - before);
  std::remove(path.c_str());
  CHECK(numbers_of(second) == numbers_of(watched));
  CHECK(found_by(second).totals == expected.totals);
  using s = typename simulation<network<Watched, Real>>::structure;
  s::template for_each<item_kind::record>([&](auto k) {
    if constexpr (detail::MonitorItem<typename s::template item<k>>) {
      INFO(s::names[k]);
      const auto& a = detail::item_at<k>(first.recording().items);
      const auto& b = detail::item_at<k>(second.recording().items);
      const auto& whole = detail::item_at<k>(watched.recording().items);
      auto joined = a.steps;
      joined.insert(joined.end(), b.steps.begin(), b.steps.end());
      CHECK(joined == whole.steps);
      std::vector<std::uint64_t> halves, all;
      for (const double x : a.values) append_bits(halves, x);
      for (const double x : b.values) append_bits(halves, x);
      for (const double x : whole.values) append_bits(all, x);
      CHECK(halves == all);
    }
  });
}

} // namespace monitor_laws
