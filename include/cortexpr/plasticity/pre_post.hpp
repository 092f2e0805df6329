// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>

namespace cortexpr {

/// Variables or parameters of the source neuron of a synapse, which a rule declares: it reads or changes them.
template <fixed_string... Names>
struct pre {};

/// The same of the target neuron.
///
///     using reads = post<"v", "u_minus">;             s.post["v"_name], s.post["u_minus"_name] in every hook
///     using writes = both<pre<"x">, post<"x">>;       s.post["x"_name] += a,  s.pre["x"_name] += b
///
/// What is written may be read as well. Names are those of paths: "v", "exc.g", "V_th"; values have their units. Hooks
/// see neurons as they are when the event happens: a variable of the target with all that earlier events of the step
/// have done to it, a variable of the source as it was before the first event of the same kind. Many synapses act on
/// one source at a time, so that its variables can only be added to (+=, -=); sums are added when the last event is
/// over, in an order that does not depend on the number of threads. Parameters are read only. What is written to a
/// variable that a refractory neuron holds is lost.
///
/// Example (examples/reference/pre_post.cpp):
///
///     struct voltage_dependent {
///       using reads = both<pre<"store">, post<"v">>;
///       using writes = pre<"store">;
///       static constexpr bool transmits = true;
///
///       void on_pre(auto& s) const {
///         const double open = 1 / (1 + exp(-(s.post["v"_name] + 60_mV) / 5_mV));
///         s.receptor += s.w * open * s.pre["store"_name];
///         s.pre["store"_name] -= 0.1 * s.pre["store"_name];
///       }
///       bool operator==(const voltage_dependent&) const = default;
///     };
template <fixed_string... Names>
struct post {};

/// Variables of both neurons: `using reads = both<pre<"x">, post<"v">>;`
template <class... Sides>
struct both {};

} // namespace cortexpr
