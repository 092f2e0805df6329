// SPDX-License-Identifier: BSL-1.0
#pragma once

// std::chrono::steady_clock and durations. <chrono> adds calendars and reads of dates from streams, which a compiler
// pays for in every program; in GNU's library <thread> brings what clocks need and no more.
#include <version>
#ifdef __GLIBCXX__
#include <thread>
#else
#include <chrono>
#endif
#include <cortexpr/detail/standard.hpp>
