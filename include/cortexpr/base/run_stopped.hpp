// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cstdint>
#include <string>

namespace cortexpr {

/// A watchdog has stopped a run. The message names the item, the neuron and the step; state and recordings are whole
/// and those after that step.
class run_stopped : public error {
public:
  using error::error;
  std::uint64_t order = 0; ///< of several ranks' findings: a run without ranks meets the lowest first
};

/// A state holds what is not finite: the message names item, variable, neuron or synapse, and the step. State and
/// recordings are whole and those of that step.
class not_finite : public run_stopped {
public:
  using run_stopped::run_stopped;
};

namespace detail {

/// Throws `Exception(message)` with its order among the findings of all ranks.
template <class Exception>
[[noreturn, gnu::cold]] inline void raise_in_order(std::uint64_t order, const std::string& message) {
#if defined(__cpp_exceptions)
  Exception problem(message);
  problem.order = order;
  throw problem;
#else
  static_cast<void>(order);
  raise<Exception>(message);
#endif
}

} // namespace detail

} // namespace cortexpr
