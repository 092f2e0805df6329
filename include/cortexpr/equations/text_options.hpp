// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <string_view>

/// The pieces of a model or a rule beside its equations, as template arguments of `equations` and `synapses`. They are
/// common words and stand in a namespace of their own, which `using namespace cortexpr::texts;` opens.

namespace cortexpr::texts {

/// The condition for a spike: `threshold<"v > V_th">`.
template <fixed_string Text>
struct threshold {
  static constexpr std::string_view text = Text.view();
};
/// What a spike does to its neuron: `reset<"v = V_r; w += b">`.
template <fixed_string Text>
struct reset {
  static constexpr std::string_view text = Text.view();
};
/// How long a neuron is refractory after a spike: a time, `refractory<"5*ms">`, or as long as a condition holds,
/// `refractory<"v > V_th">`.
template <fixed_string Text>
struct refractory {
  static constexpr std::string_view text = Text.view();
};

/// The values of variables at the start, 0 without it: `initially<"v = E_L; w = 0*pA">`.
template <fixed_string Text>
struct initially {
  static constexpr std::string_view text = Text.view();
};
/// What happens at a synapse when a spike arrives: `on_pre<"g_e_post += w">`.
template <fixed_string Text>
struct on_pre {
  static constexpr std::string_view text = Text.view();
};
/// What happens at a synapse when its target spikes: `on_post<"w = clip(w + a, 0, w_max)">`.
template <fixed_string Text>
struct on_post {
  static constexpr std::string_view text = Text.view();
};

} // namespace cortexpr::texts
