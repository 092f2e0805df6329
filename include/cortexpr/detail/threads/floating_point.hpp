// SPDX-License-Identifier: BSL-1.0
#pragma once

#if defined(__SSE2__)
#include <cortexpr/detail/standard.hpp>
#include <xmmintrin.h>
#endif

namespace cortexpr::detail {

/// While it lives, denormal numbers count as zero: decaying conductances would otherwise slow a step many times.
class flush_denormals_to_zero {
public:
#if defined(__SSE2__)
  flush_denormals_to_zero() : saved_(_mm_getcsr()) { _mm_setcsr(saved_ | 0x8040u); }
  ~flush_denormals_to_zero() { _mm_setcsr(saved_); }
#else
  flush_denormals_to_zero() = default;
  ~flush_denormals_to_zero() = default;
#endif
  flush_denormals_to_zero(const flush_denormals_to_zero&) = delete;
  flush_denormals_to_zero& operator=(const flush_denormals_to_zero&) = delete;

private:
#if defined(__SSE2__)
  unsigned saved_;
#endif
};

} // namespace cortexpr::detail
