// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/files/archive.hpp>
#include <cortexpr/detail/files/connection_columns.hpp>
#include <cortexpr/detail/files/input_file.hpp>
#include <cortexpr/detail/files/listed_synapses.hpp>
#include <cortexpr/detail/files/npy_header.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// Appends numbers of a .npy file's type to a column.
[[gnu::noinline]] inline void append_column(listed_synapses& out, list_column c, const npy_header& h, const char* bytes,
                                            std::size_t count, std::size_t stride) {
  const auto as = [&]<class From>(From) {
    if (c == list_column::source || c == list_column::target)
      out.append_neurons<From>(c, bytes, count, stride);
    else
      out.append_values<From>(c, bytes, count, stride);
  };
  const auto width = [&](auto one, auto two, auto four, auto eight) {
    h.width == 1 ? as(one) : h.width == 2 ? as(two) : h.width == 4 ? as(four) : as(eight);
  };
  if (h.kind == 'f')
    h.width == 4 ? as(float{}) : as(double{});
  else if (h.kind == 'i')
    width(std::int8_t{}, std::int16_t{}, std::int32_t{}, std::int64_t{});
  else
    width(std::uint8_t{}, std::uint16_t{}, std::uint32_t{}, std::uint64_t{});
}

/// Memory for the entries of a column. The number comes from the file, which may lie: beyond 16 million the lists grow
/// as entries come.
[[gnu::cold]] inline void reserve_column(listed_synapses& out, list_column c, std::size_t count) {
  const std::size_t n = std::min(count, std::size_t{1} << 24);
  switch (c) {
  case list_column::source:
    return out.source.reserve(n);
  case list_column::target:
    return out.target.reserve(n);
  case list_column::weight:
    return out.weight.reserve(n);
  case list_column::delay:
    return out.delay.reserve(n);
  }
}

/// Reads an array of a .npy file that arrives in pieces: one column of a list, or a table whose columns are those of a
/// list.
class npy_columns {
public:
  /// An array that is one column.
  npy_columns(listed_synapses& out, std::string name, list_column column)
      : out_(&out), name_(std::move(name)), column_(column) {}
  /// A table.
  npy_columns(listed_synapses& out, std::string name, const wanted_columns& wanted)
      : out_(&out), name_(std::move(name)), wanted_(&wanted) {}

  /// The next bytes of a file of this length.
  void take(std::string_view bytes, std::uint64_t length) {
    seen_ += bytes.size();
    if (!begun_) {
      rest_.append(bytes);
      if (!begin(std::max(length, seen_))) return;
      bytes = std::string_view(rest_).substr(header_.data);
      return take_numbers(bytes);
    }
    if (rest_.empty()) return take_numbers(bytes);
    rest_.append(bytes);
    const std::string whole = std::move(rest_);
    rest_.clear();
    take_numbers(whole);
  }
  [[gnu::cold]] void finish() {
    if (!begun_) header_ = read_npy_header(rest_, name_); // says what is missing
    if (done_ < header_.count) refuse({name_, ": ends after ", done_, " of ", header_.count, " numbers"});
  }

private:
  /// Reads the header if all of it is there.
  [[gnu::cold]] bool begin(std::uint64_t length) {
    constexpr std::size_t longest = std::size_t{1} << 16;
    const auto byte = [&](std::size_t k) { return static_cast<std::size_t>(static_cast<unsigned char>(rest_[k])); };
    if (rest_.size() < 12) return false;
    const bool wide = byte(6) >= 2;
    const std::size_t needed =
        (wide ? 12u : 10u) + (byte(8) | byte(9) << 8 | (wide ? byte(10) << 16 | byte(11) << 24 : 0));
    if (rest_.size() < needed && needed < longest && rest_.size() < length) return false;
    header_ = read_npy_header(rest_, name_, length);
    if (header_.kind == 'U') refuse({name_, ": holds text where numbers are wanted"});
    begun_ = true;
    wanted_ == nullptr ? begin_column() : begin_table();
    return true;
  }
  [[gnu::cold]] void begin_column() {
    if (header_.shape.size() != 1)
      refuse({name_, ": has ", header_.shape.size(), " dimensions; a column of a list of connections has one"});
    refuse_truth_values();
    reserve_column(*out_, column_, header_.count);
  }
  /// A mask is no list of neurons, though it can be read as one.
  [[gnu::cold]] void refuse_truth_values() const {
    if (header_.kind == 'b' && wanted_ == nullptr && (column_ == list_column::source || column_ == list_column::target))
      refuse({name_, ": holds truth values where numbers of neurons are wanted; numpy.flatnonzero gives those"});
  }
  [[gnu::cold]] void begin_table() {
    if (header_.shape.size() != 2)
      refuse({name_, ": has ", header_.shape.size(), header_.shape.size() == 1 ? " dimension" : " dimensions",
              "; connections are an array of two, with a row for each of them: source, target, weight, delay"});
    const std::size_t count = header_.shape[1];
    if (header_.shape[0] <= list_columns && count > list_columns && wanted_->by_position() == 0)
      refuse({name_, ": has ", header_.shape[0], " rows and ", count,
              " columns; connections are rows: save its transpose (",
              "array.T), or say which columns are meant: connection_columns{.source = 0, ...}"});
    places_ = wanted_->without_names(count, name_);
    for (std::size_t k = 0; k < list_columns; ++k)
      if (wanted_->wanted[k]) {
        out_->columns[k] = joined({"column ", places_[k] + 1, " of ", count});
        reserve_column(*out_, static_cast<list_column>(k), header_.shape[0]);
      }
  }

  /// Takes all whole numbers, of a table in rows all whole rows; what is left waits in `rest_`.
  void take_numbers(std::string_view bytes) {
    const std::size_t width = header_.width;
    const bool in_rows = wanted_ != nullptr && !header_.fortran;
    const std::size_t columns = in_rows ? header_.shape[1] : 1;
    const std::size_t left = header_.count - done_;
    const std::size_t numbers = std::min(bytes.size() / width / std::max<std::size_t>(columns, 1) * columns, left);
    if (wanted_ == nullptr) {
      append_column(*out_, column_, header_, bytes.data(), numbers, width);
    } else if (in_rows) {
      for (std::size_t k = 0; k < list_columns; ++k)
        if (wanted_->wanted[k])
          append_column(*out_, static_cast<list_column>(k), header_, bytes.data() + places_[k] * width,
                        numbers / columns, columns * width);
    } else {
      take_columns(bytes.data(), numbers);
    }
    done_ += numbers;
    std::string after(done_ < header_.count ? bytes.substr(numbers * width) : std::string_view());
    rest_ = std::move(after);
  }
  /// Numbers of a table that lies column by column.
  void take_columns(const char* bytes, std::size_t numbers) {
    const std::size_t rows = header_.shape[0];
    for (std::size_t k = 0; k < numbers;) {
      const std::size_t place = (done_ + k) / rows;
      const std::size_t count = std::min(numbers - k, rows - (done_ + k) % rows);
      for (std::size_t c = 0; c < list_columns; ++c)
        if (wanted_->wanted[c] && places_[c] == place)
          append_column(*out_, static_cast<list_column>(c), header_, bytes + k * header_.width, count, header_.width);
      k += count;
    }
  }

  listed_synapses* out_;
  std::string name_;
  list_column column_ = list_column::source;
  const wanted_columns* wanted_ = nullptr;
  bool begun_ = false;
  npy_header header_;
  std::array<std::size_t, list_columns> places_{};
  std::size_t done_ = 0;   ///< numbers that have been taken
  std::uint64_t seen_ = 0; ///< bytes that have come
  std::string rest_;       ///< bytes that wait for more
};

/// Connections from an array of two dimensions.
[[gnu::cold]] inline void read_npy_table(listed_synapses& out, const file_path& path, const wanted_columns& wanted) {
  input_file in(path);
  npy_columns reader(out, path.string(), wanted);
  std::vector<char> buffer(std::size_t{1} << 20);
  while (const std::size_t n = in.read(buffer.data(), buffer.size())) reader.take({buffer.data(), n}, in.size());
  reader.finish();
}

/// Connections from an archive with an array for each column.
[[gnu::cold]] inline void read_npz_columns(listed_synapses& out, const file_path& path, const wanted_columns& wanted) {
  const npz_reader archive(path);
  std::vector<std::string> names = archive.names();
  names.erase(std::remove(names.begin(), names.end(), "units"), names.end()); // what save_npz writes beside arrays
  const auto places = wanted.among(names, path.string());
  for (std::size_t k = 0; k < list_columns; ++k) {
    if (!wanted.wanted[k]) continue;
    const std::string& name = names[places[k]];
    out.columns[k] = joined({"'", name, "'"});
    npy_columns reader(out, joined({path.string(), " (", name, ")"}), static_cast<list_column>(k));
    archive.read_in_pieces(name, [&](std::string_view bytes, std::uint64_t length) { reader.take(bytes, length); });
    reader.finish();
  }
}

} // namespace cortexpr::detail
