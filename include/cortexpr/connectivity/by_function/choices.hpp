// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/connectivity/draw_partners.hpp>
#include <cortexpr/random/distributions.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cortexpr::detail {

/// The numbers begin, begin + step, ... below end (above it, for negative steps): a range that costs no memory.
struct number_range {
  std::int64_t first = 0, last = 0, step = 1;

  struct iterator {
    std::int64_t at, step;
    std::int64_t operator*() const { return at; }
    iterator& operator++() {
      at += step;
      return *this;
    }
    [[nodiscard]] bool operator!=(const iterator& other) const { return at != other.at; }
  };
  [[nodiscard]] iterator begin() const { return {first, step}; }
  [[nodiscard]] iterator end() const { return {first + static_cast<std::int64_t>(size()) * step, step}; }
  [[nodiscard]] std::size_t size() const {
    const std::int64_t way = step > 0 ? last - first : first - last, pace = step > 0 ? step : -step;
    return way <= 0 || pace == 0 ? 0 : static_cast<std::size_t>((way + pace - 1) / pace);
  }
};

/// What the function of `targets_of` or `sources_of` chooses from: the neurons of the other side, numbered from 0, and
/// the random numbers of this neuron.
class choices {
public:
  choices(std::uint32_t size, stream numbers, std::uint64_t entity) : size_(size), numbers_(numbers, entity) {}

  /// How many neurons the other side has.
  [[nodiscard]] std::int64_t size() const { return size_; }
  /// begin, begin + step, ... without end.
  [[nodiscard]] static number_range range(std::int64_t begin, std::int64_t end, std::int64_t step = 1) {
    if (step == 0) raise("a range of neurons with the step 0 never ends");
    return {begin, end, step};
  }
  /// All of them.
  [[nodiscard]] number_range all() const { return {0, size_, 1}; }
  /// k different ones, all sets of k being equally likely; ascending.
  [[nodiscard]] std::vector<std::int64_t> sample(std::int64_t k) { return sample(k, 0, size_); }
  /// k different numbers from begin to end - 1.
  [[nodiscard]] std::vector<std::int64_t> sample(std::int64_t k, std::int64_t begin, std::int64_t end) {
    const std::int64_t n = end - begin;
    if (k < 0 || k > n || n > 0xffffffff)
      raise({"a sample of ", k, " different neurons out of ", n < 0 ? 0 : n, " is not possible"});
    std::vector<std::int64_t> chosen;
    for (const std::uint32_t x :
         sample_distinct(numbers_, static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(k)))
      chosen.push_back(begin + x);
    return chosen;
  }
  /// Each of them with probability p, independently; ascending.
  [[nodiscard]] std::vector<std::int64_t> chosen_with(double p) { return chosen_with(p, 0, size_); }
  /// Each number from begin to end - 1 with probability p.
  [[nodiscard]] std::vector<std::int64_t> chosen_with(double p, std::int64_t begin, std::int64_t end) {
    if (!(p >= 0 && p <= 1)) raise({"a probability of ", p, " is not between 0 and 1"});
    std::vector<std::int64_t> chosen;
    for_each_success(numbers_, p, static_cast<double>(end - begin),
                     [&](double k) { chosen.push_back(begin + static_cast<std::int64_t>(k)); });
    return chosen;
  }
  /// Uniform in [0, 1).
  [[nodiscard]] double uniform() { return numbers_.uniform(); }
  /// Of the standard normal distribution.
  [[nodiscard]] double normal() { return standard_normal(numbers_); }

private:
  std::uint32_t size_;
  generator numbers_;
};

} // namespace cortexpr::detail
