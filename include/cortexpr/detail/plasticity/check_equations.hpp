// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/detail/plasticity/rule_members.hpp>
#include <cortexpr/model/unit_check.hpp>
#include <type_traits>

namespace cortexpr::detail {

/// Refuses equations of a rule that contradict what it asks for, or that no integrator could read.
template <class Rule>
constexpr void check_equations() {
  if constexpr (HasEquations<Rule>) {
    static_assert(
        std::is_empty_v<Rule> || lists_parameters<Rule>,
        "cortexpr: the parameters of a rule with equations cannot be listed; write it as a plain struct of at "
        "most 16 data members, without a base class");
    check_units<equations_of<Rule>>();
    if constexpr (NamesUpdate<Rule>)
      static_assert(asks_for_update<Rule, event_driven> || asks_for_update<Rule, clock_driven>,
                    "cortexpr: `update` of a synapse rule says how its equations are solved: using update = "
                    "event_driven; or using update = clock_driven;");
    if constexpr (asks_for_update<Rule, event_driven>) {
      static_assert(!HasSynapseNoise<Rule>,
                    "cortexpr: equations with noise cannot be event_driven: the noise of every step counts; remove "
                    "`using update = event_driven`");
      static_assert(
          !HasCurrent<Rule>,
          "cortexpr: a rule with current(s, p) cannot be event_driven: its target is fed in every step; remove "
          "`using update = event_driven`");
      static_assert(HasSynapseNoise<Rule> || HasCurrent<Rule> || solved_between_events<Rule>,
                    "cortexpr: event_driven needs equations that are linear with constant coefficients; these are not: "
                    "remove `using update = event_driven` (in a text the flag (event-driven)), and they are integrated "
                    "in every step");
      static_assert(!NamesIntegrator<Rule>,
                    "cortexpr: event_driven equations are solved exactly and take no integrator; remove one of the two "
                    "lines");
    }
    if constexpr (is_clock_driven<Rule>::value && !HasRecurrence<Rule>)
      require_fit<integrator_of_rule<Rule>, equations_of<Rule>>();
  }
}

} // namespace cortexpr::detail
