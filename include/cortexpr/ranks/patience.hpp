// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/quantity.hpp>

namespace cortexpr {

/// How long a rank waits for the others: after `until_named` those that have not come are named on standard error, by
/// the first of those that wait; after `until_ended`, unless it is zero, the job ends. Given to `mpi`.
///
/// Example (tests/mpi/same_bits.cpp):
///
///     mpi mpi(argc, argv, patience{.until_named = 1_s, .until_ended = limit});
struct patience {
  quantity<dim::second> until_named = quantity<dim::second>(60);
  quantity<dim::second> until_ended = quantity<dim::second>(0);
};

} // namespace cortexpr
