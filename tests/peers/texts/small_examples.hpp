// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>
#include <string_view>

/// The words of small examples of Brian2: synapses/nonlinear, phase_locking, synapses/licklider,
/// synapses/spike_based_homeostasis, reliability.
namespace peers::texts::small_examples {

struct ramp {
  static constexpr std::string_view model = "dv/dt = 1/(10*ms) : 1", threshold = "v>1", reset = "v = 0";
};
struct follower {
  static constexpr std::string_view model = R"(
    dv/dt = (g-v)/(10*ms) : 1
    g : 1 (input))";
};
struct gates {
  static constexpr std::string_view model = R"(
    dg_syn/dt = -a*g_syn+b*x*(1-g_syn) : 1 (clock-driven)
    g_post = g_syn : 1 (summed)
    dx/dt=-c*x : 1 (clock-driven)
    w : 1
    a = 1/(10*ms) : Hz
    b = 1/(10*ms) : Hz
    c = 1/(10*ms) : Hz)",
                                    on_pre = "x += w";
  using integrator = cortexpr::euler;
};

struct modulated {
  static constexpr std::string_view model = R"(
    dv/dt = (-v + a * sin(2 * pi * freq * t) + b) / tau : 1
    a : 1
    tau = 20*ms : second
    b = 1.2 : 1
    freq = 10*Hz : Hz)",
                                    threshold = "v > 1", reset = "v = 0";
};

struct receptors {
  static constexpr std::string_view model = R"(
    dx/dt = (sound-x)/tau_ear : 1 (unless refractory)
    sound = 5*sin(2*pi*frequency*t)**3 : 1 # nonlinear distortion
    frequency = (200+200*t*Hz)*Hz : Hz     # increasing pitch
    tau_ear = 1*ms : second)",
                                    threshold = "x>1", reset = "x=0", refractory = "2*ms";
};
struct detectors {
  static constexpr std::string_view model = R"(
    dv/dt = -v/tau : 1
    tau = 1*ms : second)",
                                    threshold = "v>1", reset = "v=0";
};
struct coincidence {
  static constexpr std::string_view on_pre = "v += 0.6", model = "";
};

struct driven {
  static constexpr std::string_view model = R"(
    dv/dt = (0 - v)/tau : 1 (unless refractory)
    tau = 10*ms : second)",
                                    threshold = "v > 1", reset = "v = -1", refractory = "1*ms";
};
struct plastic {
  static constexpr std::string_view model = R"(
    w : 1
    dw_plus = .05 : 1
    dw_minus = .05 : 1
    w_max = 2 : 1)",
                                    on_pre = R"(
    v_post += w
    w = clip(w + dw_plus, 0, w_max)
    )",
                                    on_post = "w = clip(w - dw_minus, 0, w_max)";
};
struct fixed {
  static constexpr std::string_view on_pre = "v_post += 2", model = "";
};

struct noise {
  static constexpr std::string_view model = R"(
    dx/dt = -x / tau_input + (2 /tau_input)**.5 * eta(t)/second**.5 : 1
    tau_input = 5*ms : second)";
};
struct listening {
  static constexpr std::string_view model = R"(
    dx/dt = (0.9 + .5 * I - x) / tau : 1
    I : 1 (linked)
    tau = 10*ms : second)",
                                    threshold = "x > 1", reset = "x = 0", refractory = "5*ms";
};

} // namespace peers::texts::small_examples
