// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/receptors/conductance.hpp>
#include <cortexpr/receptors/current.hpp>
#include <cortexpr/receptors/delta.hpp>
#include <string_view>

namespace cortexpr::detail {

template <class C, dimension Current>
concept CouplingHasParts = requires {
  typename C::template state<checked, Current>;
  typename C::template parameters<checked, Current, false>;
};
template <class C>
concept CouplingJumps = requires {
  std::string_view(C::jump);
};
template <class C, dimension Current>
concept CouplingFlows = requires(const typename C::template state<checked, Current>& x,
                                 const typename C::template parameters<checked, Current, false>& p) {
  C::flow(x, p);
};
template <class C, dimension Current>
concept CouplingActs = requires(const typename C::template state<checked, Current>& x,
                                const typename C::template parameters<checked, Current, false>& p,
                                const quantity<dim::volt>& v) {
  C::input(x, p, v);
};

/// Refuses a receptor that lacks a part, or has it under another name, before it is used.
template <class C, dimension Current>
constexpr bool check_coupling() {
  static_assert(CouplingHasParts<C, Current>,
                "cortexpr: a receptor is a class with templates template <class I, dimension Current> struct state and "
                "template <class I, dimension Current, bool Inhibitory> struct parameters, such as "
                "conductance<exponential>");
  static_assert(CouplingJumps<C>, "cortexpr: a receptor names the variable that a spike raises: static constexpr "
                                  "std::string_view jump = \"g\";");
  if constexpr (CouplingHasParts<C, Current> && !std::is_same_v<C, delta>) {
    static_assert(CouplingFlows<C, Current>,
                  "cortexpr: a receptor has a static flow(x, p) that returns state<ddt<I>, Current>, with a constant "
                  "state x and parameters p");
    static_assert(CouplingActs<C, Current>,
                  "cortexpr: a receptor has a static input(x, p, v), the current that it gives "
                  "to the membrane, with a constant state x, parameters p and potential v");
  }
  return true;
}

} // namespace cortexpr::detail
