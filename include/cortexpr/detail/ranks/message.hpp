// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// Appends a number in seven bits per byte (LEB128): small ones, as most are, take one byte.
inline void put_number(sequence<std::uint8_t>& to, std::uint64_t x) {
  for (; x >= 128; x >>= 7) to.push_back(static_cast<std::uint8_t>(x | 128));
  to.push_back(static_cast<std::uint8_t>(x));
}
inline void put_text(sequence<std::uint8_t>& to, std::string_view text) {
  put_number(to, text.size());
  to.append(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}
/// Appends values as they lie in memory; ranks are of one kind of processor.
template <class T>
  requires std::is_trivially_copyable_v<T>
void put_values(sequence<std::uint8_t>& to, const T* values, std::size_t n) {
  to.append(reinterpret_cast<const std::uint8_t*>(values), n * sizeof(T));
}

/// Reads a message from its beginning. A message that ends too early throws: another rank runs another program.
class message_reader {
public:
  explicit message_reader(std::span<const std::uint8_t> message)
      : at_(message.data()), end_(message.data() + message.size()) {}

  [[nodiscard]] bool done() const { return at_ == end_; }
  [[nodiscard]] std::span<const std::uint8_t> rest() const { return {at_, end_}; }
  [[nodiscard]] std::uint64_t number() {
    std::uint64_t x = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      need(1);
      const std::uint64_t byte = *at_++;
      x |= (byte & 127) << shift;
      if (byte < 128) return x;
    }
    refuse();
  }
  /// How many elements follow, of so many bytes each.
  [[nodiscard]] std::size_t count(std::size_t each) {
    const std::uint64_t n = number();
    if (n > static_cast<std::uint64_t>(end_ - at_) / each) refuse();
    return static_cast<std::size_t>(n);
  }
  [[nodiscard]] std::string_view text() {
    const std::size_t n = count(1);
    at_ += n;
    return {reinterpret_cast<const char*>(at_ - n), n};
  }
  template <class T>
    requires std::is_trivially_copyable_v<T>
  void values(T* to, std::size_t n) {
    if (n > static_cast<std::size_t>(end_ - at_) / sizeof(T)) refuse();
    if (n != 0) std::memcpy(to, at_, n * sizeof(T));
    at_ += n * sizeof(T);
  }

private:
  void need(std::size_t bytes) const {
    if (static_cast<std::size_t>(end_ - at_) < bytes) refuse();
  }
  [[noreturn, gnu::cold]] static void refuse() {
    raise<error>("a message between ranks is damaged: do all ranks run the same program?");
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
};

} // namespace cortexpr::detail
