// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The version of the library, for the preprocessor: `#if CORTEXPR_VERSION >= 200` is true from 0.2.0 on. CMake reads
/// it here.

#define CORTEXPR_VERSION_MAJOR 0
#define CORTEXPR_VERSION_MINOR 1
#define CORTEXPR_VERSION_PATCH 0

/// 10,000 major + 100 minor + patch.
#define CORTEXPR_VERSION (10000 * CORTEXPR_VERSION_MAJOR + 100 * CORTEXPR_VERSION_MINOR + CORTEXPR_VERSION_PATCH)

#define CORTEXPR_DETAIL_JOIN_VERSION(major, minor, patch) #major "." #minor "." #patch
#define CORTEXPR_DETAIL_VERSION_TEXT(major, minor, patch) CORTEXPR_DETAIL_JOIN_VERSION(major, minor, patch)
/// "major.minor.patch"
#define CORTEXPR_VERSION_STRING                                                                                        \
  CORTEXPR_DETAIL_VERSION_TEXT(CORTEXPR_VERSION_MAJOR, CORTEXPR_VERSION_MINOR, CORTEXPR_VERSION_PATCH)
