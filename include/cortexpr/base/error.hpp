// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/text/joined.hpp>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <stdexcept>
#include <string>

namespace cortexpr {

/// Root of everything the library throws: the message says what is wrong, where (the item's name) and what to do.
class error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// A value from outside (size, weight, delay, duration, index ...) that cannot be simulated as given.
class invalid_value : public error {
public:
  using error::error;
};

/// A file or a program outside could not be read, written or started; the message holds the path.
class io_error : public error {
public:
  using error::error;
};

/// Throws `Exception(message)`; in a program built without exceptions, prints the message and aborts.
template <class Exception = invalid_value>
[[noreturn, gnu::cold]] inline void raise(const std::string& message) {
#if defined(__cpp_exceptions)
  throw Exception(message);
#else
  std::fprintf(stderr, "cortexpr: %s\n", message.c_str());
  std::abort();
#endif
}
/// The same with the message in pieces: `raise({"'", name, "': ", n, " is too large"})`.
template <class Exception = invalid_value>
[[noreturn, gnu::cold, gnu::noinline]] inline void raise(std::initializer_list<detail::text_piece> pieces) {
  raise<Exception>(detail::joined(pieces));
}

} // namespace cortexpr
