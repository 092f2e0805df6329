// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/throw_exception.hpp>
#include <cstdio>
#include <cstdlib>

#if !defined(BOOST_NO_EXCEPTIONS)
#error "this program is meant for -fno-exceptions"
#endif

// Boost asks programs without exceptions to say what happens instead.
namespace boost {
BOOST_NORETURN inline void throw_exception(const std::exception& what) {
  std::fputs(what.what(), stderr);
  std::abort();
}
BOOST_NORETURN inline void throw_exception(const std::exception& what, const source_location&) {
  throw_exception(what);
}
} // namespace boost
