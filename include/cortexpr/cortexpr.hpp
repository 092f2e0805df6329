// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Everything: core, printed equations and their cost, diagnosis, checkpoints, arrays, files and pictures. Programs
/// that save .npz link libzip (cortexpr::io).

// A name of the user's that a lambda of these headers has too: g++ warns when it instantiates the lambda.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <cortexpr/core.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <cortexpr/io/connections.hpp>
#include <cortexpr/io/places.hpp>
#include <cortexpr/io/plot.hpp>
#include <cortexpr/io/read_connections.hpp>
#include <cortexpr/io/save.hpp>
#include <cortexpr/io/stream.hpp>
#include <cortexpr/io/trial_arrays.hpp>
#include <cortexpr/model/readings/operation_counter.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <cortexpr/monitor/spike_statistics.hpp>
#include <cortexpr/network/print_coupling.hpp>
#include <cortexpr/network/print_rule.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <cortexpr/simulation/checkpoint_every.hpp>
#pragma GCC diagnostic pop
