// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/sources/constant_drive.hpp>
#include <cortexpr/sources/function_drive.hpp>
#include <cortexpr/sources/live.hpp>
#include <cortexpr/sources/sinusoid.hpp>
#include <cortexpr/sources/timed_array.hpp>

// A drive is an external input to a population: `value(t)` for all neurons, or `row(t)` with one value per neuron.
