// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/simulation/find_not_finite.hpp>
#include <cortexpr/detail/threads/steady_clock.hpp>
#include <cstdint>

namespace cortexpr::detail {

/// Says during a run when some time has passed, without a look at the clock in every step.
class time_keeper {
public:
  using clock = std::chrono::steady_clock;

  /// A step has been made; whether it is time.
  [[nodiscard]] bool due() {
    if (--left_ > 0) return false;
    return read_clock();
  }
  /// What was due has been done; the next time comes after 20 times as long, or two seconds.
  void done() {
    const auto now = clock::now();
    interval_ = std::max<clock::duration>(shortest, 20 * (now - read_));
    since_ = read_ = now;
  }

private:
  static constexpr std::chrono::seconds shortest{2};

  [[gnu::noinline]] bool read_clock() {
    const auto now = clock::now();
    const auto passed = now - read_;
    read_ = now;
    if (passed < interval_ / 32)
      stride_ *= 2;
    else if (passed > interval_ / 8)
      stride_ = std::max<std::int64_t>(1, stride_ / 2);
    left_ = stride_;
    return now - since_ >= interval_;
  }

  clock::time_point since_ = clock::now(), read_ = since_;
  clock::duration interval_ = shortest;
  std::int64_t stride_ = 1, left_ = 1;
};

/// Looks for what is not finite at the end of every run, and every two seconds of a long one. Synapses, which may be
/// many, are left out until the steps since the last look have cost several times as much as a look at them.
template <class Net>
class regular_looks {
public:
  /// Between two steps of a run.
  static void look_at_everything(const typename Net::state& state) {
    check_neurons<Net>(state);
    check_synapses<Net>(state);
  }
  /// After so many steps of a program that makes a few at a time. A look costs about a tenth of a step.
  [[nodiscard]] bool come(std::int64_t steps) const { return unseen_ + steps >= 10; }
  void look_at_neurons(const typename Net::state& state, std::int64_t steps) {
    unseen_ += steps;
    if (unseen_ < 10) return;
    unseen_ = 0;
    check_neurons<Net>(state);
  }
  /// At the end of a run of so many steps.
  void run_ends(const typename Net::state& state, std::int64_t steps) {
    check_neurons<Net>(state);
    steps_ += steps;
    // In nanoseconds, at least: 100 of a step, 2 of a neuron in it, 0.5 of a number that is looked at.
    const double cost = 0.5 * static_cast<double>(numbers_of_synapses<Net>(state));
    if (steps_ < long_run && static_cast<double>(steps_) * (100 + 2 * neurons(state)) < 10 * cost) return;
    steps_ = 0;
    check_synapses<Net>(state);
  }

private:
  static constexpr std::int64_t long_run = 10'000;

  static double neurons(const typename Net::state& state) {
    double n = 0;
    Net::structure::template for_each<item_kind::population>([&](auto k) { n += item_at<k>(state.items).size; });
    return n;
  }

  std::int64_t steps_ = 0;  ///< since synapses were looked at
  std::int64_t unseen_ = 0; ///< since neurons were looked at
};

} // namespace cortexpr::detail
