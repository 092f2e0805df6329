// SPDX-License-Identifier: BSL-1.0
// The walk-through of docs/model_layer.md, word for word.
#include "catch.hpp"

#include "laws/model_laws.hpp"

#include <cortexpr/model/readings/operation_counter.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <cortexpr/neurons/lif.hpp>
#include <sstream>
#include <type_traits>

using namespace cortexpr;

// clang-format off
struct adapting_lif {
  template <class I> struct state { unless_refractory<volt<I>> v = -70_mV; amp<I> w = 0_A; };
  template <class I> struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV, V_r = -60_mV;
    farad<I> C_m = 200_pF;
    siemens<I> g_L = 10_nS;
    amp<I> b = 20_pA;
    second<I> tau_w = 100_ms, t_ref = 2_ms;
  };
  template <class T> struct inputs { amp<T> I = 0_A; };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.g_L * (p.E_L - x.v) - x.w + in.I) / p.C_m, .w = -x.w / p.tau_w};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; x.w += p.b; }
};
// clang-format on

static_assert(linear_model<adapting_lif>); // so it is integrated exactly
static_assert(std::is_same_v<default_integrator<adapting_lif>, exact>);
static_assert(right_hand_sides<adapting_lif>[1].view() == "-w/tau_w");
static_assert(operation_count<adapting_lif>.divisions == 2);

using with_receptors = synaptic<adapting_lif, conductance<exponential>, conductance<alpha>>;
static_assert(detail::state_size<with_receptors> == 5 && !linear_model<with_receptors>);

TEST_CASE("the neuron of the walk-through works", "[walkthrough]") {
  std::ostringstream out;
  print_equations<adapting_lif>(out);
  CHECK(out.str() == "dv/dt = (g_L*(E_L - v) - w + I)/C_m\ndw/dt = -w/tau_w\n");
  CHECK(laws::all<adapting_lif>());
  CHECK(laws::all<with_receptors>());
}
