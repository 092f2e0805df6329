// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <cortexpr/network/print_rule.hpp>
#include <sstream>

namespace print_rule_tests {

using namespace cortexpr;

struct follower {
  using reads = pre_and_post<pre<"gain">, post<"v">>;
  quantity<dim::second> tau = 50_ms, tau_x = 20_ms;
  double b = 0.5;
  struct at_source {
    double x = 0;
  };
  quantity<dim::second> time_constants(at_source) const { return tau_x; }
  static void spike(at_source& pre) { pre.x += 1; }
  template <class I>
  struct synapse {
    volt<I> u = -70_mV;
    number<I> s = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p, const auto& n) {
    return {.u = n.pre["gain"_name] * (n.post["v"_name] - s.u) / p.tau, .s = -p.b * s.s / (2 * p.tau)};
  }
  static constexpr auto current(const auto& s, const auto& p) { return s.w * s.s * (s.post["v"_name] - s.u) * p.b; }
  bool operator==(const follower&) const = default;
};

template <class Rule>
std::string text_of(const Rule& rule = {}) {
  std::ostringstream out;
  print_equations<Rule>(out, rule);
  return out.str();
}

TEST_CASE("print_equations of a rule: variables, traces, what is fed; parameters by their names") {
  CHECK(text_of<follower>() == "du/dt = pre.gain*(post.v - u)/tau\n"
                               "ds/dt = -0.5*s/(100 ms)\n" // 2 tau is computed from a parameter alone: numbers
                               "dx/dt = -x/tau_x\n"
                               "target <- sum of w*s*(post.v - u)*b\n");
  CHECK(text_of<nmda>() == "dx/dt = -x/tau_x\nds/dt = -s/tau_s + alpha*x*(1 - s)\ntarget <- sum of w*s\n");
  CHECK(text_of<eprop_readout>() == "gradient <- gradient + active*(post.y - post.target)*pre.z\ndz/dt = -z/tau_out\n");
  CHECK(text_of<pair_stdp>().find("/dt = -") != std::string::npos);
  std::ostringstream model;
  print_equations<lif>(model);
  CHECK(model.str() == "dv/dt = (g_L*(E_L - v) + I)/C_m\n");
}
TEST_CASE("print_equations of a rule: a recurrence with prepared coefficients, noise, LaTeX") {
  const auto text = text_of<eprop>();
  INFO(text);
  CHECK(text.find("e_bar <- kappa*e_bar + ") == 0);
  CHECK(text.find("gamma/post.V_th") != std::string::npos);
  CHECK(text.find("e7") == std::string::npos);
  CHECK(text_of<calcium_plasticity>().find("*xi") != std::string::npos);
  const auto latex = latex_equations<nmda>();
  INFO(latex);
  CHECK(latex.find("\\frac{\\mathrm{d} x}{\\mathrm{d} t} &= \\frac{-x}{\\tau_{x}} \\\\\n") != std::string::npos);
  CHECK(latex.find("\\text{target} &\\leftarrow \\sum w \\, s \\\\\n") != std::string::npos);
}

} // namespace print_rule_tests
