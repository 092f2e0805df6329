// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cortexpr/units/steps.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace cortexpr {

/// A population whose spikes are listed: the model says so, `set<"input">(spike_list(...))` gives the list.
struct spike_times {};

/// Which neuron spikes when, from any ranges or xtensor expressions. Times are cut to steps as Brian2 does: step =
/// floor((t + 0.001 dt) / dt). A neuron that is listed several times in one step spikes as often: every spike is
/// delivered, recorded and learnt from.
///
/// Example (examples/reference/spike_times.cpp):
///
///     const std::vector<double> times{1.0, 2.5, 2.5};
///     const std::vector<int> neurons{0, 0, 1};
///     simulation<network<d>> sim{set<"in">(spike_list::at_times(times, 1_ms, neurons))};
class spike_list {
public:
  spike_list() = default;

  /// Spikes at given steps.
  template <class Steps, class Neurons>
  [[nodiscard]] static spike_list at_steps(const Steps& steps, const Neurons& neurons) {
    spike_list list;
    list.take("the steps", steps, 1, neurons);
    return list;
  }
  [[nodiscard]] static spike_list at_steps(std::initializer_list<std::int64_t> steps,
                                           std::initializer_list<std::int64_t> neurons) {
    return at_steps<>(std::vector(steps), std::vector(neurons));
  }
  /// Spikes at given times, counted in `unit`.
  template <class Times, class Neurons>
  [[nodiscard]] static spike_list at_times(const Times& times, quantity<dim::second> unit, const Neurons& neurons) {
    spike_list list;
    list.timed_ = true;
    list.take("the times", times, unit.si(), neurons);
    return list;
  }
  /// The same of numbers in braces: `spike_list::at_times({5, 7, 7}, 1_ms, {0, 1, 2})`.
  [[nodiscard]] static spike_list at_times(std::initializer_list<double> times, quantity<dim::second> unit,
                                           std::initializer_list<std::int64_t> neurons) {
    return at_times<>(std::vector(times), unit, std::vector(neurons));
  }

  /// Sorts by step, then neuron, for a network of `size` neurons in this population.
  void prepare(double dt, std::uint32_t size, const std::string& item) {
    if (raw_.size() != neurons_.size())
      raise({"population '", item, "': ", raw_.size(), " spike times but ", neurons_.size(),
             " neuron numbers; the lists must be of one length"});
    spikes_.clear();
    for (std::size_t k = 0; k < raw_.size(); ++k) {
      const double step = timed_ ? detail::steps_passed(raw_[k], dt) : raw_[k];
      if (!std::isfinite(step) || step < 0 || step > detail::most_steps || step != std::floor(step))
        raise({"population '", item, "': spike ", k,
               " has no valid time; times must be finite and not negative, steps whole numbers"});
      if (neurons_[k] < 0 || neurons_[k] >= static_cast<std::int64_t>(size))
        raise({"population '", item, "': spike ", k, " is of neuron ", neurons_[k],
               ", but the population has neurons 0 to ", size - 1});
      spikes_.push_back({static_cast<std::int64_t>(step), static_cast<std::uint32_t>(neurons_[k])});
    }
    std::sort(spikes_.begin(), spikes_.end());
  }

  /// Adds spikes of `neurons` in a step of a network of `size` neurons in this population, and forgets what lies before
  /// the step `now`. Nothing is allocated once the list has found its size.
  template <class Neurons>
  void add(std::int64_t now, std::int64_t step, const Neurons& neurons, std::uint32_t size, std::string_view item) {
    for (const auto& i : neurons)
      if (const std::int64_t number = detail::whole_number(i); number < 0 || number >= static_cast<std::int64_t>(size))
        raise({"population '", item, "': a spike is of neuron ", number, ", but the population has neurons 0 to ",
               size - 1});
    const auto first = [&](std::int64_t at) {
      return std::lower_bound(spikes_.begin(), spikes_.end(), spike{at, 0}) - spikes_.begin();
    };
    const auto past = first(now);
    std::move(spikes_.begin() + past, spikes_.end(), spikes_.begin());
    spikes_.resize(spikes_.size() - static_cast<std::size_t>(past));
    const auto place = first(step);
    for (const auto& i : neurons) spikes_.push_back({step, static_cast<std::uint32_t>(i)});
    std::sort(spikes_.begin() + place, spikes_.end());
  }

  /// How many spikes are listed.
  [[nodiscard]] std::size_t size() const { return spikes_.size(); }
  /// The largest number of spikes in a step.
  [[nodiscard]] std::size_t most_in_a_step() const {
    std::size_t most = 0;
    for (std::size_t first = 0, k = 0; k < spikes_.size(); ++k) {
      if (spikes_[k].step != spikes_[first].step) first = k;
      most = std::max(most, k + 1 - first);
    }
    return most;
  }
  /// Appends the neurons that spike in `step`, each as often as it is listed.
  void emit(std::int64_t step, detail::sequence<std::uint32_t>& out) const {
    for (auto s = std::lower_bound(spikes_.begin(), spikes_.end(), spike{step, 0});
         s != spikes_.end() && s->step == step; ++s)
      out.push_back(s->neuron);
  }
  /// A list that was read is to be prepared.
  void exchange(auto& file) {
    raw_.clear();
    neurons_.clear();
    timed_ = false;
    for (const spike& s : spikes_) {
      raw_.push_back(static_cast<double>(s.step));
      neurons_.push_back(s.neuron);
    }
    file(raw_, neurons_);
  }
  [[nodiscard]] bool operator==(const spike_list& o) const { return spikes_ == o.spikes_; }

private:
  struct spike {
    std::int64_t step;
    std::uint32_t neuron;
    [[nodiscard]] auto operator<=>(const spike&) const = default; // NOLINT(modernize-use-nullptr): wants it for a 0
  };
  // A number of a neuron that is no whole number becomes -1, which prepare refuses.
  template <class Times, class Neurons>
  void take(const char* what, const Times& times, double unit, const Neurons& neurons) {
    detail::for_each_in_list(detail::joined({"spike_list: ", what}), times,
                             [&](const auto& t) { raw_.push_back(static_cast<double>(t) * unit); });
    detail::for_each_in_list("spike_list: the neuron numbers", neurons,
                             [&](const auto& i) { neurons_.push_back(detail::whole_number(i)); });
  }

  detail::sequence<double> raw_;
  detail::sequence<std::int64_t> neurons_;
  detail::sequence<spike> spikes_;
  bool timed_ = false;
};

} // namespace cortexpr
