// SPDX-License-Identifier: BSL-1.0
#pragma once

/// All rules that say which neurons a projection connects.

#include <cortexpr/connectivity/deterministic.hpp>
#include <cortexpr/connectivity/fixed_degrees.hpp>
#include <cortexpr/connectivity/probability.hpp>
