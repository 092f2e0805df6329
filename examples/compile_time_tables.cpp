// SPDX-License-Identifier: BSL-1.0
// A network looked at by Boost.Hana: a table of its populations and projections, and a sweep over all parameters of a
// model.

#include "program.hpp"

#include <boost/hana.hpp>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <filesystem>
#include <iomanip>
#include <iostream>

using namespace cortexpr;
namespace hana = boost::hana;

namespace {

using coba = synaptic_lif<conductance<exponential>, conductance<alpha>>; // receptors "exc" and "inh"

constexpr auto d = describe(population<"input">(20, poisson{}, parameter<"rate">(15_Hz)),
                            population<"E">(40, coba{}, parameter<"V_th">(-53_mV), start<"v">(uniform(-70_mV, -53_mV))),
                            population<"A">(10, adex{}), drive<"E.I">(200_pA), drive<"A.I">(700_pA),
                            projection<"input -> E.exc">(fixed_probability{0.5}, weight(4_nS), delay(1_ms)),
                            projection<"E -> E.inh">(fixed_probability{0.2}, weight(uniform(1_nS, 2_nS)), delay(2_ms)),
                            record<"E.spikes">());
using net = network<d>;

// What a table shows of a value: a quantity in its unit; distributions and what comes at run time by their nature.
template <class Value>
std::string text_of(const Value& value) {
  if constexpr (is_quantity<Value>)
    return to_string(value);
  else if constexpr (std::is_same_v<Value, given_later>)
    return "given at run time";
  else
    return "drawn for each";
}

void print_populations() {
  constexpr auto populations = hana::filter(net::items, is_kind<item_kind::population>);
  hana::for_each(populations, [](const auto& population) {
    using model = typename std::remove_cvref_t<decltype(population)>::model_type;
    std::cout << population.name << ", " << population.size << " neurons\n";
    if constexpr (Flows<model>) print_equations<model>(std::cout);
    hana::for_each(population.parameters, hana::fuse([](auto name, const auto& value) {
                     std::cout << "  " << name.c_str() << " = " << text_of(value) << '\n';
                   }));
  });
}

void print_projections() {
  constexpr auto projections = hana::filter(net::items, is_kind<item_kind::projection>);
  hana::for_each(projections, [](const auto& p) {
    std::cout << p.source << " to " << p.target << ", receptor " << p.receptor << ": weight " << text_of(p.weight)
              << ", delay " << text_of(p.delay) << '\n';
  });
}

constexpr auto single = describe(population<"n">(1, lif{}), drive<"n.I">(300_pA), record<"n.spikes">());

double rate_of(const simulation<network<single>>& sim) { return static_cast<double>(sim["n.spikes"_name].size()) / 10; }

// Every parameter of the model in turn, 5 % larger: its name is a type, so that the loop is unrolled by the compiler.
void sweep() {
  simulation<network<single>> reference{seed{1}};
  reference.run(10_s);
  std::cout << "rate of a lif at 300 pA: " << rate_of(reference) << " Hz\n";
  const parameters_of<lif, checked> defaults{};
  hana::for_each(hana::keys(defaults), [&](auto key) {
    const auto value = hana::at_key(defaults, key);
    simulation<network<single>> sim{seed{1}, set<"n." + as_name(key)>(1.05 * value)};
    sim.run(10_s);
    std::cout << "  " << std::setw(5) << key.c_str() << " + 5 %: " << std::showpos << rate_of(sim) - rate_of(reference)
              << std::noshowpos << " Hz\n";
  });
}

void save(const std::filesystem::path& output) {
  simulation<net> sim{seed{7}};
  sim.run(0.5_s);
  figure("E").raster("E", {{"E", sim["E.spikes"_name]}}).save(output / "compile_time_tables.png");
}

} // namespace

int main(int argc, char** argv) {
  std::filesystem::path output = "output";
  CLI::App app{"A network looked at by Boost.Hana", "compile_time_tables"};
  return examples::run_program(app, argc, argv, output, [&](bool) {
    print_populations();
    print_projections();
    sweep();
    save(output);
  });
}
