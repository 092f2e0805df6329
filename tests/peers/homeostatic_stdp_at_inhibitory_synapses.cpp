// SPDX-License-Identifier: BSL-1.0
// Brian2's example synapses/homeostatic_stdp_at_inhibitory_synapses: inhibitory synapses whose change a factor that the
// population secretes controls, after Zenke, Agnes and Gerstner (2015), Nature Communications 6:6922.
#include "peers/texts/homeostatic_stdp_at_inhibitory_synapses.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::homeostatic_stdp_at_inhibitory_synapses;

struct cell {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -60_mV;
    number<I> g_e = 0, g_i = 0;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -60_mV, E_e = 0_mV, E_i = -80_mV, V_th = -50_mV, V_r = -60_mV;
    second<I> tau = 20_ms, tau_e = 5_ms, tau_i = 10_ms, tau_H = 200_ms, t_ref = 5_ms;
  };
  template <class T>
  struct shared {
    hertz<T> H = 0_Hz; // low-pass filtered rate of the population
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E_L - x.v + x.g_e * (p.E_e - x.v) + x.g_i * (p.E_i - x.v)) / p.tau,
            .g_e = -x.g_e / p.tau_e,
            .g_i = -x.g_i / p.tau_i};
  }
  template <class S, class P>
  static constexpr shared<ddt<S>> shared_flow(const shared<S>& all, const parameters<P>& p) {
    return {.H = -all.H / p.tau_H};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};

struct homeostatic_stdp {
  using reads = post<"H">;
  quantity<dim::second> tau_stdp = 20_ms, eta = 0.05 / 1_Hz;
  quantity<dim::hertz> gamma = 10_Hz;
  double g_max = 5;
  struct at_source {
    double z_pre = 0;
  };
  struct at_target {
    double z_post = 0;
  };
  quantity<dim::second> time_constants(at_source) const { return tau_stdp; }
  quantity<dim::second> time_constants(at_target) const { return tau_stdp; }
  static void spike(at_source& pre) { pre.z_pre += 1; }
  static void spike(at_target& post) { post.z_post += 1; }
  void on_pre(auto& s) const { s.w = clip(s.w + eta * (s.post["H"_name] - gamma) * s.z_post, 0, g_max); }
  void on_post(auto& s) const { s.w = clip(s.w + eta * (s.post["H"_name] - gamma) * s.z_pre, 0, g_max); }
  bool operator==(const homeostatic_stdp&) const = default;
};

constexpr auto network_of(auto cell, auto secretion, auto learning, auto trace) {
  return describe(population<"exc">(40, spike_times{}), population<"inh">(20, spike_times{}),
                  population<"cells">(10, cell, euler{}), secretion,
                  projection<"exc -> cells.g_e">(all_to_all{}, weight(0.1)),
                  projection<"from_inh: inh -> cells.g_i">(all_to_all{}, weight(0.1), learning),
                  record<"cells.spikes">(), trace, record<"from_inh.w">(every{10_ms}));
}
constexpr auto d =
    network_of(cell{}, on_event<"secrete", "cells">([](auto& n) { n["H"_name] += 1 / (n["tau_H"_name] * 10); }),
               plasticity{transmit{}, homeostatic_stdp{}}, record<"cells.H">(every{1_ms}));
constexpr auto in_words =
    network_of(model_from<words::cell>{},
               projection<"count: cells -> cells.H">(all_to_all{}, weight(1_Hz), plasticity{rule_from<words::count>{}}),
               plasticity{rule_from<words::inhibition>{}}, record<"cells.H">(every{1_ms}, only{0}));

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("homeostatic_stdp_at_inhibitory_synapses");
  std::vector<std::size_t> some;
  for (std::size_t k = 0; k < 200; k += 7) some.push_back(k);
  simulation<network<D>> sim{
      set<"exc">(spike_list::at_steps(brian.whole_numbers("exc_steps"), brian.whole_numbers("exc_neurons"))),
      set<"inh">(spike_list::at_steps(brian.whole_numbers("inh_steps"), brian.whole_numbers("inh_neurons"))),
      set<"from_inh.w">(only(some))};
  sim.run(1_s);
  brian.compare_spikes(sim["cells.spikes"_name]);
  brian.compare("H", sim["cells.H"_name], 1e-9);
  brian.compare("w", sim["from_inh.w"_name], 1e-9);
}
TEST_CASE("homeostatic_stdp_at_inhibitory_synapses", "[peers]") { compare<d>(); }
TEST_CASE("homeostatic_stdp_at_inhibitory_synapses, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
