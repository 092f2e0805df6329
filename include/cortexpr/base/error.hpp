// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

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

/// A piece of a message: words, or a number as std::to_string writes it. Words are not copied. Messages in pieces cost
/// a compiler a quarter of what sums of strings do, and every check has a message.
class message_piece {
public:
  // NOLINTBEGIN(google-explicit-constructor): pieces stand in lists
  message_piece(const char* words) : words_(words) {}
  message_piece(std::string_view words) : words_(words) {}
  message_piece(const std::string& words) : words_(words) {}
  message_piece(int x) : message_piece(static_cast<long long>(x)) {}
  message_piece(long x) : message_piece(static_cast<long long>(x)) {}
  message_piece(long long x) : kind_(kind::whole), whole_(x) {}
  message_piece(unsigned x) : message_piece(static_cast<unsigned long long>(x)) {}
  message_piece(unsigned long x) : message_piece(static_cast<unsigned long long>(x)) {}
  message_piece(unsigned long long x) : kind_(kind::natural), natural_(x) {}
  message_piece(double x) : kind_(kind::real), real_(x) {}
  // NOLINTEND(google-explicit-constructor)

  void append_to(std::string& message) const {
    switch (kind_) {
    case kind::words:
      message += words_;
      break;
    case kind::whole:
      message += std::to_string(whole_);
      break;
    case kind::natural:
      message += std::to_string(natural_);
      break;
    case kind::real:
      message += std::to_string(real_);
      break;
    }
  }

private:
  enum class kind { words, whole, natural, real };
  kind kind_ = kind::words;
  union {
    std::string_view words_;
    long long whole_;
    unsigned long long natural_;
    double real_;
  };
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
[[noreturn, gnu::cold, gnu::noinline]] inline void raise(std::initializer_list<message_piece> pieces) {
  std::string message;
  for (const message_piece& piece : pieces) piece.append_to(message);
  raise<Exception>(message);
}

} // namespace cortexpr
