// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cortexpr/detail/ranks/message.hpp>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using namespace cortexpr;
using detail::message_reader;
using bytes = detail::sequence<std::uint8_t>;

TEST_CASE("message: what is put in comes out") {
  std::vector<std::uint64_t> numbers{0, std::numeric_limits<std::uint64_t>::max()};
  for (int bit = 0; bit < 64; ++bit)
    for (const std::uint64_t near : {0u, 1u, 2u}) numbers.push_back((std::uint64_t{1} << bit) - 1 + near);
  bytes message;
  for (const std::uint64_t x : numbers) detail::put_number(message, x);
  const double values[] = {-0.0, 1.5, std::numeric_limits<double>::infinity()};
  detail::put_text(message, "");
  detail::put_values(message, values, 3);
  detail::put_text(message, "get<\"S.w\">");
  message_reader from({message.data(), message.size()});
  for (const std::uint64_t x : numbers) CHECK(from.number() == x);
  CHECK(from.text().empty());
  double read[3] = {};
  from.values(read, 3);
  CHECK(std::memcmp(read, values, sizeof values) == 0);
  CHECK(from.text() == "get<\"S.w\">");
  CHECK(from.done());
}

TEST_CASE("message: small numbers take a byte") {
  bytes message;
  for (std::uint64_t x = 0; x < 128; ++x) detail::put_number(message, x);
  CHECK(message.size() == 128);
  detail::put_number(message, 128);
  CHECK(message.size() == 130);
}

TEST_CASE("message: a damaged one is refused, never read beyond its end") {
  bytes message;
  detail::put_number(message, 1u << 20);
  detail::put_text(message, "words");
  for (std::size_t n = 0; n < message.size(); ++n) {
    CAPTURE(n);
    // A copy of its own: a sanitizer sees what lies beyond.
    const std::vector<std::uint8_t> part(message.begin(), message.begin() + n);
    message_reader from(part);
    CHECK_THROWS_AS(((void)from.number(), (void)from.text()), error);
  }
  const std::vector<std::uint8_t> endless(20, 255);
  message_reader from(endless);
  CHECK_THROWS_AS(from.number(), error);
  message_reader again(endless);
  double values[3];
  CHECK_THROWS_AS(again.values(values, 3), error);
}

} // namespace
