// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/io/npz.hpp>
#include <string>
#include <vector>

/// Numbers that Brian2 gave: recorded/NAME.npz, written by reference/NAME.py.
namespace peers {

class brian2_numbers {
public:
  explicit brian2_numbers(const std::string& name) : path_(folder() + "recorded/" + name + ".npz") {}

  [[nodiscard]] std::vector<double> numbers(const std::string& name) const {
    const auto array = cortexpr::load_npz<double>(path_, name);
    return {array.begin(), array.end()};
  }
  /// Compares a trace with an array of times x neurons, by the largest number in it.
  template <class Trace>
  void compare(const std::string& name, const Trace& trace, double tolerance) const {
    const std::vector<double> expected = numbers(name);
    REQUIRE(trace.values.size() == expected.size());
    double scale = 0, apart = 0;
    for (const double x : expected) scale = std::max(scale, std::abs(x));
    for (std::size_t k = 0; k < expected.size(); ++k) {
      const double difference = std::abs(static_cast<double>(trace.values[k]) - expected[k]);
      REQUIRE(std::isfinite(difference));
      apart = std::max(apart, difference);
    }
    INFO(name << ": relative difference " << apart / scale);
    CHECK(apart <= tolerance * scale);
  }

private:
  static std::string folder() {
    const std::string file = __FILE__;
    return file.substr(0, file.find_last_of('/') + 1);
  }
  std::string path_;
};

} // namespace peers
