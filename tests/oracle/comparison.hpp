// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "case.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace oracle {

/// Compares what a replay computed with the arrays of its case and keeps the worst difference.
class comparison {
public:
  explicit comparison(const reference_case& reference) : reference_(reference) {}

  /// A real-valued output: differences count relative to the array's maximum.
  template <class Values>
  void array(const std::string& name, const Values& ours, double scale = 1) {
    if (!reference_.has_output(name)) return;
    compared_.insert(name);
    const auto theirs = reference_.output(name);
    if (theirs.size() != ours.size()) {
      note(name, HUGE_VAL,
           "has " + std::to_string(ours.size()) + " values instead of " + std::to_string(theirs.size()));
      return;
    }
    double largest = 0, difference = 0;
    for (std::size_t k = 0; k < theirs.size(); ++k) {
      const double a = theirs.flat(k), b = static_cast<double>(ours[k]) * scale;
      if (std::isfinite(a)) largest = std::max(largest, std::abs(a));
      if (a == b || (std::isnan(a) && std::isnan(b))) continue;
      difference = std::isfinite(a) && std::isfinite(b) ? std::max(difference, std::abs(a - b)) : HUGE_VAL;
    }
    note(name, difference == 0 ? 0 : difference / (largest > 0 ? largest : 1), "");
  }

  /// A mean over seeds: right if it lies in the 95 % interval of the mean of the case's values.
  void mean(const std::string& name, double ours) {
    compared_.insert(name);
    const auto theirs = reference_.output(name);
    const auto n = static_cast<double>(theirs.size());
    double sum = 0, squares = 0;
    for (std::size_t k = 0; k < theirs.size(); ++k) sum += theirs.flat(k);
    for (std::size_t k = 0; k < theirs.size(); ++k) squares += std::pow(theirs.flat(k) - sum / n, 2);
    // Student's 97.5 % quantile by its expansion around the normal one (Abramowitz and Stegun 26.7.5).
    const double z = 1.959963984540054, nu = n - 1, z3 = z * z * z, z5 = z3 * z * z;
    const double t = z + (z3 + z) / (4 * nu) + (5 * z5 + 16 * z3 + 3 * z) / (96 * nu * nu);
    const double half_width = t * std::sqrt(squares / nu / n), difference = std::abs(ours - sum / n);
    statistics_ += ", " + name + " " + std::to_string(ours) + " in " + std::to_string(sum / n) + " +- " +
                   std::to_string(half_width);
    if (!(difference <= half_width)) note(name, HUGE_VAL, "lies outside the 95 % interval");
  }

  /// Spikes as two outputs: steps and neurons, both in order.
  template <class Steps, class Neurons>
  void spikes(const std::string& steps_name, const std::string& neurons_name, const Steps& steps,
              const Neurons& neurons) {
    if (!reference_.has_output(steps_name) && !reference_.has_output(neurons_name)) return;
    compared_.insert(steps_name);
    compared_.insert(neurons_name);
    const auto expected_steps = reference_.output(steps_name);
    const auto expected_neurons = reference_.output(neurons_name);
    if (expected_steps.size() != expected_neurons.size())
      reference_.refuse("output '" + steps_name + "' has " + std::to_string(expected_steps.size()) + " values, '" +
                        neurons_name + "' has " + std::to_string(expected_neurons.size()));
    const std::size_t n = std::min<std::size_t>(steps.size(), expected_steps.size());
    spikes_ += expected_steps.size();
    for (std::size_t k = 0; k < n; ++k)
      if (static_cast<double>(steps[k]) != expected_steps.flat(k) ||
          static_cast<double>(neurons[k]) != expected_neurons.flat(k)) {
        differ("spike " + std::to_string(k) + " is (" + std::to_string(steps[k]) + ", " + std::to_string(neurons[k]) +
               ") instead of (" + std::to_string(static_cast<std::int64_t>(expected_steps.flat(k))) + ", " +
               std::to_string(static_cast<std::int64_t>(expected_neurons.flat(k))) + ")");
        return;
      }
    if (steps.size() != expected_steps.size())
      differ(std::to_string(steps.size()) + " spikes instead of " + std::to_string(expected_steps.size()));
  }

  /// Whether every output was compared and agrees.
  [[nodiscard]] bool agrees(double tolerance) const {
    return spike_difference_.empty() && worst_ <= tolerance && missing().empty();
  }
  /// Prints the verdict.
  void report(std::ostream& out, double tolerance) const {
    out << reference_.folder().string() << ": " << spikes_ << " spikes "
        << (spike_difference_.empty() ? "equal" : "DIFFER: " + spike_difference_) << ", worst relative difference "
        << worst_;
    if (!worst_array_.empty()) out << " (" << worst_array_ << (worst_words_.empty() ? "" : " " + worst_words_) << ")";
    out << statistics_;
    if (!missing().empty()) out << ", not compared:" << missing();
    out << (agrees(tolerance) ? ", ok" : ", FAIL") << '\n';
  }

private:
  [[nodiscard]] std::string missing() const {
    std::string names;
    for (const auto& entry : reference_.outputs())
      if (!compared_.contains(entry.name)) names += " " + entry.name;
    return names;
  }
  void note(const std::string& name, double difference, const std::string& words) {
    if (worst_array_.empty() || difference > worst_) {
      worst_ = difference;
      worst_array_ = name;
      worst_words_ = words;
    }
  }
  void differ(const std::string& how) {
    if (spike_difference_.empty()) spike_difference_ = how;
  }

  const reference_case& reference_;
  std::set<std::string> compared_;
  std::size_t spikes_ = 0;
  double worst_ = 0;
  std::string worst_array_, worst_words_, spike_difference_, statistics_;
};

} // namespace oracle
