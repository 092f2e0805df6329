// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/diagnose/check_signs.hpp>

namespace cortexpr::detail {

/// "A or B": parameters that are zero, which may be the reason that a term does nothing.
inline std::string zero_parameters(const dynamics& d) {
  std::string text;
  for (const auto& q : d.parameters)
    if (q.is_read && q.value == 0 && q.unit != dim::volt && q.name != "t_ref")
      text += (text.empty() ? "" : " or ") + q.name;
  return text;
}

/// Terms of the membrane's equation that cancel each other: a receptor that enters with both signs, a leak that does.
inline void check_cancellation(const group& g, const population_summary& p, diagnosis& out) {
  const dynamics& d = p.model;
  if (d.membrane == no_variable || !d.flows || g.begin != 0) return;
  const std::string& v = d.v().name;
  const std::string zero = zero_parameters(d);
  const std::string perhaps = zero.empty() ? std::string() : ", or their factor is zero (" + zero + " is 0)";
  const severity level = zero.empty() ? severity::error : severity::warning;
  for (std::size_t k = 0; k < d.variables.size(); ++k) {
    if (!terms_cancel(d, g.rest, k)) continue;
    const std::string& name = d.variables[k].name;
    if (k == d.membrane) {
      out.add({level,
               "terms_cancel",
               p.name,
               v + " appears in its own equation without effect: the terms of the leak cancel" + perhaps,
               "nothing brings " + v + " back to rest: it integrates its input without a leak",
               "the leak once, with one sign: g_L * (E_L - " + v + ")",
               {}});
      continue;
    }
    const bool conductance = d.variables[k].unit == dim::siemens;
    out.add({level,
             "terms_cancel",
             p.name,
             std::string(conductance ? "the conductance " : "the variable ") + name + " has no net effect on " + v +
                 ": it enters the equation with both signs, and the terms cancel" + perhaps,
             "whatever arrives there, " + v + " does not move: larger weights change nothing",
             name + (conductance ? " * (E - " + v + ") once; drop the term " + name + " * (" + v + " - E)"
                                 : std::string(" once, with one sign")),
             {}});
  }
}

} // namespace cortexpr::detail
