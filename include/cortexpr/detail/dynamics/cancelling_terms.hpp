// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/dynamics/mean_field.hpp>

namespace cortexpr::detail {

/// The variable through which events at variable k act on the membrane: g of an alpha conductance, whose events raise
/// s.
inline std::size_t acting_variable(const dynamics& d, std::size_t k) {
  if (k == d.membrane || d.uses(d.membrane, k)) return k;
  for (std::size_t j = 0; j < d.variables.size(); ++j)
    if (j != d.membrane && d.uses(j, k) && d.uses(d.membrane, j)) return j;
  return k;
}

/// Whether variable k stands in the equation of the membrane without moving it, at any potential, whatever the other
/// variables are: its terms cancel. Receptors are open in this trial, so that products with them are not zero.
inline bool terms_cancel(const dynamics& d, const dynamics::vector& rest, std::size_t k) {
  if (d.membrane == no_variable || !d.uses(d.membrane, k)) return false;
  dynamics::vector slopes;
  const dynamics::vector u = d.default_inputs();
  const double size = usual_size(d.v().unit);
  // One usual size of the variable moves v by less than a millionth of a usual size per second.
  const double least = 1e-6 * size / usual_size(d.variables[k].unit);
  for (const double open : {0.0, 1.0, 7.0}) {
    if (open != 0 && k == d.membrane) break; // open receptors are a leak of their own
    for (const double away : {-40.0, -13.0, 0.0, 17.0, 60.0}) {
      dynamics::vector x = rest;
      for (std::size_t j = 0; j < x.size(); ++j) x[j] += open * usual_size(d.variables[j].unit);
      x[d.membrane] = rest[d.membrane] + away * size;
      d.slopes(x, u, k, slopes);
      if (!(std::abs(slopes[d.membrane]) < least)) return false;
    }
  }
  return true;
}

} // namespace cortexpr::detail
