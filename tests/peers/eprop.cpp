// SPDX-License-Identifier: BSL-1.0
// E-prop as the equations of the paper in numpy give it (reference/eprop.py): spikes, potentials, outputs and gradients
// of a recurrent network of both kinds of neurons; and, without recurrent connections, the gradient by backpropagation
// through time.

#include "catch.hpp"
#include "peers/brian2_numbers.hpp"

namespace eprop_by_numpy {

using namespace cortexpr;

constexpr std::size_t inputs = 9, plain = 7, adaptive = 6, outputs = 2, all = plain + adaptive, steps = 400;
constexpr eprop plain_rule{.tau_out = 30_ms, .c_reg = 0.02, .f_target = 15_Hz, .tau_f = 100_ms};
constexpr adaptive_eprop adaptive_rule{
    .tau_a = 150_ms, .tau_out = 30_ms, .c_reg = 0.02, .f_target = 15_Hz, .tau_f = 100_ms};
constexpr plasticity list{transmit{}, plain_rule};
constexpr plasticity adaptive_list{transmit{}, adaptive_rule};

constexpr auto neurons(auto... items) {
  return describe(population<"in">(inputs, spike_times{}),
                  population<"lif">(plain, eprop_lif{}, parameter<"V_th">(0.6), parameter<"t_rest">(given)),
                  population<"alif">(adaptive, eprop_alif{}, parameter<"V_th">(0.6), parameter<"beta">(0.35),
                                     parameter<"tau_a">(150_ms), parameter<"t_rest">(given)),
                  population<"out">(outputs, leaky_readout{}, parameter<"tau_out">(30_ms)), drive<"out.target">(given),
                  projection<"BL: out -> lif.L">(all_to_all{}, weight(given)),
                  projection<"BA: out -> alif.L">(all_to_all{}, weight(given)),
                  projection<"IL: in -> lif.v">(all_to_all{}, weight(given), list),
                  projection<"IA: in -> alif.v">(all_to_all{}, weight(given), adaptive_list),
                  projection<"LO: lif -> out.y">(all_to_all{}, weight(given),
                                                 plasticity{transmit{}, eprop_readout{.tau_out = 30_ms}}),
                  projection<"AO: alif -> out.y">(all_to_all{}, weight(given),
                                                  plasticity{transmit{}, eprop_readout{.tau_out = 30_ms}}),
                  record<"lif.spikes">(), record<"alif.spikes">(), items...);
}
constexpr auto forward = neurons();
constexpr auto recurrent = neurons(projection<"LL: lif -> lif.v">(all_to_all{}, weight(given), list),
                                   projection<"AL: alif -> lif.v">(all_to_all{}, weight(given), list),
                                   projection<"LA: lif -> alif.v">(all_to_all{}, weight(given), adaptive_list),
                                   projection<"AA: alif -> alif.v">(all_to_all{}, weight(given), adaptive_list),
                                   record<"lif.v">(), record<"alif.v">(), record<"out.y">());

/// The block of a matrix of targets x sources, source by source.
std::vector<double> block(const std::vector<double>& matrix, std::size_t columns, std::size_t first_target,
                          std::size_t targets, std::size_t first_source, std::size_t sources) {
  std::vector<double> x;
  for (std::size_t i = first_source; i < first_source + sources; ++i)
    for (std::size_t j = first_target; j < first_target + targets; ++j) x.push_back(matrix[j * columns + i]);
  return x;
}

template <class Found>
void compare(const Found& found, const std::vector<double>& expected, double tolerance = 1e-11) {
  REQUIRE(found.size() == expected.size());
  double scale = 0, apart = 0;
  for (const double x : expected) scale = std::max(scale, std::abs(x));
  for (std::size_t k = 0; k < expected.size(); ++k)
    apart = std::max(apart, std::abs(static_cast<double>(found[k]) - expected[k]));
  INFO("relative difference " << apart / scale);
  CHECK(scale > 0);
  CHECK(apart <= tolerance * scale);
}

spike_list events(const std::vector<double>& x) {
  std::vector<std::int64_t> step, source;
  for (std::size_t k = 0; k < x.size(); ++k)
    if (x[k] != 0)
      step.push_back(static_cast<std::int64_t>(k / inputs)), source.push_back(static_cast<int>(k % inputs));
  return spike_list::at_steps(step, source);
}

template <class Net, class... Options>
auto run(const peers::brian2_numbers& of, bool symmetric, quantity<dim::second> rest, Options... options) {
  const auto in = of.numbers("w_in"), out = of.numbers("w_out"), feedback = of.numbers("feedback");
  std::vector<double> signal; // of targets x readouts
  for (std::size_t j = 0; j < all; ++j)
    for (std::size_t k = 0; k < outputs; ++k)
      signal.push_back(symmetric ? out[k * all + j] : feedback[j * outputs + k]);
  simulation<Net> sim{time_step{1_ms},
                      set<"in">(events(of.numbers("x"))),
                      set<"lif.t_rest">(rest),
                      set<"alif.t_rest">(rest),
                      set<"out.target">(timed_array(of.numbers("target"), outputs, 1_ms)),
                      set<"BL.w">(values(block(signal, outputs, 0, plain, 0, outputs))),
                      set<"BA.w">(values(block(signal, outputs, plain, adaptive, 0, outputs))),
                      set<"IL.w">(values(block(in, inputs, 0, plain, 0, inputs))),
                      set<"IA.w">(values(block(in, inputs, plain, adaptive, 0, inputs))),
                      set<"LO.w">(values(block(out, all, 0, outputs, 0, plain))),
                      set<"AO.w">(values(block(out, all, 0, outputs, plain, adaptive))),
                      options...};
  sim.run_steps(steps);
  return sim;
}
template <class Sim>
void compare_spikes(const Sim& sim, const std::vector<double>& expected) {
  std::vector<double> z(steps * all, 0);
  const auto mark = [&](const auto& spikes, std::size_t first) {
    for (std::size_t k = 0; k < spikes.size(); ++k)
      z[static_cast<std::size_t>(spikes.steps[k]) * all + first + static_cast<std::size_t>(spikes.neurons[k])] = 1;
  };
  mark(sim["lif.spikes"_name], 0);
  mark(sim["alif.spikes"_name], plain);
  CHECK(z == expected);
}

TEST_CASE("e-prop: spikes, outputs and gradients of a recurrent network", "[peers]") {
  const peers::brian2_numbers of("eprop");
  const auto rec = of.numbers("w_rec");
  for (const unsigned n : {1u, 3u}) {
    const auto sim = run<network<recurrent>>(of, false, 3_ms, threads{n, true},
                                             set<"LL.w">(values(block(rec, all, 0, plain, 0, plain))),
                                             set<"AL.w">(values(block(rec, all, 0, plain, plain, adaptive))),
                                             set<"LA.w">(values(block(rec, all, plain, adaptive, 0, plain))),
                                             set<"AA.w">(values(block(rec, all, plain, adaptive, plain, adaptive))));
    compare_spikes(sim, of.numbers("z"));
    of.compare("y", sim["out.y"_name], 1e-12);
    const auto g = of.numbers("rec"), in = of.numbers("inp"), readout = of.numbers("readout");
    compare(sim.template get<"LL.gradient">(), block(g, all, 0, plain, 0, plain));
    compare(sim.template get<"AL.gradient">(), block(g, all, 0, plain, plain, adaptive));
    compare(sim.template get<"LA.gradient">(), block(g, all, plain, adaptive, 0, plain));
    compare(sim.template get<"AA.gradient">(), block(g, all, plain, adaptive, plain, adaptive));
    compare(sim.template get<"IL.gradient">(), block(in, inputs, 0, plain, 0, inputs));
    compare(sim.template get<"IA.gradient">(), block(in, inputs, plain, adaptive, 0, inputs));
    compare(sim.template get<"LO.gradient">(), block(readout, all, 0, outputs, 0, plain));
    compare(sim.template get<"AO.gradient">(), block(readout, all, 0, outputs, plain, adaptive));
  }
}

TEST_CASE("e-prop without recurrent connections is backpropagation through time", "[peers]") {
  const peers::brian2_numbers of("eprop");
  const auto no_regularisation = [](auto rule) {
    rule.c_reg = 0;
    return plasticity{transmit{}, rule};
  };
  const auto sim = run<network<forward>>(of, true, 0_ms, set<"IL">(no_regularisation(plain_rule)),
                                         set<"IA">(no_regularisation(adaptive_rule)));
  compare_spikes(sim, of.numbers("z_forward"));
  const auto g = of.numbers("bptt");
  compare(sim.template get<"IL.gradient">(), block(g, inputs, 0, plain, 0, inputs));
  compare(sim.template get<"IA.gradient">(), block(g, inputs, plain, adaptive, 0, inputs));
}

} // namespace eprop_by_numpy
