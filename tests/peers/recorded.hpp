// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/cortexpr.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace peers {

/// An array that reference/<program>.py has recorded.
inline xt::xarray<double> recorded(const std::string& program, const std::string& array) {
  const std::filesystem::path here = std::filesystem::path(__FILE__).parent_path();
  return cortexpr::load_npz<double>(here / "recorded" / (program + ".npz"), array);
}
inline std::vector<std::int64_t> recorded_steps(const std::string& program, const std::string& array) {
  std::vector<std::int64_t> steps;
  for (const double x : recorded(program, array)) steps.push_back(static_cast<std::int64_t>(x));
  return steps;
}

/// The largest difference of a trace (or every so many-th row of it) and a recorded one, in units of the largest
/// number.
template <class Trace>
double difference(const Trace& found, const xt::xarray<double>& expected, std::size_t every = 1) {
  double worst = 0, largest = 0;
  std::size_t k = 0;
  const std::size_t columns = found.values.size() / found.rows();
  for (const double x : expected) {
    worst = std::max(worst, std::abs(found(k / columns * every, k % columns) - x));
    largest = std::max(largest, std::abs(x));
    ++k;
  }
  return k == 0 || !(worst >= 0) ? 1 : worst / largest;
}

} // namespace peers
