// SPDX-License-Identifier: BSL-1.0
// Scenario s3 with rate units: continuous coupling through a summed input.

#include "choose_integrator.hpp"
#include "replays.hpp"

#include <cortexpr/core.hpp>

namespace oracle {
namespace {

using namespace cortexpr;

using unit = rate_unit<sigmoid>;
constexpr auto description =
    describe(record<"U.x">(), record<"U.output">(), record<"U.net">(), population<"U">(given, unit{}, any_integrator{}),
             drive<"U.I">(given), projection<"S: U -> U.net">(given, weight(given)));

} // namespace

void replay_cortex_rates(const reference_case& c, comparison& result) {
  choose_integrator<unit>(c);
  c.may_have({"w_in_mem", "w_in_out", "w_mem_out", "w_self", "w_lat_in", "w_lat_mem", "w_lat_out"});
  const auto input = c.input("drive", {.unit = "1", .columns = 0});
  const std::size_t n = input.shape()[1];
  // Without word of the time between rows they fill the run.
  const double whole_run = static_cast<double>(c.steps()) * c.dt() / static_cast<double>(input.shape()[0]);
  const auto sources = c.integers("conn_i", {}, static_cast<double>(n));
  const auto targets = c.integers("conn_j", {.size = sources.size()}, static_cast<double>(n));
  simulation<network<description>> sim{
      time_step{quantity<dim::second>(c.dt())},
      set<"U">(static_cast<std::int64_t>(n)),
      set<"U.tau">(quantity<dim::second>(c.parameter("tau"))),
      set<"U.f.gain">(c.parameter("gain")),
      set<"U.f.bias">(c.parameter("bias")),
      set<"U.I">(timed_array(input, n, quantity<dim::one>(1), quantity<dim::second>(c.drive_dt(whole_run)))),
      set<"S">(pairs(sources, targets)),
      set<"S.w">(values(c.input("conn_w", {.unit = "1", .size = sources.size()})))};
  sim.run_steps(c.steps(), allow_not_finite{});
  result.array("trace_x", sim["U.x"_name].values);
  result.array("trace_y", sim["U.output"_name].values);
  // As in the case: the input of step k - 1 stands in row k.
  result.array("trace_net", sim["U.net"_name].values);
}

} // namespace oracle
