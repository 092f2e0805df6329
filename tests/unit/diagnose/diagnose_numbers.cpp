// SPDX-License-Identifier: BSL-1.0
// The numbers that diagnose prints are those of the model, or there is no number; and what it advises works.
#include "support/diagnose_testing.hpp"

#include <cmath>
#include <cortexpr/neurons/hodgkin_huxley.hpp>
#include <vector>

using namespace cortexpr;
using namespace diagnose_tests;

namespace diagnose_numbers {

enum class kind { plain, idle, clock, leak_to_zero, no_leak, wrong_sign, capped_exponential, adaptive_threshold };

/// A membrane in volt with a variety of equations and additions.
template <kind Kind>
struct membrane {
  template <class I>
  struct state {
    volt<I> V_t = -55_mV, v = -70_mV;
    number<I> more = 0;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -55_mV, V_r = -70_mV, V_T = -55_mV, V_cut = 0_mV, Delta_T = 2_mV, jump = 2_mV;
    number<I> most = 30;
    second<I> tau_m = 20_ms, tau_t = 50_ms, one = 1_s;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_V;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto leak = [&] {
      if constexpr (Kind == kind::leak_to_zero)
        return -x.v;
      else if constexpr (Kind == kind::no_leak)
        return 0.0 * p.E_L;
      else if constexpr (Kind == kind::wrong_sign)
        return x.v - p.E_L;
      else if constexpr (Kind == kind::capped_exponential)
        return p.E_L - x.v + p.Delta_T * exp(min((x.v - p.V_T) / p.Delta_T, p.most));
      else
        return p.E_L - x.v;
    }();
    const auto more = [&] {
      if constexpr (Kind == kind::clock)
        return 1 / p.one;
      else
        return 0.0 / p.one;
    }();
    return {.V_t = (p.V_th - x.V_t) / p.tau_t, .v = (leak + in.I) / p.tau_m, .more = more};
  }
  static constexpr auto spikes(const auto& x, const auto& p) {
    if constexpr (Kind == kind::adaptive_threshold)
      return x.v > x.V_t;
    else if constexpr (Kind == kind::capped_exponential)
      return x.v > p.V_cut;
    else
      return x.v > p.V_th;
  }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.V_r;
    x.V_t += p.jump;
    x.more += 1;
  }
};
template <kind Kind>
constexpr auto driven = describe(population<"in">(50, poisson{}, parameter<"rate">(100_Hz)),
                                 population<"n">(4, membrane<Kind>{}),
                                 projection<"S: in -> n.v">(all_to_all{}, weight(given)), drive<"n.I">(given),
                                 record<"n.spikes">(), record<"n.V_t">(), record<"n.more">());
template <kind Kind>
diagnosis of(quantity<dim::volt> w, quantity<dim::volt> I, quantity<dim::second> time = 0_s) {
  simulation<network<driven<Kind>>> sim{seed{1}, set<"S.w">(w),
                                        set<"n.I">(timed_array(std::vector{I.si()}, 1, 1_V, 1_s))};
  sim.run(time);
  return sim.diagnose();
}

/// No number that is printed is one that no potential can have.
void check_sane(const diagnosis& r) {
  INFO(text_of(r));
  for (const finding& f : r.findings)
    for (const char* sign : {" MV", " GV", "e-2", "e-3", "e-4", "e-5", "e-6", " fV", "nan", "inf"})
      if (f.code != "runaway") CHECK(f.what.find(sign) == std::string::npos);
}
template <kind Kind>
void check_all_sane() {
  for (const double w : {0.1e-3, -0.1e-3, 10.0})
    for (const double I : {0.0, 18.5e-3, -5e-3, 1.0})
      for (const double time : {0.0, 0.1}) {
        INFO("weight " << w << " V, drive " << I << " V, after " << time << " s");
        check_sane(of<Kind>(quantity<dim::volt>(w), quantity<dim::volt>(I), quantity<dim::second>(time)));
      }
}

// Shipped models with current, delta and conductance receptors.
template <class Cell>
constexpr auto
    with_input = describe(population<"in">(100, poisson{}, parameter<"rate">(100_Hz)), population<"n">(20, Cell{}),
                          projection<"S: in -> n.exc">(fixed_probability{0.5}, weight(given)), record<"n.spikes">());
template <class Cell, class Weight>
diagnosis of_cell(Weight w) {
  simulation<network<with_input<Cell>>> sim{seed{1}, set<"S.w">(w)};
  return sim.diagnose();
}
/// Far too weak and far too strong input: the proposed weight, a little more than that, makes the neurons spike, and is
/// neither too weak nor too strong.
template <class Cell, class Weight>
void check_advice(Weight w) {
  const auto weak = of_cell<Cell>(1e-3 * w), strong = of_cell<Cell>(100 * w);
  check_sane(weak);
  check_sane(strong);
  check_found(weak, severity::warning, "silent", "n", "is missing");
  check_found(strong, severity::warning, "saturated", "n", "the mean alone gives ");
  const double more = number_of(weak, "silent", "n", "factor"), less = number_of(strong, "saturated", "n", "factor");
  CHECK(more * 1e-3 == Approx(less * 100).epsilon(0.15));
  simulation<network<with_input<Cell>>> sim{seed{1}, set<"S.w">(1.1 * more * 1e-3 * w)};
  diagnose_tests::check_clean(sim.diagnose());
  sim.run(0.6_s);
  CHECK(sim["n.spikes"_name].size() > 0);
  diagnose_tests::check_clean(sim.diagnose());
}

template <class Cell, class Drive>
constexpr auto driven_alone(Drive d) {
  return describe(population<"n">(3, Cell{}), drive<"n.I">(d), record<"n.spikes">());
}
constexpr auto adex_weak = driven_alone<adex>(0.1_nA);
constexpr auto adex_strong = driven_alone<adex>(50_nA);
constexpr auto lif_weak = driven_alone<lif>(0.1_nA);
constexpr auto lif_waves = driven_alone<lif>(sinusoid{0.15_nA, 5_Hz, 0.0, 0.1_nA});
constexpr auto izhikevich_strong = driven_alone<izhikevich>(1_V / 1_ms);

} // namespace diagnose_numbers

using namespace diagnose_numbers;

TEST_CASE("numbers are those of the model, whatever it is driven with", "[diagnose]") {
  check_all_sane<kind::plain>();
  check_all_sane<kind::leak_to_zero>();
  check_all_sane<kind::no_leak>();
  check_all_sane<kind::wrong_sign>();
  check_all_sane<kind::capped_exponential>();
  check_all_sane<kind::adaptive_threshold>();
}

TEST_CASE("the reported threshold is that of the model", "[diagnose]") {
  // Rest lies above it.
  const auto zero = of<kind::leak_to_zero>(0.1_mV, 0_mV);
  check_found(zero, severity::note, "potential", "n", "threshold -55 mV: driven by the mean");
  check_found(zero, severity::warning, "leak_to_zero", "n", "without input v rests at 0 mV");
  // It is a variable, and the first one.
  const auto adaptive = of<kind::adaptive_threshold>(0.1_mV, 0_mV);
  check_found(adaptive, severity::warning, "silent", "n", "cannot reach its threshold of -55 mV");
  CHECK(number_of(adaptive, "silent", "n", "factor") == Approx(1.5).epsilon(0.01));
}

TEST_CASE("an exponential that is capped has no free mean beyond its spike", "[diagnose]") {
  const auto r = of<kind::capped_exponential>(0.1_mV, 18.5_mV);
  check_found(r, severity::note, "potential", "n", "the mean input makes it spike: there is no free mean of v");
  check_found(r, severity::note, "drive", "n.I", "drive with mean 18.5 mV");
  CHECK(r.find("drive", "n.I")->what.find("moves") == std::string::npos);
}

TEST_CASE("what a projection moves is counted without the drive", "[diagnose]") {
  // 50 inputs of 100 Hz x 100 uV through 20 ms are 10 mV, though the drive alone makes the neuron spike.
  CHECK(number_of(of<kind::plain>(0.1_mV, 18.5_mV), "drive", "S", "mean") == Approx(10e-3).epsilon(1e-3));
}

TEST_CASE("variables on which nothing depends change no finding", "[diagnose]") {
  for (const double w : {0.1e-3, -0.1e-3, 10.0})
    for (const double I : {0.0, 18.5e-3}) {
      const quantity<dim::volt> weight(w), drive(I);
      CHECK(text_of(of<kind::idle>(weight, drive)) == text_of(of<kind::plain>(weight, drive)));
      CHECK(text_of(of<kind::clock>(weight, drive)) == text_of(of<kind::plain>(weight, drive)));
    }
}

TEST_CASE("values that no neuron can have are found", "[diagnose]") {
  const auto r = of<kind::wrong_sign>(-0.1_mV, -5_mV, 1.5_s);
  check_found(r, severity::error, "runaway", "n", "V after step 15000: no potential is beyond 1 kV");
  CHECK(number_of(r, "runaway", "n", "value") < -1e20);
  check_found(r, severity::error, "leak_sign", "n", "pushes v away");
  simulation<network<driven<kind::plain>>> sim{
      seed{1}, set<"S.w">(0_V), set<"n.I">(timed_array(std::vector{0.0}, 1, 1_V, 1_s)), set<"n.v">(-70e3 * 1_V)};
  check_found(sim.diagnose(), severity::error, "runaway", "n", "v of neuron 0 is -70 kV at the start");
}

TEST_CASE("a population without leak is told from one that spikes", "[diagnose]") {
  check_found(of<kind::no_leak>(-0.1_mV, -5_mV), severity::warning, "silent", "n", "v falls without bound");
  check_found(of<kind::no_leak>(0.1_mV, 0_mV), severity::note, "potential", "n", "the mean alone gives 33.3 Hz");
}

TEST_CASE("weights that are proposed work, for every neuron and receptor", "[diagnose]") {
  check_advice<synaptic<lif, current<exponential>>>(10_pA);
  check_advice<synaptic<lif, delta>>(1_mV);
  check_advice<synaptic<lif, conductance<alpha>>>(1_nS);
  check_advice<synaptic<scaled_lif, current<alpha>>>(1_mV);
  check_advice<synaptic<adex, current<exponential>>>(10_pA);
  check_advice<synaptic<adex, delta>>(1_mV);
  check_advice<synaptic<adex, conductance<exponential>>>(1_nS);
  check_advice<synaptic<izhikevich, current<exponential>>>(1_mV / 1_ms);
}

TEST_CASE("a drive that is too weak or too strong says by how much", "[diagnose]") {
  simulation<network<adex_weak>> weak{};
  const auto r = weak.diagnose();
  check_found(r, severity::warning, "silent", "n", "cannot reach its threshold of -45.");
  CHECK(number_of(r, "silent", "n", "drive_factor") == Approx(6).epsilon(0.1));
  CHECK(text_of(r).find("peak") == std::string::npos); // a constant drive has none
  simulation<network<adex_strong>> strong{};
  CHECK(number_of(strong.diagnose(), "saturated", "n", "drive_factor") * 500 ==
        Approx(number_of(r, "silent", "n", "drive_factor")).epsilon(0.15));
  simulation<network<lif_weak>> lif_alone{};
  CHECK(number_of(lif_alone.diagnose(), "silent", "n", "drive_factor") == Approx(2));
  simulation<network<lif_waves>> waves{};
  check_found(waves.diagnose(), severity::note, "potential", "n", "above threshold at the peaks of its drive");
  // In the middle of its spikes a neuron that bends is no neuron whose leak has the wrong sign.
  simulation<network<izhikevich_strong>> fast{};
  fast.run(20_ms);
  CHECK_FALSE(fast.diagnose().has("leak_sign"));
}
