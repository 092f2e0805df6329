// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <atomic>
#include <cortexpr/simulation/interrupt.hpp>
#include <cortexpr/simulation/run_options.hpp>
#include <cstdint>
#include <mutex>
#include <utility>

// The options of `run` where many simulations run at once.

namespace cortexpr::detail {

/// An option of which every trial has a copy.
template <class Option>
class shared_option {
public:
  explicit shared_option(Option option) : option_(std::move(option)) {}
  void begin(std::int64_t, double) {}
  [[nodiscard]] Option of_trial() { return option_; }
  [[nodiscard]] bool stops() { return false; }
  void end() {}

private:
  Option option_;
};

/// Progress: one bar for the steps of all trials, told by whichever thread has something to tell.
template <class Option>
  requires ShowsProgress<Option>
class shared_option<Option> {
public:
  class reporter {
  public:
    explicit reporter(shared_option& all) : all_(&all) {}
    void begin(auto&, auto&, std::int64_t) {}
    bool after_step(auto&, auto&) {
      if (++steps_ == 256) report();
      return false;
    }
    void end(auto&, auto&) { report(); }

  private:
    void report() {
      all_->add(steps_);
      steps_ = 0;
    }
    shared_option* all_;
    std::int64_t steps_ = 0;
  };

  explicit shared_option(Option option) : option_(std::move(option)) {}
  void begin(std::int64_t steps, double dt) { option_.start(steps, dt); }
  [[nodiscard]] reporter of_trial() { return reporter(*this); }
  [[nodiscard]] bool stops() { return false; }
  void end() { option_.finish(done_.load()); }

private:
  void add(std::int64_t steps) {
    done_.fetch_add(steps);
    if (const std::unique_lock lock(shown_, std::try_to_lock); lock) option_.update(done_.load());
  }

  Option option_;
  std::atomic<std::int64_t> done_{0};
  std::mutex shown_;
};

/// An interrupt stops all trials that run, and no other one begins.
template <>
class shared_option<until_interrupted> {
public:
  class reporter {
  public:
    explicit reporter(shared_option& all) : all_(&all) {}
    void begin(auto&, auto&, std::int64_t) {}
    bool after_step(auto&, auto&) { return all_->stops(); }
    void end(auto&, auto&) {}

  private:
    shared_option* all_;
  };

  explicit shared_option(until_interrupted option) : option_(std::move(option)) {}
  void begin(std::int64_t, double) { option_.begin(none_, none_, 0); }
  [[nodiscard]] reporter of_trial() { return reporter(*this); }
  [[nodiscard]] bool stops() const { return option_.asks_to_stop(); }
  void end() {
    if (stops()) option_.stop();
    option_.end(none_, none_);
  }

private:
  until_interrupted option_;
  int none_ = 0;
};

} // namespace cortexpr::detail
