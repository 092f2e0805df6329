// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// Synapses in the manner of Brian2's user guide, as texts, with the neurons that they end at. Brian2 reads the same
/// texts from this file (reference/texts_synapses.py).
namespace peers::texts {

struct cell {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (3*x/meter + 0.3 - v + g)/(10*ms) : 1
    dg/dt = -g/(5*ms) : 1
    x : meter)",
                                    threshold = "v > 0.7", reset = "v = 0";
};

/// Spikes make the membrane potential jump.
struct jump {
  static constexpr std::string_view on_pre = "v_post += w", model = "w : 1";
};

/// Pair-based learning with traces that decay between events.
struct pairs_of_spikes {
  static constexpr std::string_view model = R"(
    w : 1
    dapre/dt = -apre/(20*ms) : 1 (event-driven)
    dapost/dt = -apost/(25*ms) : 1 (event-driven))",
                                    on_pre = R"(
    g_post += w
    apre += 0.02
    w = clip(w + apost, 0, 0.4)
    )",
                                    on_post = R"(
    apost -= 0.021
    w = clip(w + apre, 0, 0.4)
    )";
};

/// Resources that recover and a use of them that grows with every spike.
struct short_term {
  static constexpr std::string_view model = R"(
    w : 1
    dres/dt = (1 - res)/(100*ms) : 1 (clock-driven)
    du/dt = (0.2 - u)/(60*ms) : 1 (clock-driven))",
                                    on_pre = R"(
    u += 0.2*(1 - u)
    g_post += w*u*res
    res -= u*res
    )",
                                    start = "res = 1; u = 0.2", method = "exact";
};

/// A weight that reads the potential of its target.
struct reads_target {
  static constexpr std::string_view model = "w : 1", on_pre = R"(
    g_post += w*(1 - v_post)
    w = clip(w + 0.1*(v_post - 0.4), 0, 0.3)
    )";
};

} // namespace peers::texts
