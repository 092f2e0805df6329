// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>

namespace cortexpr {

/// A watchdog has stopped a run. The message names the item, the neuron and the step; state and recordings are whole
/// and those after that step.
class run_stopped : public error {
public:
  using error::error;
};

/// A state holds what is not finite: the message names item, variable, neuron or synapse, and the step. State and
/// recordings are whole and those of that step.
class not_finite : public run_stopped {
public:
  using run_stopped::run_stopped;
};

} // namespace cortexpr
