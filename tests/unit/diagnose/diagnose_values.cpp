// SPDX-License-Identifier: BSL-1.0
// Steps, delays, rates and inputs that are not what was meant, before a run.
#include "support/diagnose_testing.hpp"

#include <limits>
#include <vector>

using namespace cortexpr;
using namespace diagnose_tests;

namespace diagnose_values {

template <class Integrator>
constexpr auto single = describe(population<"in">(10, poisson{}, parameter<"rate">(given)),
                                 population<"n">(5, synaptic<scaled_lif, conductance<exponential>>{}, Integrator{}),
                                 projection<"in -> n.exc">(fixed_probability{0.5}, weight(1.0), delay(1_ms).rounded()));
template <class Integrator, class... Settings>
diagnosis of_single(Settings... settings) {
  simulation<network<single<Integrator>>> sim{seed{1}, set<"in.rate">(20_Hz), settings...};
  return sim.diagnose();
}

constexpr auto lonely = describe(population<"listed">(3, spike_times{}), population<"quiet">(3, poisson{}),
                                 population<"n">(5, synaptic_lif<current<exponential>>{}), population<"m">(5, lif{}),
                                 projection<"listed -> m.v">(all_to_all{}, weight(5_mV)),
                                 projection<"none: quiet -> m.v">(fixed_probability{0}, weight(5_mV)));

constexpr auto poisson_cells =
    describe(population<"n">(5, synaptic<scaled_lif, current<alpha>>{}, parameter<"tau_m">(15_ms)),
             poisson_input<"n.exc">(2_kHz, weight(0.5_mV)), drive<"n.I">(sinusoid{3_mV, 5_Hz, 0.0, 2_mV}));

} // namespace diagnose_values

using namespace diagnose_values;

TEST_CASE("a time step that is too long is found", "[diagnose]") {
  check_clean(of_single<euler>());
  const auto unstable = of_single<euler>(time_step{1_ms}, set<"n.exc.tau">(0.4_ms));
  check_found(unstable, severity::error, "time_step", "n", "is 2.5 times the time constant of exc.g (0.4 ms)");
  CHECK(unstable.find("time_step")->advice.find("exact") == std::string::npos); // conductances are not linear
  check_found(of_single<euler>(time_step{1_ms}, set<"n.exc.tau">(1_ms)), severity::warning, "time_step", "n",
              "integrated by euler");
  check_found(of_single<rk4>(time_step{1_ms}, set<"n.exc.tau">(0.4_ms)), severity::warning, "time_step", "n",
              "integrated by rk4");
  check_found(of_single<exponential_euler>(time_step{1_ms}, set<"n.exc.tau">(0.4_ms)), severity::note, "time_step", "n",
              "integrated by exponential_euler");
}

TEST_CASE("refractory periods and delays between steps are found", "[diagnose]") {
  check_found(of_single<euler>(set<"n.t_ref">(1.25_ms)), severity::warning, "refractory_rounded", "n",
              "refractory period of 1.25 ms is rounded down to whole steps of 0.1 ms, by up to 50 us");
  check_found(of_single<euler>(set<"n.t_ref">(uniform(1_ms, 3_ms))), severity::note, "refractory_rounded", "n",
              "refractory periods are");
  check_found(of_single<euler>(time_step{0.3_ms}), severity::note, "delay_rounded", "in -> n.exc", "by 0.1 ms");
  CHECK_FALSE(of_single<euler>().has("delay_rounded"));
}

TEST_CASE("sources that are silent or too fast, and populations without input, are found", "[diagnose]") {
  check_found(of_single<euler>(set<"in.rate">(2_kHz)), severity::warning, "rate_exceeds_step", "in",
              "0.2 spikes per step");
  simulation<network<lonely>> sim{};
  const auto r = sim.diagnose();
  check_found(r, severity::warning, "no_spikes", "listed", "the list of spikes is empty");
  check_found(r, severity::warning, "no_spikes", "quiet", "the rate is 0 Hz and nothing drives it");
  check_found(r, severity::warning, "no_input", "n", "gets no projection, no drive and no Poisson input");
  check_found(r, severity::warning, "silent", "m", "populations that are silent themselves");
  check_found(r, severity::warning, "no_synapses", "none", "has no synapses");
  check_found(r, severity::note, "unused_receptor", "n", "no projection ends at receptor 'exc'");
}

TEST_CASE("identical inputs alone are a warning", "[diagnose]") {
  simulation<network<single<euler>>> sim{seed{1}, set<"in.rate">(20_Hz), set<"in -> n.exc">(fixed_probability{1})};
  check_found(sim.diagnose(), severity::warning, "identical_inputs", "in -> n.exc",
              "every target gets identical input");
}

TEST_CASE("means and standard deviations are those of the closed forms", "[diagnose]") {
  simulation<network<poisson_cells>> sim{};
  const auto r = sim.diagnose();
  // Campbell's theorem: the current w t/tau exp(-t/tau) has area w tau and power w^2 tau / 4.
  const double rate = 2000, w = 0.5e-3, tau = 5e-3;
  CHECK(number_of(r, "drive", "n.exc", "mean") == Approx(rate * w * tau));
  CHECK(number_of(r, "drive", "n.exc", "deviation") == Approx(w * std::sqrt(rate * tau / 4)));
  CHECK(number_of(r, "drive", "n.I", "mean") == Approx(2e-3));
  CHECK(number_of(r, "drive", "n.I", "deviation") == Approx(3e-3 / std::sqrt(2.0)));
  CHECK(number_of(r, "potential", "n", "mean") == Approx(-70e-3 + 2e-3 + rate * w * tau));
  CHECK(number_of(r, "drive", "n.exc", "balanced_weight") == Approx((20e-3 - 2e-3) / (rate * tau)).epsilon(1e-3));
  // An alpha current through a membrane: the EPSP, integrated with a small step.
  double s = w, i = 0, v = 0, peak = 0;
  for (int k = 0; k < 400'000; ++k) {
    const double h = 1e-7;
    v += h * (i - v) / 15e-3;
    i += h * (s - i) / tau;
    s -= h * s / tau;
    peak = std::max(peak, v);
  }
  CHECK(number_of(r, "event_size", "n.exc", "peak") == Approx(peak).epsilon(1e-3));
  CHECK(number_of(r, "event_size", "n.exc", "needed") == std::ceil((20e-3 - 2e-3) / peak));
}

TEST_CASE("a diagnosis is text, JSON and a value", "[diagnose]") {
  const auto r = of_single<euler>(set<"n.t_ref">(1.25_ms), time_step{0.1_ms});
  CHECK(r.warnings().size() == 1);
  CHECK(r.errors().empty());
  CHECK(r.findings.front().level == severity::warning); // the worst first
  CHECK(r.summary().rfind("1 warning, ", 0) == 0);
  CHECK(text_of(r).find("warning [refractory_rounded] n: the refractory period") != std::string::npos);
  CHECK(text_of(r).find("\n    write: a multiple of the time step") != std::string::npos);
  CHECK(r.json().find("{\"errors\": 0, \"warnings\": 1, ") == 0);
  CHECK(r.json().find("{\"severity\": \"warning\", \"code\": \"refractory_rounded\", \"item\": \"n\"") !=
        std::string::npos);
  CHECK(r.json().find("\"numbers\": {\"off\": {\"si\": ") != std::string::npos);
  diagnosis odd;
  odd.add({severity::error, "code", "a \"b\"\n", "back\\slash", "", "", {{"x", std::nan(""), dim::volt}}});
  CHECK(odd.json() ==
        "{\"errors\": 1, \"warnings\": 0, \"notes\": 0, \"findings\": [\n  {\"severity\": \"error\", "
        "\"code\": \"code\", \"item\": \"a \\\"b\\\"\\u000a\", \"what\": \"back\\\\slash\", \"why\": \"\", "
        "\"advice\": \"\", \"numbers\": {\"x\": {\"si\": null, \"unit\": \"V\"}}}\n]}");
  CHECK(diagnosis{}.summary() == "nothing to report");
  CHECK(diagnosis{}.json() == "{\"errors\": 0, \"warnings\": 0, \"notes\": 0, \"findings\": []}");
}

namespace diagnose_values {

constexpr auto forgotten =
    describe(population<"in">(10, poisson{}, parameter<"rate">(20_Hz)),
             population<"n">(5, synaptic_lif<conductance<exponential>>{}, parameter<"t_ref">(2_ms)),
             projection<"S: in -> n.exc">(all_to_all{}, weight(given), delay(given)),
             poisson_input<"P: n.exc">(20_kHz, weight(0.1_nS)), drive<"n.I">(0.1_nA));
template <class... Settings>
diagnosis of_forgotten(Settings... settings) {
  // The last setting of a name counts.
  simulation<network<forgotten>> sim{seed{1}, set<"S.w">(2_nS), set<"S.delay">(1_ms), settings...};
  return sim.diagnose();
}

} // namespace diagnose_values

TEST_CASE("values with a forgotten prefix are found", "[diagnose]") {
  CHECK_FALSE(of_forgotten().has("implausible"));
  const auto found = [](const diagnosis& r, const char* item, const char* words, const char* advice) {
    check_found(r, severity::warning, "implausible", item, words);
    CHECK(r.find("implausible", item)->advice.find(advice) != std::string::npos);
  };
  found(of_forgotten(set<"n.C_m">(200_uF)), "n", "C_m is 200 uF", "C_m = 200_pF");
  found(of_forgotten(set<"n.C_m">(200_nF)), "n", "C_m / g_L is a time constant of 20 s", "pF");
  found(of_forgotten(set<"n.g_L">(1_S)), "n", "g_L is 1 S", "g_L = 1_uS");
  found(of_forgotten(set<"n.E_L">(-70_V), set<"n.v">(-70_mV)), "n", "E_L is -70 V", "E_L = -70_mV");
  found(of_forgotten(set<"n.V_th">(50_V)), "n", "V_th is 50 V", "V_th = 50_mV");
  found(of_forgotten(set<"n.t_ref">(1_s)), "n", "t_ref is 1 s", "t_ref = 1_ms");
  found(of_forgotten(set<"n.exc.tau">(5_s)), "n", "exc.tau is 5 s", "exc.tau = 5_ms");
  found(of_forgotten(set<"S.w">(1_uS)), "S", "weight is 1 uS", "weight = 1_nS");
  found(of_forgotten(set<"S.delay">(1_s)), "S", "delay is 1 s", "delay = 1_ms");
  found(of_forgotten(set<"P.rate">(200_kHz)), "P", "rate is 200 kHz", "rate = 200_Hz");
  // A threshold that is switched off is no mistake.
  CHECK_FALSE(of_forgotten(set<"n.V_th">(std::numeric_limits<double>::infinity() * 1_V)).has("implausible"));
}
