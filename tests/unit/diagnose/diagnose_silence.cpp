// SPDX-License-Identifier: BSL-1.0
// Why a population is silent: each cause that lies in an input itself is named, with what to write instead.
#include "support/diagnose_testing.hpp"

#include <string>
#include <vector>

using namespace cortexpr;
using namespace diagnose_tests;

namespace diagnose_silence {

using cell = synaptic<scaled_lif, current<exponential>>;

constexpr auto listed = describe(population<"in">(2, spike_times{}), population<"n">(3, cell{}),
                                 projection<"S: in -> n.exc">(all_to_all{}, weight(given), delay(1_s)));
constexpr auto chain = describe(population<"in">(2, poisson{}), population<"a">(3, cell{}), population<"b">(3, cell{}),
                                projection<"A: in -> a.exc">(all_to_all{}, weight(100_mV)),
                                projection<"B: a -> b.exc">(all_to_all{}, weight(100_mV)));
constexpr auto noisy = describe(population<"n">(3, cell{}), poisson_input<"n.exc">(1_kHz, weight(100_mV)));
constexpr auto high =
    describe(population<"n">(3, cell{}, parameter<"V_th">(100_mV)), poisson_input<"n.exc">(1_kHz, weight(1_mV)));

void check_silent(const diagnosis& r, const std::string& item, const std::string& what, const std::string& advice) {
  check_found(r, severity::warning, "silent", item, what);
  CHECK(r.find("silent", item)->advice == advice);
  CHECK(r.find("silent", item)->why == "the population stays silent, and its targets receive no spikes from it");
}

/// `listed` with spikes from both sources and these weights, after some time.
diagnosis of_weights(const std::vector<double>& weights, quantity<dim::second> time) {
  const std::vector<int> when{1, 2}, who{0, 1};
  simulation<network<listed>> sim{seed{1}, set<"in">(spike_list::at_times(when, 1_ms, who)),
                                  set<"S.w">(values(weights, 1_mV))};
  sim.run(time);
  return sim.diagnose();
}

} // namespace diagnose_silence

using namespace diagnose_silence;

TEST_CASE("silent: sources that never spike", "[diagnose]") {
  simulation<network<chain>> sim{seed{1}};
  const auto r = sim.diagnose();
  check_silent(r, "a",
               "gets spikes only from populations that are silent themselves: 'A' comes from in, which never "
               "spikes",
               "parameter<\"rate\">(10_Hz) for in");
  check_silent(r, "b", "'B' comes from a, which stays silent itself", "input for a");
  simulation<network<listed>> none{seed{1}, set<"in">(spike_list{}), set<"S.w">(100_mV)};
  check_silent(none.diagnose(), "n", "'S' comes from in, which never spikes",
               "spikes for in: set<\"in\">(spike_list::at_times(...))");
  simulation<network<noisy>> stopped{seed{1}, set<"n.exc.rate">(0_Hz)};
  check_silent(stopped.diagnose(), "n", "gets no input that excites it: 'n.exc' has a rate of 0 Hz",
               "a rate above 0 Hz for 'n.exc'");
}

TEST_CASE("silent: weights without effect", "[diagnose]") {
  check_silent(of_weights({0, 0, 0, 0, 0, 0}, 0_s), "n", "the weights of 'S' are zero", "set<\"S.w\">(...)");
  check_silent(of_weights({1, 1, 1, -1, -1, -1}, 0_s), "n", "what 'S' brings sums to zero", "set<\"S.w\">(...)");
}

TEST_CASE("silent: a delay that is longer than the run", "[diagnose]") {
  const auto r = of_weights({1, 1, 1, 1, 1, 1}, 50_ms);
  check_silent(r, "n", "the delay of 'S' (1 s or more) is longer than the 50 ms of the run: nothing has arrived",
               "a longer run, or a shorter delay of 'S'");
  check_found(r, severity::warning, "delay_exceeds_run", "S", "is longer than the 50 ms of the run");
}

TEST_CASE("silent: the threshold is too high", "[diagnose]") {
  simulation<network<high>> sim{seed{1}};
  const auto r = sim.diagnose();
  check_found(r, severity::warning, "silent", "n", " is missing");
  CHECK(r.find("silent", "n")->advice.find("weights about ") == 0); // the rate is known
  simulation<network<high>> enough{seed{1}, set<"n.exc.w">(1.01 * number_of(r, "silent", "n", "factor") * 1_mV)};
  CHECK_FALSE(enough.diagnose().has("silent"));
  simulation<network<high>> none{seed{1}, set<"n.V_th">(1'000_V)};
  check_silent(none.diagnose(), "n", "expected EPSP 157 uV, but no potential is a spike",
               "a finite threshold, if it is to spike");
}
