// SPDX-License-Identifier: BSL-1.0
// Model A of Brunel (2000): 10,000 excitatory and 2,500 inhibitory neurons, every pair connected with probability
// 0.1 by delta synapses; g = 5, eta = 2. External input: 1000 Poisson sources of 20 Hz for every neuron, or their mean
// as a constant.
// --scale multiplies the number of neurons and keeps in-degrees.
#include "brunel.hpp"
#include "report.hpp"

namespace {

using namespace cortexpr;
using namespace benchmarks;

template <bool Record>
constexpr auto
    poisson_network = describe(brunel_cells<"E">(10'000), brunel_cells<"I">(2'500),
                               poisson_input<"E.v">(20_kHz, weight(0.1_mV)),
                               poisson_input<"I.v">(20_kHz, weight(0.1_mV)), brunel_synapses<"EE: E -> E.v">(0.1_mV),
                               brunel_synapses<"EI: E -> I.v">(0.1_mV), brunel_synapses<"IE: I -> E.v">(-0.5_mV),
                               brunel_synapses<"II: I -> I.v">(-0.5_mV), record<"E.rate">(), record<"I.rate">(),
                               only_if<Record>(record<"E.spikes">()), only_if<Record>(record<"I.spikes">()));

// In the mean the Poisson input drives a membrane of 20 ms to 40 mV.
template <bool Record>
constexpr auto
    constant_network = describe(brunel_cells<"E">(10'000), brunel_cells<"I">(2'500), drive<"E.I">(40_mV),
                                drive<"I.I">(40_mV), brunel_synapses<"EE: E -> E.v">(0.1_mV),
                                brunel_synapses<"EI: E -> I.v">(0.1_mV), brunel_synapses<"IE: I -> E.v">(-0.5_mV),
                                brunel_synapses<"II: I -> I.v">(-0.5_mV), record<"E.rate">(), record<"I.rate">(),
                                only_if<Record>(record<"E.spikes">()), only_if<Record>(record<"I.spikes">()));

struct variant {
  double excitatory = 10'000, inhibitory = 2'500, delay_ms = 1.5;
};

template <class Net>
void run(const options& o, const std::string& name, const variant& v) {
  const auto p = scaled_probability(0.1, o.scale);
  const auto d = v.delay_ms * 1_ms;
  print(o,
        measure<Net>(o, name, set<cell_types>(std::array{scaled(v.excitatory, o.scale), scaled(v.inhibitory, o.scale)}),
                     set_pair<cell_types, cell_types, "{}{}">(p), set_pair<cell_types, cell_types, "{}{}.delay">(d)));
}

template <class Real, bool Record>
void run_drive(const options& o, const std::string& name, const variant& v, bool poisson) {
  if (poisson)
    run<network<poisson_network<Record>, Real>>(o, name, v);
  else
    run<network<constant_network<Record>, Real>>(o, name, v);
}

} // namespace

int main(int argc, char** argv) {
  options o;
  std::string drive = "poisson";
  bool w4a = false;
  CLI::App app{"Sparsely connected network with delta synapses (Brunel 2000, model A)"};
  app.name("brunel");
  add_common_options(app, o);
  app.add_option("--drive", drive, "external input")
      ->check(CLI::IsMember({"poisson", "constant"}))
      ->capture_default_str();
  app.add_flag("--w4a", w4a, "10,000 neurons and a delay of 0.8 ms");
  return run_program(app, argc, argv, [&] {
    const variant v = w4a ? variant{8'000, 2'000, 0.8} : variant{};
    const std::string name = std::string(w4a ? "brunel_w4a" : "brunel") + "_" + drive;
    with_precision_and_record(
        o, [&]<class Real, bool Record>() { run_drive<Real, Record>(o, name, v, drive == "poisson"); });
  });
}
