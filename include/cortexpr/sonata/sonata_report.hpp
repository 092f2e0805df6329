// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/hdf5/hdf5_writer.hpp>
#include <cortexpr/monitor/trace.hpp>
#include <cortexpr/sonata/sonata_nodes.hpp>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/unit_symbol.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cortexpr {

/// Writes what was recorded of a variable, counted in `unit`, as a SONATA report of the population that is made of
/// `nodes`: a row for each time, a column for each recorded node.
///
/// Example (examples/sonata_circuit.cpp):
///
///     save_sonata_report(output / "sonata_v.h5", cortex, sim["cortex.v"_name], 1_mV);
///
/// Throws `invalid_value` for a unit of another dimension or other than one (2 mV), for recordings of synapses, for
/// rows that are not equally far apart and for neurons that are none of the nodes, `io_error` if the file cannot be
/// written.
template <class Real, dimension D>
[[gnu::cold]] void save_sonata_report(const detail::file_path& path, const sonata_nodes& nodes, const trace<Real>& r,
                                      quantity<D> unit) {
  if (r.unit != unit_symbol(D))
    raise({path.string(), ": what was recorded is in ", r.unit, ", the unit of the report is ", to_string(unit)});
  const std::string text = to_string(unit);
  if (!text.starts_with("1 "))
    raise({path.string(), ": a report is counted in ", text, "; write one of a unit, 1_mV or 1_nS"});
  if (r.kind != detail::columns_of::neurons) raise({path.string(), ": a report is of neurons, not of synapses"});
  const std::vector<std::uint64_t> ids = nodes.ids();
  std::vector<std::uint64_t> recorded, first{0}, zeros(r.columns(), 0);
  for (std::size_t c = 0; c < r.columns(); ++c) {
    const std::size_t i = r.which.unchecked(c);
    if (i >= ids.size()) raise({path.string(), ": neuron ", i, " was recorded, there are ", ids.size(), " nodes"});
    recorded.push_back(ids[i]);
    first.push_back(c + 1);
  }
  const auto ms = [&](std::int64_t steps) { return 1e3 * r.dt * static_cast<double>(steps); };
  const std::int64_t period = r.rows() > 1 ? r.steps[1] - r.steps[0] : r.period;
  for (std::size_t k = 1; k < r.rows(); ++k)
    if (r.steps[k] - r.steps[k - 1] != period)
      raise({path.string(), ": the rows of a report are equally far apart in time, and row ", k, " is not"});
  const std::int64_t begin = r.rows() == 0 ? 0 : r.steps.front();
  std::vector<Real> values = r.values;
  for (Real& x : values) x = static_cast<Real>(static_cast<double>(x) / unit.si());

  detail::hdf5_writer file(path);
  const std::string group = detail::joined({"/report/", nodes.population()}), mapping = group + "/mapping";
  file.write(group + "/data", values, {r.rows(), r.columns()});
  file.attribute(group + "/data", "units", text.substr(2));
  file.write(mapping + "/node_ids", recorded);
  file.write(mapping + "/index_pointers", first);
  file.write(mapping + "/element_ids", std::vector<std::uint32_t>(r.columns(), 0));
  file.write(mapping + "/element_pos", std::vector<float>(r.columns(), 0));
  file.write(mapping + "/time",
             std::vector<double>{ms(begin), ms(begin + period * static_cast<std::int64_t>(r.rows())), ms(period)});
  file.attribute(mapping + "/time", "units", "ms");
  file.complete();
}

} // namespace cortexpr
