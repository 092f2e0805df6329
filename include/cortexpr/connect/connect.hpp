// SPDX-License-Identifier: BSL-1.0
#pragma once

/// All rules that say which neurons a projection connects.

#include <cortexpr/connect/degrees.hpp>
#include <cortexpr/connect/deterministic.hpp>
#include <cortexpr/connect/probability.hpp>
