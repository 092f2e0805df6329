// SPDX-License-Identifier: BSL-1.0
// Scenario s3 with rate units: continuous coupling through a summed input.

#include "replays.hpp"

#include <cortexpr/core.hpp>

namespace oracle {
namespace {

using namespace cortexpr;

template <class Integrator>
constexpr auto network_of = describe(record<"U.x">(), record<"U.output">(), record<"U.net">(),
                                     population<"U">(given, rate_unit<sigmoid>{}, Integrator{}), drive<"U.I">(given),
                                     projection<"S: U -> U.net">(given, weight(given)));

template <class Integrator>
void run(const reference_case& c, comparison& result) {
  static constexpr const auto& description = network_of<Integrator>;
  const auto input = c.input("drive");
  // case.tsv does not tell the time between rows of the drive; without a manifest they fill the run.
  const double whole_run = static_cast<double>(c.steps()) * c.dt() / static_cast<double>(input.shape()[0]);
  const double drive_dt =
      c.has_parameter("drive_dt_s") ? c.parameter("drive_dt_s") : c.manifest_number("drive_dt_s", whole_run);
  simulation<network<description>> sim{
      time_step{quantity<dim::second>(c.dt())},
      set<"U">(static_cast<std::int64_t>(input.shape()[1])),
      set<"U.tau">(quantity<dim::second>(c.parameter("tau"))),
      set<"U.f.gain">(c.parameter("gain")),
      set<"U.f.bias">(c.parameter("bias")),
      set<"U.I">(timed_array(input, input.shape()[1], quantity<dim::one>(1), quantity<dim::second>(drive_dt))),
      set<"S">(pairs(c.integers("conn_i"), c.integers("conn_j"))),
      set<"S.w">(values(c.input("conn_w")))};
  sim.run_steps(c.steps());
  result.array("trace_x", sim["U.x"_name].values);
  result.array("trace_y", sim["U.output"_name].values);
  // As in the case: the input of step k - 1 stands in row k.
  result.array("trace_net", sim["U.net"_name].values);
}

} // namespace

void replay_cortex_rates(const reference_case& c, comparison& result) {
  const std::string method = c.meta("method");
  if (method == "euler")
    run<euler>(c, result);
  else if (method == "rk2")
    run<rk2>(c, result);
  else if (method == "rk4")
    run<rk4>(c, result);
  else
    throw std::runtime_error(c.folder().string() + ": no replay for method " + method);
}

} // namespace oracle
