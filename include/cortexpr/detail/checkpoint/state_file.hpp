// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <bit>
#include <boost/crc.hpp>
#include <cortexpr/detail/base/file.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/checkpoint/exchange.hpp>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

namespace cortexpr::detail {

static_assert(std::endian::native == std::endian::little, "cortexpr: checkpoints are made on little-endian machines");

/// Writes the values of a checkpoint one after the other, then a checksum over all of them (CRC-32 as in zlib).
class state_writer {
public:
  static constexpr bool reads = false;

  explicit state_writer(const file_path& path) : out_(path) {}

  template <class T>
  void numbers(const T* data, std::size_t n) {
    crc_.process_bytes(data, n * sizeof(T));
    out_.write(data, n * sizeof(T));
  }
  /// Writes the length of a list; the width of its entries, in bytes, matters to the reader alone.
  std::size_t count(std::size_t n, std::size_t) {
    const std::uint64_t wide = n;
    numbers(&wide, 1);
    return n;
  }
  /// Writes integers in as few bytes each as the largest one needs.
  void narrow(const sequence<std::uint32_t>& list) {
    const std::uint32_t largest = list.empty() ? 0 : *std::max_element(list.begin(), list.end());
    if (largest <= 0xff)
      narrowed<std::uint8_t>(list);
    else if (largest <= 0xffff)
      narrowed<std::uint16_t>(list);
    else
      narrowed<std::uint32_t>(list);
  }
  void text(std::string_view words) { numbers(words.data(), count(words.size(), 1)); }
  template <class... T>
  void operator()(const T&... x) {
    const auto write = [&](auto copy) { detail::exchange(*this, copy); };
    (write(x), ...);
  }
  [[noreturn]] void damaged(std::string_view what) { raise<io_error>(std::string(what)); }
  void finish() {
    const std::uint32_t sum = crc_.checksum();
    out_.write(&sum, sizeof sum);
    out_.complete(true);
  }

private:
  template <class Narrow>
  void narrowed(const sequence<std::uint32_t>& list) {
    const auto width = static_cast<std::uint8_t>(sizeof(Narrow));
    numbers(&width, 1);
    const sequence<Narrow> copy(list.begin(), list.end());
    numbers(copy.data(), count(copy.size(), sizeof(Narrow)));
  }

  new_file out_;
  boost::crc_32_type crc_;
};

/// Reads the values of a checkpoint. No content is trusted: a file may be truncated, corrupted or crafted by an
/// attacker. `verify` reads the whole file and compares the checksum, before anything is used; the checksum does not
/// protect against an attacker, so that every length is checked against the bytes that remain, and every index by its
/// reader.
class state_reader {
public:
  static constexpr bool reads = true;

  explicit state_reader(const file_path& path) : path_(path.string()) {
    const file_kind kind = kind_of(path_.c_str());
    if (kind == file_kind::folder) refuse({path_, ": is a folder, not a checkpoint"});
    if (kind == file_kind::other) refuse({path_, ": is not a regular file"});
    in_.reset(std::fopen(path_.c_str(), "rb"));
    if (in_ == nullptr) refuse({path_, ": cannot be opened for reading (", words_for(errno), ")"});
    std::fseek(in_.get(), 0, SEEK_END);
    const long end = std::ftell(in_.get());
    std::rewind(in_.get());
    size_ = end > 0 ? static_cast<std::uint64_t>(end) : 0;
    left_ = size_;
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Bytes of the file that have not been read.
  [[nodiscard]] std::uint64_t left() const { return left_; }
  /// The checksum of the file, which `verify` has compared.
  [[nodiscard]] std::uint32_t checksum() const { return sum_; }
  [[noreturn, gnu::cold]] void damaged(std::string_view what) const {
    refuse({path_, ": is damaged (", what, "); nothing was loaded, use another checkpoint"});
  }

  /// Compares the checksum and returns to the present position. From then on `left` does not count the checksum.
  void verify() {
    constexpr std::uint64_t sum_bytes = sizeof(std::uint32_t);
    if (size_ < sum_bytes) damaged("it is cut short");
    const std::uint64_t here = size_ - left_;
    std::rewind(in_.get());
    boost::crc_32_type crc;
    const std::unique_ptr<char[]> buffer(new char[chunk]);
    left_ = size_ - sum_bytes;
    while (left_ > 0) {
      const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(left_, chunk));
      numbers(buffer.get(), n);
      crc.process_bytes(buffer.get(), n);
    }
    left_ = sum_bytes;
    numbers(&sum_, 1);
    if (sum_ != crc.checksum()) damaged("it is cut short, or its bytes have changed: the checksum does not fit");
    std::fseek(in_.get(), static_cast<long>(here), SEEK_SET);
    left_ = size_ - sum_bytes - here;
  }

  template <class T>
  void numbers(T* data, std::size_t n) {
    if (n > left_ / sizeof(T)) damaged("it ends too early");
    if (n == 0) return;
    if (std::fread(data, sizeof(T), n, in_.get()) != n) refuse({path_, ": cannot be read to its end"});
    left_ -= n * sizeof(T);
  }
  /// Reads the length of a list whose entries have this width in bytes; the file is long enough for it.
  std::size_t count(std::size_t, std::size_t width) {
    std::uint64_t n = 0;
    numbers(&n, 1);
    if (n > left_ / width) damaged("a list is longer than the file");
    return static_cast<std::size_t>(n);
  }
  void narrow(sequence<std::uint32_t>& list) {
    std::uint8_t width = 0;
    numbers(&width, 1);
    if (width == 1)
      widened<std::uint8_t>(list);
    else if (width == 2)
      widened<std::uint16_t>(list);
    else if (width == 4)
      widened<std::uint32_t>(list);
    else
      damaged("a list has an unknown width");
  }
  [[nodiscard]] std::string text() {
    std::string words(count(0, 1), '\0');
    numbers(words.data(), words.size());
    return words;
  }
  template <class... T>
  void operator()(T&... x) {
    (detail::exchange(*this, x), ...);
  }

private:
  static constexpr std::size_t chunk = std::size_t{1} << 16;
  struct close_file {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  template <class Narrow>
  void widened(sequence<std::uint32_t>& list) {
    sequence<Narrow> copy(count(0, sizeof(Narrow)));
    numbers(copy.data(), copy.size());
    list.assign(copy.begin(), copy.end());
  }

  std::string path_;
  std::unique_ptr<std::FILE, close_file> in_;
  std::uint64_t size_ = 0, left_ = 0;
  std::uint32_t sum_ = 0;
};

} // namespace cortexpr::detail
