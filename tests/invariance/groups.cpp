// SPDX-License-Identifier: BSL-1.0
// A population of groups does what a population for each group does, bit by bit: the same random numbers, and sums in
// the same order.
#include "catch.hpp"
#include <algorithm>
#include <array>
#include <cortexpr/cortexpr.hpp>
#include <cstdint>
#include <cstdio>
#include <string>
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
    each<members>([]<auto name, std::size_t>() { return drive<name + fixed_string(".I")>(0_pA); }), each<members>([
    ]<auto name, std::size_t>() { return poisson_input<name + fixed_string(".syn")>(0_Hz, weight(1_pA)); }),
    each<members>([]<auto name, std::size_t>() { return record<name + fixed_string(".spikes")>(); }),
    each<members>([]<auto name, std::size_t>() { return record<name + fixed_string(".rate")>(every{5_ms}); }),
    each<members>([]<auto name, std::size_t>() { return record<name + fixed_string(".v")>(every{10_ms}); }));
inline constexpr auto together =
    describe(population<"cortex">(groups(given), cell{}, threshold, rest, start<"v">(given), parameter<"t_ref">(2_ms)),
             projection<"cortex -> cortex.syn">(given, weight(given), delay(given).rounded()), drive<"cortex.I">(given),
             poisson_input<"cortex.syn">(0_Hz, weight(1_pA)), record<"cortex.spikes">(),
             record<"cortex.rate">(every{5_ms}), record<"cortex.v">(every{10_ms}));

// Values by the numbers of groups, in both forms.
inline auto start_of(std::size_t g) { return normal(-53_mV - double(g) * 1_mV, 4_mV); }
inline auto number_of(std::size_t g, std::size_t h) { return fixed_total_number{std::int64_t(400 + 100 * g + 30 * h)}; }
inline auto weight_of(std::size_t g, std::size_t h) {
  const double mean = g == 0 ? 60 : -150;
  return normal(mean * 1_pA, (10 + 5 * double(h)) * 1_pA);
}
inline auto delay_of(std::size_t g, std::size_t h) {
  return normal((1.5 - 0.3 * double(g) + 0.1 * double(h)) * 1_ms, 0.6_ms).redrawn(0.1_ms, 10_ms);
}
inline auto current_of(std::size_t g) { return (10 + 20 * double(g)) * 1_pA; }
inline auto rate_of(std::size_t g) { return (500 + 1000 * double(g)) * 1_Hz; }
inline auto input_weight_of(std::size_t g) { return (40 - 5 * double(g)) * 1_pA; }
inline const auto number_table = [](std::size_t g, std::size_t h) { return number_of(g, h).n; };

template <class Real>
auto make_apart(unsigned n) {
  return simulation<network<apart, Real>>{
      seed{7},
      threads{n, true},
      set<members>(sizes),
      set<members, "{}.v">([](std::size_t g) { return start_of(g); }),
      set<members, "{}.I">([](std::size_t g) { return current_of(g); }),
      set<members, "{}.syn.rate">([](std::size_t g) { return rate_of(g); }),
      set<members, "{}.syn.w">([](std::size_t g) { return input_weight_of(g); }),
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
      set<"cortex.I">(per_group([](std::size_t g) { return current_of(g); })),
      set<"cortex.syn.rate">(per_group([](std::size_t g) { return rate_of(g); })),
      set<"cortex.syn.w">(per_group([](std::size_t g) { return input_weight_of(g); })),
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

TEST_CASE("recordings of groups are those of populations", "[groups]") {
  auto groups_sim = make_together<double>(2);
  auto populations = make_apart<double>(1);
  groups_sim.run(50_ms);
  populations.run(50_ms);
  const spike_train found = groups_sim["cortex.spikes"_name].of("I"), &wanted = populations["I.spikes"_name];
  CHECK(found.size() > 20);
  CHECK(found.steps == wanted.steps);
  CHECK(found.neurons == wanted.neurons);
  CHECK(found.which.size() == wanted.which.size());
  CHECK(found.origin.name == wanted.origin.name);
  const auto v = groups_sim["cortex.v"_name].of("I");
  CHECK(v.values == populations["I.v"_name].values);
  CHECK(v.steps == populations["I.v"_name].steps);
  CHECK(v.of_neuron(69)(3) == populations["I.v"_name].of_neuron(69)(3));
  CHECK(groups_sim["cortex.rate"_name].of("E").hertz == populations["E.rate"_name].hertz);
  CHECK(groups_sim["cortex.rate"_name].of("S").starts == populations["S.rate"_name].starts);
}

TEST_CASE("a network of groups goes on from a checkpoint to the last bit", "[groups][checkpoint]") {
  const std::string path = "groups_checkpoint.state";
  auto first = make_together<float>(2);
  first.run(33_ms);
  first.save_state(path);
  auto second = make_together<float>(2);
  second.load_state(path);
  std::remove(path.c_str());
  CHECK(second.state() == first.state());
  first.run(40_ms);
  second.run(40_ms);
  CHECK(second.get<"cortex.v">() == first.get<"cortex.v">());
  CHECK(second["cortex.rate"_name].of("I").hertz ==
        std::vector<double>(first["cortex.rate"_name].of("I").hertz.begin() + 6,
                            first["cortex.rate"_name].of("I").hertz.end()));
}
