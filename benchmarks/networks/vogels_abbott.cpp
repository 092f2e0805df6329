// SPDX-License-Identifier: BSL-1.0
// The networks of Vogels and Abbott (2005) as benchmarks 1 (coba) and 2 (cuba) of Brette et al. (2007): 3200
// excitatory and 800 inhibitory neurons, every pair connected with probability 0.02, no delay, no input.
// --scale multiplies the number of neurons and keeps in-degrees.
#include "report.hpp"

namespace {

using namespace cortexpr;
using namespace benchmarks;

using coba = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;
using cuba = synaptic<scaled_lif, current<exponential>, current<exponential>>;

template <fixed_string Name, class Integrator>
constexpr auto coba_cells(std::int64_t n) {
  return population<Name>(n, coba{}, Integrator{}, parameter<"E_L">(-60_mV), parameter<"t_ref">(5_ms),
                          start<"v">(normal(-65_mV, 5_mV)), start<"exc.g">(normal(4, 1.5)),
                          start<"inh.g">(normal(20, 12)));
}

template <class Integrator, bool Record>
constexpr auto coba_network = describe(coba_cells<"E", Integrator>(3200), coba_cells<"I", Integrator>(800),
                                       projection<"EE: E -> E.exc">(fixed_probability{0.02}, weight(0.6)),
                                       projection<"EI: E -> I.exc">(fixed_probability{0.02}, weight(0.6)),
                                       projection<"IE: I -> E.inh">(fixed_probability{0.02}, weight(6.7)),
                                       projection<"II: I -> I.inh">(fixed_probability{0.02}, weight(6.7)),
                                       record<"E.rate">(), record<"I.rate">(), only_if<Record>(record<"E.spikes">()),
                                       only_if<Record>(record<"I.spikes">()));

template <fixed_string Name>
constexpr auto cuba_cells(std::int64_t n) {
  return population<Name>(n, cuba{}, parameter<"E_L">(-49_mV), parameter<"t_ref">(5_ms),
                          start<"v">(uniform(-60_mV, -50_mV)));
}

template <bool Record>
constexpr auto cuba_network = describe(cuba_cells<"E">(3200), cuba_cells<"I">(800),
                                       projection<"EE: E -> E.exc">(fixed_probability{0.02}, weight(1.62_mV)),
                                       projection<"EI: E -> I.exc">(fixed_probability{0.02}, weight(1.62_mV)),
                                       projection<"IE: I -> E.inh">(fixed_probability{0.02}, weight(-9_mV)),
                                       projection<"II: I -> I.inh">(fixed_probability{0.02}, weight(-9_mV)),
                                       record<"E.rate">(), record<"I.rate">(), only_if<Record>(record<"E.spikes">()),
                                       only_if<Record>(record<"I.spikes">()));

template <class Net>
void run(const options& o, const std::string& name) {
  const auto p = scaled_probability(0.02, o.scale);
  print(o, measure<Net>(o, name, set<cell_types>(std::array{scaled(3200, o.scale), scaled(800, o.scale)}),
                        set_pair<cell_types, cell_types, "{}{}">(p)));
}

template <class Real, bool Record>
void run_model(const options& o, const std::string& model, const std::string& method) {
  if (model == "cuba")
    run<network<cuba_network<Record>, Real>>(o, "cuba");
  else if (method == "euler")
    run<network<coba_network<euler, Record>, Real>>(o, "coba");
  else if (method == "exponential_euler")
    run<network<coba_network<exponential_euler, Record>, Real>>(o, "coba");
  else
    run<network<coba_network<exponential_midpoint, Record>, Real>>(o, "coba");
}

} // namespace

int main(int argc, char** argv) {
  options o;
  std::string model = "coba", method = "euler";
  CLI::App app{"Balanced networks of Vogels and Abbott with conductance-based or current-based synapses"};
  app.name("vogels_abbott");
  add_common_options(app, o);
  app.add_option("--model", model, "synapses")->check(CLI::IsMember({"coba", "cuba"}))->capture_default_str();
  app.add_option("--method", method, "integrator of coba (cuba is integrated exactly)")
      ->check(CLI::IsMember({"euler", "exponential_euler", "exponential_midpoint"}))
      ->capture_default_str();
  return run_program(app, argc, argv, [&] {
    with_precision_and_record(o, [&]<class Real, bool Record>() { run_model<Real, Record>(o, model, method); });
  });
}
