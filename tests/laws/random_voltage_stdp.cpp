// SPDX-License-Identifier: BSL-1.0
// Random networks whose synapses learn from the potential of their target behave as the naive simulator says.

#include "against_language.hpp"

namespace {

using namespace against_language;
using naive::values;

constexpr voltage_stdp learning{.A_LTD = 1.4e-3 / 1_mV,
                                .A_LTP = 8e-4 / (1_mV * 1_mV),
                                .theta_minus = -74_mV,
                                .theta_plus = -60_mV,
                                .w_1 = 1_mV,
                                .w_max = 9_mV};
using cell_with_traces = voltage_traces<glif1>;

double positive(double x) { return std::max(x, 0.0); }

void make_learning(naive::projection& p, double dt) {
  for (naive::synapse& s : p.synapses) s.s["w"] *= 8e-3, s.s["x"] = 0;
  const auto grow = [](naive::event& e, double above, double time) {
    const double rise = 800 * positive(above) * positive(e.post["u_plus"] + 74e-3) * e.s["x"] * time / 15e-3;
    e.s["w"] = std::clamp(e.s["w"] + 1e-3 * rise, 0.0, 9e-3);
  };
  p.solve = [](values& s, double h) { s["x"] *= std::exp(-h / 15e-3); };
  p.on_pre = [](naive::event& e) {
    e.post["v"] += e.s["w"];
    const double load = e.post["u_homeo"] / 7.746e-3;
    e.s["w"] = std::clamp(e.s["w"] - 1e-3 * 1.4 * load * load * positive(e.post["u_minus"] + 74e-3), 0.0, 9e-3);
    e.s["x"] += 1;
  };
  p.on_post = [=](naive::event& e) { grow(e, 33e-3 + 60e-3, 2e-3); };
  p.on_step_if = [](const values& y, const values&) { return y.at("v") > -60e-3 && y.at("u_plus") > -74e-3; };
  p.on_step = [=](naive::event& e) { grow(e, e.post["v"] + 60e-3, dt); };
}
void make_neurons(experiment& x) {
  constexpr double C_m = 58.72e-12, g = 9.43e-9, E_L = -78.85e-3, V_th = -51.68e-3;
  x.least_scale = 1e-6;
  for (values& y : x.n.x) {
    y["v"] = E_L + 0.02 * y["v"];
    y["u_minus"] = y["u_plus"] = -70.6e-3, y["u_homeo"] = 0;
  }
  for (naive::projection* p : {&x.F, &x.R}) make_learning(*p, experiment::dt);
  x.n.method = "exact";
  x.n.flow = [=](const values& y, const values&, const values&) {
    const double v = y.at("v");
    return values{{"v", (g * (E_L - v) + 280e-12) / C_m},
                  {"u_minus", (v - y.at("u_minus")) / 10e-3},
                  {"u_plus", (v - y.at("u_plus")) / 7e-3},
                  {"u_homeo", (v + 70.6e-3 - y.at("u_homeo")) / 1}};
  };
  x.n.spikes = [=](const values& y, const values&, const values&) { return y.at("v") > V_th; };
  x.n.reset = [=](values& y, const values&) { // the filters go on for 2 ms at the spike's potential
    const auto towards = [&](const char* name, double end, double tau) {
      y[name] = end + (y[name] - end) * std::exp(-2e-3 / tau);
    };
    towards("u_minus", 33e-3, 10e-3), towards("u_plus", 33e-3, 7e-3), towards("u_homeo", 33e-3 + 70.6e-3, 1);
    y["v"] = E_L;
  };
  x.n.held = {"v"};
  x.n.t_ref = 7;
}
struct in_volt {
  static constexpr auto unit = 1_V;
  std::tuple<> operator()(const experiment&) const { return {}; }
};
constexpr auto network_of =
    describe(record<"n.spikes">(), population<"in">(given, spike_times{}),
             population<"n">(given, cell_with_traces{}, start<"v">(given)), drive<"n.I">(280_pA),
             projection<"F: in -> n.v">(given, weight(given), delay(given), plasticity{transmit{}, learning}),
             projection<"R: n -> n.v">(given, weight(given), delay(given), plasticity{transmit{}, learning}));

TEST_CASE("random networks: voltage-based STDP with homeostasis", "[plasticity][random]") {
  compare<network_of, "n.v", "n.u_minus", "n.u_plus", "n.u_homeo", "F.w", "R.w">(make_neurons, in_volt{});
}

} // namespace
