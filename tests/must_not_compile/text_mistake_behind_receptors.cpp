// SPDX-License-Identifier: BSL-1.0
// One error, although receptors of the library surround the membrane whose text has a mistake.
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: threshold, line 1, column 5: a value is expected here
// clang-format on
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

struct membrane {
#ifdef OK
  static constexpr std::string_view threshold = "v >= V_th";
#else
  static constexpr std::string_view threshold = "v >=> V_th";
#endif
  static constexpr std::string_view model = R"(
    dv/dt = (E_L - v)/tau_m + I/C : volt (unless refractory)
    I : amp (input)
    C = 200*pF : farad
    E_L : volt
    tau_m : second
    V_th : volt
    V_r : volt)",
                                    reset = "v = V_r", refractory = "2*ms";
};
constexpr auto d = describe(
    population<"in">(10, poisson{}, parameter<"rate">(20_Hz)),
    population<"n">(10, synaptic<model_from<membrane>, conductance<exponential>>{}, rk2{}, parameter<"E_L">(-70_mV),
                    parameter<"V_th">(-50_mV), parameter<"V_r">(-60_mV), parameter<"tau_m">(10_ms),
                    parameter<"C">(100_pF)),
    projection<"in -> n.exc">(all_to_all{}, weight(1_nS)), drive<"n.I">(texts::text<"0.1*nA">), record<"n.v">());

int main() {
  simulation<network<d>> sim;
  sim.run(1_s);
  std::cout << sim["n.v"_name](0, 0);
}
