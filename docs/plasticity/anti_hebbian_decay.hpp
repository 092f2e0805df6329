// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>

/// A spike that arrives soon after spikes of the target takes a part of the weight with it.
struct anti_hebbian_decay {
  double part = 0.1;                                    // that a spike takes right after one of the target
  cortexpr::quantity<cortexpr::dim::second> tau{20e-3}; // how long "soon" is

  struct at_target { // a variable of every target ...
    double y = 0;
  };
  cortexpr::quantity<cortexpr::dim::second> time_constants(at_target) const { return tau; } // ... that decays ...
  static void spike(at_target& post) { post.y += 1; } // ... and rises with the target's spikes

  void on_pre(auto& s) const { s.w -= part * s.y * s.w; } // a spike arrives at the synapse

  bool operator==(const anti_hebbian_decay&) const = default;
};
