// SPDX-License-Identifier: BSL-1.0
// The numbers that diagnose prints are those of the model, or there is no number; and what it advises works.
#include "diagnose_testing.hpp"

#include <iostream>
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
  simulation<network<driven<Kind>>> sim{seed{1}, set<"S.w">(w), set<"n.I">(timed_array(std::vector{I.si()}, 1, 1_V, 1_s))};
  sim.run(time);
  return sim.diagnose();
}

} // namespace diagnose_numbers

using namespace diagnose_numbers;
template <kind K>
void show(const char* what) {
  std::cout << "##### " << what << "\n";
  std::cout << "weak: " << of<K>(0.1_mV, 0_mV);
  std::cout << "drive: " << of<K>(0.1_mV, 18.5_mV);
  std::cout << "strong: " << of<K>(10_V, 1_V);
  std::cout << "negative: " << of<K>(-0.1_mV, -5_mV);
  std::cout << "after: " << of<K>(0.1_mV, 18.5_mV, 1.5_s);
  std::cout << "after negative: " << of<K>(-0.1_mV, -5_mV, 1.5_s);
}

TEST_CASE("show", "[diagnose]") {
  show<kind::plain>("plain");
  show<kind::idle>("idle");
  show<kind::clock>("clock");
  show<kind::leak_to_zero>("leak_to_zero");
  show<kind::no_leak>("no_leak");
  show<kind::wrong_sign>("wrong_sign");
  show<kind::capped_exponential>("capped");
  show<kind::adaptive_threshold>("adaptive");
}
