// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Networks in space: where neurons are, and what depends on their distance.

#include <cortexpr/space/fixed_indegree_within.hpp>
#include <cortexpr/space/kernels.hpp>
#include <cortexpr/space/layouts.hpp>
#include <cortexpr/space/masks.hpp>
#include <cortexpr/space/placement.hpp>
#include <cortexpr/space/within.hpp>
