// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "any_integrator.hpp"
#include "case.hpp"

#include <string>
#include <string_view>
#include <type_traits>

namespace oracle {

/// Chooses what the case asks for, or says why that cannot be. `Models` are those of its populations.
template <class... Models>
void choose_integrator(const reference_case& c) {
  const std::string wanted = c.method() == "linear" ? "exact" : c.method();
  std::string known, fit;
  bool is_known = false, is_fit = false;
  const auto look_at = [&]<class Integrator>(std::type_identity<Integrator>) {
    const std::string_view own_name = Integrator::name;
    known.append(known.empty() ? "" : ", ").append(own_name);
    is_known = is_known || own_name == wanted;
    if constexpr ((cortexpr::fits<Integrator, Models> && ...)) {
      fit.append(fit.empty() ? "" : ", ").append(own_name);
      if (own_name == wanted) any_integrator::chosen = own_name, is_fit = true;
    }
  };
  [&]<class... Integrators>(any_integrator::list<Integrators...>) {
    (look_at(std::type_identity<Integrators>{}), ...);
  }(any_integrator::all{});
  if (!is_known) c.refuse_meta("method", "the library does not have it; it has " + known);
  if (!is_fit)
    c.refuse_meta("method", std::string(wanted == "exact" ? "the equations are not linear"
                                                          : "not every equation is linear in its own variable") +
                                ", so it does not fit; " + fit + " do");
}

} // namespace oracle
