// SPDX-License-Identifier: BSL-1.0
#pragma once

/// xtensor, wherever its version keeps the headers (they moved in 0.26).

#if __has_include(<xtensor/containers/xarray.hpp>)
#include <cortexpr/detail/standard.hpp>
#include <xtensor/containers/xarray.hpp>
#include <xtensor/containers/xtensor.hpp>
#include <xtensor/views/xview.hpp>
#else
#include <xtensor/xarray.hpp>
#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>
#endif
