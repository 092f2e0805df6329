// SPDX-License-Identifier: BSL-1.0
// Mistakes in the equations of a neuron (scenario S1, conductance-based neurons), and the same neuron without them.
#include "support/diagnose_testing.hpp"

using namespace cortexpr;
using namespace diagnose_tests;

namespace diagnose_models {

enum class slip { none, leak_sign, leak_to_zero, receptor_sign, twice, unread };

/// A conductance-based neuron written by hand, with one slip of the pen.
template <slip Slip>
struct hand_written {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
    siemens<I> g = 0_nS;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, E_e = 0_mV, V_th = -50_mV, V_r = -60_mV;
    farad<I> C_m = 200_pF;
    siemens<I> g_L = 10_nS;
    second<I> tau = 5_ms, t_ref = 2_ms, tau_w = 100_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto synaptic_current = Slip == slip::receptor_sign ? x.g * (x.v - p.E_e) : x.g * (p.E_e - x.v);
    const auto leak = [&] {
      if constexpr (Slip == slip::leak_sign)
        return p.g_L * (x.v - p.E_L);
      else if constexpr (Slip == slip::leak_to_zero)
        return -p.g_L * x.v;
      else
        return p.g_L * (p.E_L - x.v);
    }();
    return {.v = (leak + (Slip == slip::twice ? 2 : 1) * synaptic_current) / p.C_m, .g = -x.g / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th + 0 * p.tau_w / p.tau * p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};
/// The same with a parameter and a variable that nothing reads.
struct forgetful {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
    amp<I> w = 0_A;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV, V_r = -60_mV;
    second<I> tau_m = 20_ms, tau_w = 100_ms;
    amp<I> b = 10_pA;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E_L - x.v) / p.tau_m, .w = -x.w / p.tau_w};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};

/// What a user wrote: the synaptic current, and once more with the other sign.
enum class both { none, excitation, all, leak, leak_twice, twice_one_back, product_with_zero };
template <both Mistake>
struct two_conductances {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
    siemens<I> g_e = 0_nS, g_i = 0_nS;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, E_e = 0_mV, E_i = -80_mV, V_th = -50_mV, V_r = -60_mV;
    farad<I> C_m = 200_pF;
    siemens<I> g_L = 10_nS;
    second<I> tau_e = 5_ms, tau_i = 10_ms, t_ref = 2_ms;
    number<I> on = Mistake == both::product_with_zero ? 0.0 : 1.0;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto I_syn = p.on * (x.g_e * (p.E_e - x.v) + x.g_i * (p.E_i - x.v));
    const auto more = [&] {
      if constexpr (Mistake == both::excitation)
        return x.g_e * (x.v - p.E_e);
      else if constexpr (Mistake == both::all)
        return x.g_e * (x.v - p.E_e) + x.g_i * (x.v - p.E_i);
      else if constexpr (Mistake == both::leak)
        return p.g_L * (x.v - p.E_L);
      else if constexpr (Mistake == both::leak_twice)
        return p.g_L * (p.E_L - x.v);
      else if constexpr (Mistake == both::twice_one_back)
        return x.g_e * (p.E_e - x.v) - x.g_e * (p.E_e - x.v);
      else
        return 0 * p.g_L * p.E_L;
    }();
    return {.v = (p.g_L * (p.E_L - x.v) + I_syn + more) / p.C_m, .g_e = -x.g_e / p.tau_e, .g_i = -x.g_i / p.tau_i};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};
template <both Mistake>
constexpr auto two_receptors = describe(population<"in">(100, poisson{}, parameter<"rate">(20_Hz)),
                                        population<"n">(5, two_conductances<Mistake>{}),
                                        projection<"exc: in -> n.g_e">(fixed_probability{0.2}, weight(8_nS)),
                                        projection<"inh: in -> n.g_i">(fixed_probability{0.2}, weight(1_nS)),
                                        record<"n.spikes">());
template <both Mistake>
diagnosis of_both(quantity<dim::second> time = 0_s) {
  simulation<network<two_receptors<Mistake>>> sim{seed{1}};
  sim.run(time);
  return sim.diagnose();
}

template <class Model>
constexpr auto one_group = describe(population<"in">(100, poisson{}, parameter<"rate">(20_Hz)),
                                    population<"n2">(5, Model{}),
                                    projection<"in -> n2.g">(fixed_probability{0.2}, weight(4_nS)));
template <class Model>
diagnosis diagnosed() {
  simulation<network<one_group<Model>>> sim{seed{1}};
  return sim.diagnose();
}

constexpr auto unread =
    describe(population<"in">(10, poisson{}, parameter<"rate">(20_Hz)), population<"n">(5, forgetful{}),
             projection<"in -> n.v">(fixed_probability{0.5}, weight(15_mV)));

} // namespace diagnose_models

using namespace diagnose_models;

TEST_CASE("a correct conductance-based neuron gives no finding", "[diagnose]") {
  check_clean(diagnosed<hand_written<slip::none>>());
}

TEST_CASE("a leak that pushes away from rest is found", "[diagnose]") {
  check_found(diagnosed<hand_written<slip::leak_sign>>(), severity::error, "leak_sign", "n2",
              "the leak pushes v away from its resting potential");
}

TEST_CASE("a leak towards 0 is found", "[diagnose]") {
  const auto r = diagnosed<hand_written<slip::leak_to_zero>>();
  check_found(r, severity::warning, "leak_to_zero", "n2", "the leak goes towards 0");
  check_found(r, severity::warning, "unread_parameter", "n2", "'E_L' is read by no equation");
}

TEST_CASE("a synaptic current that pushes away from its reversal potential is found", "[diagnose]") {
  const auto r = diagnosed<hand_written<slip::receptor_sign>>();
  check_found(r, severity::error, "receptor_sign", "n2",
              "the current of g pushes v away from its reversal potential of 0 V");
  simulation<network<one_group<hand_written<slip::receptor_sign>>>> sim{seed{1}};
  CHECK_THROWS_WITH(sim.run(10_ms, refuse_on_errors{}),
                    Catch::Contains("run: refused") && Catch::Contains("receptor_sign"));
  CHECK(sim.state().step == 0);
}

TEST_CASE("a conductance that enters twice is found", "[diagnose]") {
  const auto r = diagnosed<hand_written<slip::twice>>();
  check_found(r, severity::warning, "enters_twice", "n2", "g enters the equation of v twice");
}

TEST_CASE("parameters and variables that nothing reads are found", "[diagnose]") {
  simulation<network<unread>> sim{seed{1}};
  const auto r = sim.diagnose();
  check_found(r, severity::warning, "unread_parameter", "n", "parameter 'b' is read by no equation");
  check_found(r, severity::warning, "unread_variable", "n", "variable 'w' is read by no equation and no recording");
  CHECK(r.warnings().size() == 2);
}

TEST_CASE("a conductance that enters with both signs has no net effect, and that is why neurons stay silent",
          "[diagnose]") {
  check_clean(of_both<both::none>());
  check_clean(of_both<both::twice_one_back>()); // the rest is right
  for (const quantity<dim::second> time : {0_s, 0.6_s}) {
    const auto r = of_both<both::all>(time);
    check_found(
        r, severity::error, "terms_cancel", "n",
        "the conductance g_e has no net effect on v: it enters the equation with both signs, and the terms cancel");
    CHECK(r.errors().size() == 2); // g_i as well
    check_found(r, severity::warning, "silent", "n",
                "gets no input that excites it: the terms of g_e cancel, so that 'exc' has no effect on v");
    CHECK(r.find("silent", "n")->advice == "the term of g_e once, with one sign; the term of g_i once, with one sign");
    CHECK(text_of(r).find("larger weights, more") == std::string::npos);
  }
  const auto one = of_both<both::excitation>();
  CHECK(one.errors().size() == 1);
  check_found(one, severity::warning, "silent", "n", "the terms of g_e cancel");
  simulation<network<two_receptors<both::all>>> refused{seed{1}};
  CHECK_THROWS_WITH(refused.run(10_ms, refuse_on_errors{}), Catch::Contains("no net effect on v"));
}

TEST_CASE("a leak that cancels, or enters twice, is found", "[diagnose]") {
  check_found(of_both<both::leak>(), severity::error, "terms_cancel", "n", "the terms of the leak cancel");
  check_found(of_both<both::leak_twice>(), severity::warning, "enters_twice", "n",
              "g_L enters the equation of v twice");
  // A factor that is zero does the same: no error, because it may be meant.
  check_found(of_both<both::product_with_zero>(), severity::warning, "terms_cancel", "n",
              "or their factor is zero (on is 0)");
}

namespace diagnose_models {

/// A leaky neuron that lacks a reset.
template <bool Refractory>
struct endless {
  template <class I>
  struct state {
    std::conditional_t<Refractory, unless_refractory<volt<I>>, volt<I>> v = -70_mV;
  };
  struct with_period {
    template <class I>
    struct type {
      volt<I> E_L = -70_mV, V_th = -50_mV;
      second<I> tau_m = 20_ms, t_ref = 2_ms;
    };
  };
  struct without_period {
    template <class I>
    struct type {
      volt<I> E_L = -70_mV, V_th = -50_mV;
      second<I> tau_m = 20_ms;
    };
  };
  template <class I>
  using parameters = typename std::conditional_t<Refractory, with_period, without_period>::template type<I>;
  template <class T>
  struct inputs {
    volt<T> I = 0_mV;
  };
  template <class S, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const auto& p, const inputs<In>& in) {
    return {.v = (p.E_L - x.v + in.I) / p.tau_m};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
};

template <class Model, class... Options>
diagnosis of_one(Options... options) {
  static constexpr auto d =
      describe(population<"n">(5, Model{}), drive<"n.I">(variable_type<inputs_of<Model, checked>, 0>(1e-12)));
  simulation<network<d>> sim{options...};
  return sim.diagnose();
}

constexpr auto reset_by_operation =
    describe(population<"n">(5, endless<false>{}), drive<"n.I">(1_mV),
             regularly<"back", "n">(every{0.1_ms}, [](auto& n) { n["v"_name] = n["E_L"_name]; }));

} // namespace diagnose_models

TEST_CASE("a model that spikes without a reset is found, unless its equations come back", "[diagnose]") {
  check_found(of_one<endless<true>>(), severity::warning, "no_reset", "n",
              "do not take v back below the threshold (-50 mV) within the refractory period of ");
  check_found(of_one<endless<false>>(), severity::warning, "no_reset", "n", "within a step of ");
  check_found(of_one<synaptic<endless<true>, conductance<alpha>>>(), severity::warning, "no_reset", "n",
              "has no reset");
  // An action potential comes back in time; one that lasts longer than the refractory period counts several times.
  CHECK(!of_one<hodgkin_huxley>().has("no_reset"));
  CHECK(!of_one<synaptic<hodgkin_huxley, conductance<exponential>>>().has("no_reset"));
  check_found(of_one<hodgkin_huxley>(set<"n.t_ref">(0.2_ms)), severity::warning, "no_reset", "n",
              "within the refractory period of ");
  simulation<network<reset_by_operation>> sim;
  CHECK(!sim.diagnose().has("no_reset"));
}

TEST_CASE("an exponential that overflows is no leak of the wrong sign", "[diagnose]") {
  const auto r = of_one<adex>(set<"n.V_T">(-50.4_V));
  CHECK(!r.has("leak_sign"));
  check_found(r, severity::warning, "implausible", "n", "V_T is -50.4 V");
  CHECK(!of_one<adex>(set<"n.V_T">(-80_mV)).has("leak_sign"));
}

TEST_CASE("a reset potential above the threshold is an error", "[diagnose]") {
  check_found(of_one<lif>(set<"n.V_r">(-45_mV)), severity::error, "reset_above_threshold", "n",
              "a spike resets v to -45 mV, which is above the threshold of -50 mV");
  check_found(of_one<lif>(set<"n.V_r">(-45_mV), set<"n.t_ref">(3_ms)), severity::error, "reset_above_threshold", "n",
              "a spike resets v to");
  check_found(of_one<basic_lif<always_integrated>>(set<"n.V_r">(-49.5_mV), set<"n.t_ref">(3_ms)), severity::warning,
              "reset_above_threshold", "n", "a spike resets v to");
  check_found(of_one<synaptic_lif<conductance<alpha>>>(set<"n.V_th">(-65_mV)), severity::error, "reset_above_threshold",
              "n", "a spike resets v to");
  check_found(of_one<adex>(set<"n.V_r">(50_mV)), severity::error, "reset_above_threshold", "n", "a spike resets v to");
  check_found(of_one<izhikevich>(set<"n.c">(40_mV)), severity::error, "reset_above_threshold", "n",
              "a spike resets v to");
  for (const auto& r : {of_one<lif>(), of_one<lif>(set<"n.V_r">(-50_mV)), of_one<adex>(), of_one<izhikevich>()})
    CHECK(!r.has("reset_above_threshold"));
}
