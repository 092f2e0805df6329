// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// Whether k is one of the numbers 0 to size - 1; negative ones are not, whatever the type.
template <std::integral N>
[[nodiscard]] constexpr bool is_below(N k, std::size_t size) {
  return static_cast<std::uint64_t>(k) < size;
}

/// What the columns of a trace are: neurons of a population, synapses of a projection in the order of their creation,
/// targets of a projection, counted from the first of its slice, or the numbers of which a monitor's result consists.
enum class columns_of { neurons, synapses, targets, results };

/// Which neurons, synapses or targets a recording keeps.
class selection {
public:
  /// All of `n`.
  void all(std::uint64_t n) {
    everything_ = true;
    size_ = total_ = n;
    which_.clear();
    sorted_.clear();
  }
  /// These, in this order.
  template <class List>
  void these(const List& list, std::uint64_t n, const std::string& item) {
    everything_ = false;
    total_ = n;
    which_.clear();
    for (const auto& k : list) {
      const std::int64_t index = whole_number(k);
      if (index < 0 || static_cast<std::uint64_t>(index) >= n)
        raise({"recording '", item, "': number ", index, " is out of range; there are ", n, ", numbered from 0"});
      which_.push_back(static_cast<std::uint64_t>(index));
    }
    size_ = which_.size();
    sorted_ = which_;
    std::sort(sorted_.begin(), sorted_.end());
  }
  /// How many are recorded, and of how many.
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::uint64_t total() const { return total_; }
  [[nodiscard]] bool everything() const { return everything_; }
  /// The number of the k-th one. Throws `invalid_value` if there is none.
  template <std::integral N>
  [[nodiscard]] std::uint64_t operator[](N k) const {
    if (!is_below(k, size_)) raise({"column ", k, " of a recording does not exist; ", columns_in_words()});
    return unchecked(static_cast<std::size_t>(k));
  }
  [[nodiscard]] std::uint64_t unchecked(std::size_t k) const { return everything_ ? k : which_[k]; }
  [[nodiscard]] bool contains(std::uint64_t index) const {
    return everything_ || std::binary_search(sorted_.begin(), sorted_.end(), index);
  }
  /// The first column of a neuron or synapse, or `size()` if it is not kept.
  [[nodiscard]] std::size_t column_of(std::uint64_t index) const {
    if (everything_) return index < size_ ? static_cast<std::size_t>(index) : size_;
    return static_cast<std::size_t>(std::find(which_.begin(), which_.end(), index) - which_.begin());
  }

  /// "columns are 0, 1: the recorded neurons 4, 7".
  [[nodiscard, gnu::cold]] std::string columns_in_words(std::string_view what = "numbers") const {
    if (size_ == 0) return "there are none";
    if (size_ == 1) return joined({"the only column is 0, number ", unchecked(0), " of the ", what});
    if (everything_) return joined({"columns are 0 to ", size_ - 1, ", one for each of the ", size_, " ", what});
    return size_ == 2 ? joined({"columns are 0, 1: the recorded ", what, " ", numbers_in_words()})
                      : joined({"columns are 0 to ", size_ - 1, ": the recorded ", what, " ", numbers_in_words()});
  }
  [[nodiscard, gnu::cold]] std::string numbers_in_words() const {
    constexpr std::size_t most = 12;
    std::string text;
    for (std::size_t k = 0; k < std::min(size_, most); ++k)
      text.append(k == 0 ? "" : ", ").append(std::to_string(unchecked(k)));
    return size_ > most ? text + ", ..." : text;
  }

private:
  bool everything_ = true;
  std::size_t size_ = 0;
  std::uint64_t total_ = 0; ///< of which these were chosen
  sequence<std::uint64_t> which_;
  sequence<std::uint64_t> sorted_; ///< the same, to look numbers up
};

} // namespace cortexpr::detail
