// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "parts.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <cortexpr/core.hpp>
#include <cstdint>
#include <exception>
#include <functional>
#include <iostream>
#include <string>

namespace benchmarks {

/// What all benchmark programs can be asked for.
struct options {
  double scale = 1;
  unsigned threads = 1;
  double seconds = 1;   ///< of biological time that is measured
  double warm_up = 0.2; ///< of biological time before that
  std::string precision = "double";
  std::uint64_t seed = 1;
  bool record = false;
  bool json = false;
};

/// What every run has, whatever is built.
inline void add_run_options(CLI::App& app, options& o) {
  app.add_option("--scale", o.scale, "size of the network relative to the published one")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--threads", o.threads, "threads")->check(CLI::PositiveNumber)->capture_default_str();
  app.add_option("--time", o.seconds, "measured biological time in seconds")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--warmup", o.warm_up, "biological time in seconds before the measurement")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--seed", o.seed, "seed of all random numbers")->capture_default_str();
  app.add_flag("--json", o.json, "print one JSON object instead of a table");
}
inline void add_common_options(CLI::App& app, options& o) {
  add_run_options(app, o);
  app.add_option("--precision", o.precision, "numbers of the network")
      ->check(CLI::IsMember({"double", "float"}))
      ->capture_default_str();
  app.add_flag("--record", o.record, "record all spikes, as a user would");
}

/// Parses the command line and runs `work`; the result is that of main.
inline int run_program(CLI::App& app, int argc, char** argv, const std::function<void()>& work) {
  CLI11_PARSE(app, argc, argv);
  try {
    work();
  } catch (const std::exception& problem) {
    std::cerr << app.get_name() << ": " << problem.what() << '\n';
    return 1;
  }
  return 0;
}

/// Calls f<double>() or f<float>().
template <class F>
void with_precision(const options& o, F&& f) {
  if (o.precision == "float")
    f.template operator()<float>();
  else
    f.template operator()<double>();
}

/// Calls f<Real, Record>() with the precision, and whether spikes are recorded.
template <class F>
void with_precision_and_record(const options& o, F&& f) {
  with_precision(o, [&]<class Real>() {
    if (o.record)
      f.template operator()<Real, true>();
    else
      f.template operator()<Real, false>();
  });
}

/// Populations of excitatory and inhibitory cells; their projections are called EE, EI, IE and II.
inline constexpr auto cell_types = cortexpr::names<"E", "I">;

/// The connection probability that keeps in-degrees when the number of neurons is scaled.
inline cortexpr::fixed_probability scaled_probability(double p, double scale) {
  if (p / scale > 1) cortexpr::raise("--scale: a network this small cannot have the in-degree of the published one");
  return {p / scale};
}

} // namespace benchmarks
