// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/quantity.hpp>

namespace cortexpr {

/// Option of `mpi`: how long a rank waits for the others. After about `until_named`, the first of the waiting ranks
/// names on standard error those that have not come; after `until_ended`, unless it is zero, the job ends.
///
/// Example (tests/mpi/same_bits.cpp):
///
///     mpi mpi(argc, argv, patience{.until_named = 1_s, .until_ended = limit});
struct patience {
  quantity<dim::second> until_named = quantity<dim::second>(60);
  quantity<dim::second> until_ended = quantity<dim::second>(0);
};

} // namespace cortexpr
