// SPDX-License-Identifier: BSL-1.0
// The network of zenke.hpp. --scale multiplies the number of neurons and sources and keeps in-degrees.
#include "zenke.hpp"

#include "report.hpp"

using namespace benchmarks;
using namespace benchmarks::zenke_hennequin_gerstner;

int main(int argc, char** argv) {
  options o;
  CLI::App app{"Balanced network with triplet STDP and homeostasis (Zenke, Hennequin and Gerstner 2013)"};
  app.name("zenke");
  add_common_options(app, o);
  return run_program(app, argc, argv, [&] {
    with_precision(o, [&]<class Real>() {
      const auto p = scaled_probability(0.05, o.scale);
      print(o, measure<network<zenke, Real>>(
                   o, "zenke", set<cell_types>(std::array{scaled(20'000, o.scale), scaled(5'000, o.scale)}),
                   set<"P">(scaled(2'500, o.scale)), set<"PE">(p), set_pair<cell_types, cell_types, "{}{}">(p)));
    });
  });
}
