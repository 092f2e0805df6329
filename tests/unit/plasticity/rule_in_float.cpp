// SPDX-License-Identifier: BSL-1.0
// Networks in float with rules do what those in double do, within the digits of float.

#include "catch.hpp"
#include "support/network_models.hpp"

namespace {

using namespace unit_tests;

struct target_cell {
  template <class I>
  struct state {
    number<I> v = 0, u = 0;
  };
  template <class I>
  struct parameters {
    number<I> v_th = 0.5;
  };
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

constexpr weight some(uniform(quantity<dim::one>(0.2), quantity<dim::one>(0.8)));
// Only the teacher makes targets spike, so that both precisions see the same spikes.
constexpr auto d = describe(
    population<"in">(6, spike_times{}), population<"teacher">(4, spike_times{}), population<"n">(4, target_cell{}),
    projection<"T: teacher -> n.v">(one_to_one{}, weight(1.0)),
    projection<"A: in -> n.u">(all_to_all{}, some, plasticity{stdp<power_law>{}, clip_weight{0.1, 0.9}}),
    projection<"B: in -> n.u">(all_to_all{}, some, delay(uniform(0_ms, 1_ms)).rounded(), plasticity{triplet_stdp{}}),
    projection<"C: in -> n.u">(all_to_all{}, some, plasticity{modulated_stdp{}, weight_decay{}}),
    projection<"D: in -> n.u">(all_to_all{}, some, plasticity{weight_exchange{}, weight_pool{}, transmit{}},
                               rules_in_turn{}),
    projection<"E: in -> n.u">(all_to_all{}, some, plasticity{transmit_share<>{}, pair_stdp{}, normalise_on_event{}}),
    projection<"F: in -> n.u">(all_to_all{}, some, plasticity{pair_stdp{}, homeostatic_scaling{}, normalise_always{2}}),
    projection<"G: in -> n.u">(all_to_all{}, some, plasticity{short_term{}}));

TEST_CASE("rules in float follow those in double", "[plasticity]") {
  std::vector<int> k, i;
  for (int step = 1; step < 400; ++step)
    for (int n = 0; n < 6; ++n)
      if ((step * 7 + n * n * 5 + step / 9) % 23 == 0) k.push_back(step), i.push_back(n);
  std::vector<int> tk, ti;
  for (int step = 0; step < 400; ++step)
    for (int n = 0; n < 4; ++n)
      if ((step * 5 + n * 3 + step / 7) % 19 == 0) tk.push_back(step), ti.push_back(n);
  simulation<network<d>> exact{seed{4}, set<"in">(spike_list::at_steps(k, i)),
                               set<"teacher">(spike_list::at_steps(tk, ti))};
  simulation<network<d, float>> rough{seed{4}, set<"in">(spike_list::at_steps(k, i)),
                                      set<"teacher">(spike_list::at_steps(tk, ti))};
  exact.set<"C.signal">(0.5);
  rough.set<"C.signal">(0.5);
  exact.set<"D.pool">(0.3);
  rough.set<"D.pool">(0.3);
  const auto start = exact.get<"A.w">();
  exact.run_steps(400);
  rough.run_steps(400);
  CHECK(exact.get<"A.w">() != start);
  const auto near = [](const std::vector<double>& a, const std::vector<float>& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t n = 0; n < a.size(); ++n) CHECK(static_cast<double>(b[n]) == Approx(a[n]).epsilon(1e-4));
  };
  near(exact.get<"A.w">(), rough.get<"A.w">());
  near(exact.get<"B.w">(), rough.get<"B.w">());
  near(exact.get<"C.w">(), rough.get<"C.w">());
  near(exact.get<"D.w">(), rough.get<"D.w">());
  near(exact.get<"E.w">(), rough.get<"E.w">());
  near(exact.get<"F.w">(), rough.get<"F.w">());
  near(exact.get<"n.u">(), rough.get<"n.u">());
}

} // namespace
