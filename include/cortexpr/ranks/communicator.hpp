// SPDX-License-Identifier: BSL-1.0
#pragma once

// What a program includes that brings a communicator of its own: <cortexpr/core.hpp> leaves out what ranks do.
#include <cortexpr/base/distributed.hpp>
#include <cortexpr/detail/sharing/rank_work_of.hpp>
