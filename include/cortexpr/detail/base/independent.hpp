// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>

/// Before a loop: no iteration reads what another writes, so that several may be done at a time. Only g++ is told:
/// clang finds out by itself, and warns where it is told and does not follow.
#if defined(__GNUC__) && !defined(__clang__)
#define CORTEXPR_INDEPENDENT _Pragma("GCC ivdep")
#else
#define CORTEXPR_INDEPENDENT
#endif
