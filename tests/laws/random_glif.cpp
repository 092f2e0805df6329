// SPDX-License-Identifier: BSL-1.0
// Random networks of GLIF neurons behave as the naive simulator says, to which their equations are written once more.

#include "against_language.hpp"

namespace {

using namespace against_language;
using naive::values;

/// What a kind of these neurons has.
struct kind {
  bool reset_rules, currents, following_threshold;
};

constexpr double C_m = 58.72e-12, g = 9.43e-9, E_L = -78.85e-3, V_th = -51.68e-3, f_v = 0.2, delta_v = -18.51e-3,
                 delta_theta = 0.37e-3, b_s = 9, a_v = 5, b_v = 90, t_ref = 3.75e-3, k_1 = 3, k_2 = 100,
                 delta_1 = -9.18e-12, delta_2 = -198.94e-12, I = 280e-12;

void make_glif(experiment& x, kind has) {
  x.least_scale = 1e-6; // in volt
  for (values& y : x.n.x) y["v"] = E_L + 0.02 * y["v"], y["theta_s"] = y["theta_v"] = y["I_1"] = y["I_2"] = 0;
  for (naive::projection* p : {&x.F, &x.R}) {
    for (naive::synapse& s : p->synapses) s.s["w"] *= 8e-3;
    p->on_pre = [](naive::event& e) { e.post["v"] += e.s["w"]; };
  }
  x.n.method = "exact";
  x.n.flow = [=](const values& y, const values&, const values&) {
    values slope{{"v", (g * (E_L - y.at("v")) + y.at("I_1") + y.at("I_2") + I) / C_m}};
    if (has.reset_rules) slope["theta_s"] = -b_s * y.at("theta_s");
    if (has.currents) slope["I_1"] = -k_1 * y.at("I_1"), slope["I_2"] = -k_2 * y.at("I_2");
    if (has.following_threshold) slope["theta_v"] = a_v * (y.at("v") - E_L) - b_v * y.at("theta_v");
    return slope;
  };
  x.n.spikes = [](const values& y, const values&, const values&) {
    return y.at("v") > V_th + y.at("theta_s") + y.at("theta_v");
  };
  x.n.reset = [=](values& y, const values&) {
    y["v"] = has.reset_rules ? E_L + f_v * (y["v"] - E_L) - delta_v : E_L;
    if (has.reset_rules) y["theta_s"] = y["theta_s"] * std::exp(-b_s * t_ref) + delta_theta;
    if (has.currents) {
      y["I_1"] = y["I_1"] * std::exp(-k_1 * t_ref) + delta_1;
      y["I_2"] = y["I_2"] * std::exp(-k_2 * t_ref) + delta_2;
    }
  };
  x.n.held = {"v", "theta_s", "theta_v", "I_1", "I_2"};
  x.n.t_ref = 7;
}
struct in_volt {
  static constexpr auto unit = 1_V;
  std::tuple<> operator()(const experiment&) const { return {}; }
};

template <class Neuron>
constexpr auto network_of = describe(record<"n.spikes">(), population<"in">(given, spike_times{}),
                                     population<"n">(given, Neuron{}, start<"v">(given)), drive<"n.I">(280_pA),
                                     projection<"F: in -> n.v">(given, weight(given), delay(given)),
                                     projection<"R: n -> n.v">(given, weight(given), delay(given)));
template <class Neuron, fixed_string... Names>
void compare_glif(kind has) {
  compare<network_of<Neuron>, Names...>([&](experiment& x) { make_glif(x, has); }, in_volt{});
}

TEST_CASE("random networks: GLIF 1", "[random]") { compare_glif<glif1, "n.v">({false, false, false}); }
TEST_CASE("random networks: GLIF 2", "[random]") { compare_glif<glif2, "n.v", "n.theta_s">({true, false, false}); }
TEST_CASE("random networks: GLIF 3", "[random]") { compare_glif<glif3, "n.v">({false, true, false}); }
TEST_CASE("random networks: GLIF 4", "[random]") { compare_glif<glif4, "n.v", "n.theta_s">({true, true, false}); }
TEST_CASE("random networks: GLIF 5", "[random]") {
  compare_glif<glif5, "n.v", "n.theta_s", "n.theta_v">({true, true, true});
}

} // namespace
