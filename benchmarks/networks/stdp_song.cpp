// SPDX-License-Identifier: BSL-1.0
// Song, Miller and Abbott (2000): 1,000 Poisson sources of 15 Hz, all-to-all onto 1,000 neurons, additive STDP. With
// --normalise the incoming weights of every neuron keep their sum all the time.
// --scale multiplies the number of neurons and keeps the sources, so that in-degrees stay.
#include "report.hpp"

namespace {

using namespace cortexpr;
using namespace benchmarks;

using cell = synaptic<scaled_lif, receptor<"exc", conductance<exponential>>>;
constexpr double w_max = 0.01; // in units of the leak
constexpr int sources = 1000;

template <class List>
constexpr auto song(List rules) {
  return describe(population<"in">(sources, poisson{}, parameter<"rate">(15_Hz)),
                  population<"cells">(1000, cell{}, euler{}, start<"v">(-60_mV), parameter<"tau_m">(10_ms),
                                      parameter<"E_L">(-74_mV), parameter<"V_th">(-54_mV), parameter<"V_r">(-60_mV)),
                  projection<"S: in -> cells.exc">(all_to_all{}, weight(uniform(0.0, w_max)), rules),
                  record<"in.rate">(), record<"cells.rate">());
}
constexpr auto free_weights = song(plasticity{transmit{}, pair_stdp{.w_max = w_max}});
constexpr auto normalised =
    song(plasticity{transmit{}, pair_stdp{.w_max = w_max}, normalise_always{sources * w_max / 2}});

template <class Net>
void run(const options& o, const std::string& name) {
  print(o, measure<Net>(o, name, set<"cells">(scaled(1000, o.scale))));
}

} // namespace

int main(int argc, char** argv) {
  options o;
  bool normalise = false;
  CLI::App app{"Additive STDP of 1,000 inputs (Song, Miller and Abbott 2000)"};
  app.name("stdp_song");
  add_common_options(app, o);
  app.add_flag("--normalise", normalise, "hold the sum of incoming weights");
  return run_program(app, argc, argv, [&] {
    with_precision(o, [&]<class Real>() {
      if (normalise)
        run<network<normalised, Real>>(o, "stdp_song_normalised");
      else
        run<network<free_weights, Real>>(o, "stdp_song");
    });
  });
}
