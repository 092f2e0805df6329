// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/equations/text_options.hpp>
#include <string_view>
#include <tuple>

/// Synapses with several pathways, neurons that read variables of others, and events, as texts; Brian2 reads the same
/// texts from this file (reference/texts_pathways.py).
namespace peers::texts {

/// A cell that the spikes of two pathways move.
struct moved {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (0.4 - v + g)/(10*ms) : 1
    dg/dt = -g/(5*ms) : 1)",
                                    threshold = "v > 0.7", reset = "v = 0";
};

/// What comes first raises, what comes later lowers the weight; a trace decays between the events of all pathways.
struct two_ways {
  static constexpr std::string_view model = R"(
    w : 1
    dx/dt = -x/(15*ms) : 1 (event-driven)
    dy/dt = -y/(20*ms) : 1 (event-driven))",
                                    on_pre = R"(
    g_post += w
    x += 0.1
    w = clip(w + 0.05*y, 0, 0.5)
    )",
                                    down = R"(
    w = clip(w - 0.04*x*(1 + v_post), 0, 0.5)
    x *= 0.9
    )",
                                    kick = "g_post += 0.1*w; y -= 0.01", on_post = R"(
    y += 0.2
    w = clip(w + 0.02*x, 0, 0.5)
    )";
  using paths = std::tuple<cortexpr::texts::on_path<"down", "w = clip(w - 0.04*x*(1 + v_post), 0, 0.5)\n x *= 0.9">,
                           cortexpr::texts::on_path<"kick", "g_post += 0.1*w; y -= 0.01">>;
};

/// Statements that know which synapse they are of, and how many there are.
struct numbered {
  static constexpr std::string_view model = "w : 1", on_pre = R"(
    g_post += w*(1 + 0.1*i - 0.05*j)/N_incoming
    w = clip(w + 0.01*N_outgoing/N_pre - 0.002*N_post, 0, 0.9)
    )";
};

/// Noise is one variable of one neuron of another group.
struct walk {
  static constexpr std::string_view method = "euler", model = R"(
    dn/dt = -n/(7*ms) + sin(2*pi*40*Hz*t + i)/(3*ms) : 1)",
                                    start = "n = 0.1*i";
};
struct reader {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (1.1*inp - v + common)/(10*ms) : 1
    inp : 1 (linked)
    common : 1 (linked))",
                                    threshold = "v > 0.4", reset = "v = 0";
};

/// Beside spikes, a burst is an event that has statements and synapses of its own.
struct bursting {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (1.2 + 0.1*i - v)/(10*ms) : 1
    db/dt = -b/(30*ms) : 1
    count : 1 (variable))",
                                    threshold = "v > 1", reset = "v = 0; b += 1", burst = "b > 1.4",
                                    on_burst = "b -= 0.8; count += 1";
  using events = std::tuple<cortexpr::texts::custom_event<"burst", "b > 1.4">>;
};
struct by_bursts {
  static constexpr std::string_view model = "w : 1", on_pre = "g_post += w", on_post = "w = clip(w + 0.05, 0, 0.6)";
};

} // namespace peers::texts
