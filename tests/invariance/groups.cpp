// SPDX-License-Identifier: BSL-1.0
// A population of groups does what a population for each group does, bit by bit: the same random numbers, and sums in
// the same order.
#include "catch.hpp"
#include <algorithm>
#include <array>
#include <cortexpr/core.hpp>
#include <cstdint>
#include <utility>
#include <vector>

using namespace cortexpr;

namespace groups_tests {

using cell = synaptic<lif, receptor<"syn", current<exponential>>>;
inline constexpr auto members = names<"E", "I", "S">;
inline constexpr std::array<int, 3> sizes{131, 70, 1};

constexpr auto threshold = parameter<"V_th">(-50_mV);
constexpr auto rest = parameter<"E_L">(-49_mV);

inline constexpr auto apart = describe(
    each<members>([]<auto name, std::size_t>() {
      return population<name>(given, cell{}, threshold, rest, start<"v">(given), parameter<"t_ref">(2_ms));
    }),
    each_pair<members, members>([]<auto from, auto to, std::size_t, std::size_t>() {
      return projection<from + " -> " + to + fixed_string(".syn")>(given, weight(given), delay(given).rounded());
    }),
    each<members>([]<auto name, std::size_t>() { return record<name + fixed_string(".spikes")>(); }));
inline constexpr auto together = describe(
    population<"cortex">(groups(given), cell{}, threshold, rest, start<"v">(given), parameter<"t_ref">(2_ms)),
    projection<"cortex -> cortex.syn">(given, weight(given), delay(given).rounded()), record<"cortex.spikes">());

// Values by the numbers of groups, in both forms.
inline auto start_of(std::size_t g) { return normal(-53_mV - double(g) * 1_mV, 4_mV); }
inline auto number_of(std::size_t g, std::size_t h) { return fixed_total_number{std::int64_t(400 + 100 * g + 30 * h)}; }
inline auto weight_of(std::size_t g, std::size_t h) {
  const double mean = g == 0 ? 300 : -500;
  return normal(mean * 1_pA, (40 + 10 * double(h)) * 1_pA);
}
inline auto delay_of(std::size_t g, std::size_t h) {
  return normal((1.5 - 0.3 * double(g) + 0.1 * double(h)) * 1_ms, 0.6_ms).redrawn(0.1_ms, 10_ms);
}
inline const auto number_table = [](std::size_t g, std::size_t h) { return number_of(g, h).n; };

template <class Real>
auto make_apart(unsigned n) {
  return simulation<network<apart, Real>>{
      seed{7},
      threads{n, true},
      set<members>(sizes),
      set<members, "{}.v">([](std::size_t g) { return start_of(g); }),
      set_pair<members, members, "{} -> {}.syn">([](std::size_t g, std::size_t h) { return number_of(g, h); }),
      set_pair<members, members, "{} -> {}.syn.w">([](std::size_t g, std::size_t h) { return weight_of(g, h); }),
      set_pair<members, members, "{} -> {}.syn.delay">([](std::size_t g, std::size_t h) { return delay_of(g, h); })};
}
template <class Real>
auto make_together(unsigned n) {
  return simulation<network<together, Real>>{
      seed{7},
      threads{n, true},
      set<"cortex">(groups(std::array{"E", "I", "S"}, sizes)),
      set<"cortex.v">(per_group([](std::size_t g) { return start_of(g); })),
      set<"cortex -> cortex.syn">(fixed_total_numbers(number_table)),
      set<"cortex -> cortex.syn.w">(per_pair([](std::size_t g, std::size_t h) { return weight_of(g, h); })),
      set<"cortex -> cortex.syn.delay">(per_pair([](std::size_t g, std::size_t h) { return delay_of(g, h); }))};
}

/// Potentials of all neurons and spikes, in the numbering of the whole.
template <class Real>
struct outcome {
  std::vector<Real> v;
  std::vector<std::pair<std::int64_t, std::uint32_t>> spikes;
  bool operator==(const outcome&) const = default;
};
void add(auto& all, const spike_train& s, std::uint32_t first) {
  for (std::size_t k = 0; k < s.size(); ++k) all.emplace_back(s.steps[k], s.neurons[k] + first);
}

template <class Real>
outcome<Real> run_apart(unsigned n) {
  auto sim = make_apart<Real>(n);
  sim.run(200_ms);
  outcome<Real> all;
  for (const auto& v : {sim.template get<"E.v">(), sim.template get<"I.v">(), sim.template get<"S.v">()})
    all.v.insert(all.v.end(), v.begin(), v.end());
  add(all.spikes, sim["E.spikes"_name], 0);
  add(all.spikes, sim["I.spikes"_name], 131);
  add(all.spikes, sim["S.spikes"_name], 201);
  std::sort(all.spikes.begin(), all.spikes.end());
  return all;
}
template <class Real>
outcome<Real> run_together(unsigned n) {
  auto sim = make_together<Real>(n);
  sim.run(200_ms);
  outcome<Real> all;
  const auto v = sim.template get<"cortex.v">();
  all.v.assign(v.begin(), v.end());
  add(all.spikes, sim["cortex.spikes"_name], 0);
  return all;
}

} // namespace groups_tests

using namespace groups_tests;

TEMPLATE_TEST_CASE("groups of a population do what populations do, bit by bit", "[groups]", double, float) {
  const auto wanted = run_apart<TestType>(1);
  CHECK(wanted.spikes.size() > 300);
  for (const unsigned n : {1u, 2u, 3u}) {
    CAPTURE(n);
    const auto found = run_together<TestType>(n);
    CHECK(found.spikes == wanted.spikes);
    CHECK(found.v == wanted.v);
  }
}
