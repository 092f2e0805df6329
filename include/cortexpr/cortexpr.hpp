// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Everything: core, diagnosis, checkpoints, arrays, files and pictures. Programs that save .npz link libzip
/// (cortexpr::io).

#include <cortexpr/core.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <cortexpr/io/plot.hpp>
#include <cortexpr/io/save.hpp>
#include <cortexpr/io/stream.hpp>
#include <cortexpr/run/checkpoint.hpp>
#include <cortexpr/run/checkpoint_every.hpp>
