// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/neuron/refractory_neurons.hpp>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cortexpr/model/columns.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/units/math.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>

// Refractoriness of models that have a function refractory(x, p): after a spike a neuron is refractory as long as a
// condition holds, or for a time that may change. The function is asked once per step, before the neuron is integrated
// (where Brian2 does it, too), with the variables as they are at the start of the step.

namespace cortexpr::detail {

/// The bits of a block of neurons.
template <class B>
inline constexpr std::uint64_t bits_of_block = (std::uint64_t{1} << lanes<B>::size) - 1;

/// The period of models without a parameter t_ref: none.
struct no_period {
  no_period() = default;
  explicit no_period(const sequence<std::uint32_t>&) {}
  [[nodiscard]] static std::uint32_t remaining(std::size_t) { return 0; }
  static void hold(std::size_t, std::size_t, std::uint32_t) {}
  static void next_step(std::size_t) {}
  [[nodiscard]] bool operator==(const no_period&) const = default;
};

/// Which neurons are refractory, one bit each. A condition of the model decides when a neuron is free again, but not
/// before a period is over, if the model has one (`Timed`). Only refractory neurons cost time.
template <bool Timed>
class refractory_while_condition {
public:
  refractory_while_condition() = default;
  explicit refractory_while_condition(const sequence<std::uint32_t>& bounds)
      : bits_(bounds.back() / bit_view::per_word + 1), period_(bounds) {}

  [[nodiscard]] bit_view held() const { return bit_view(bits_.data()); }
  [[nodiscard]] std::uint64_t* words() { return bits_.data(); } ///< the bits of all neurons
  /// Neuron i of a part, which is free, has spiked; its period is so many steps long.
  void hold(std::size_t part, std::size_t i, std::uint32_t steps) {
    bits_[i / bit_view::per_word] |= std::uint64_t{1} << (i % bit_view::per_word);
    period_.hold(part, i, steps);
  }
  void next_step(std::size_t part) { period_.next_step(part); }

  /// The neurons from number `first` on, a bit each, whose condition decides now.
  [[nodiscard]] std::uint64_t undecided(std::size_t first) const {
    if constexpr (Timed)
      return held().from(first) & ~period_.held().from(first);
    else
      return held().from(first);
  }
  /// These of the neurons from number `first` on are free.
  void free(std::size_t first, std::uint64_t neurons) {
    bits_[first / bit_view::per_word] &= ~(neurons << (first % bit_view::per_word));
  }

  /// Per neuron: 0 if it is free, else 1 more than what is left of its period.
  [[nodiscard]] sequence<std::uint32_t> saved(std::size_t n) const {
    sequence<std::uint32_t> list(n, 0);
    held().for_each(0, n, [&](std::size_t i) { list[i] = 1 + period_.remaining(i); });
    return list;
  }
  /// Whether a list is one of `saved`; takes it over.
  [[nodiscard]] bool restore(const sequence<std::uint32_t>& bounds, const sequence<std::uint32_t>& list) {
    *this = refractory_while_condition(bounds);
    if (list.size() != bounds.back()) return false;
    for (std::size_t part = 0; part + 1 < bounds.size(); ++part)
      for (std::size_t i = bounds[part]; i < bounds[part + 1]; ++i) {
        if (list[i] > (Timed ? longest_refractory_period : 1)) return false;
        if (list[i] > 0) hold(part, i, list[i] - 1);
      }
    return true;
  }
  [[nodiscard]] bool operator==(const refractory_while_condition&) const = default;

private:
  sequence<std::uint64_t> bits_{0};
  [[no_unique_address]] std::conditional_t<Timed, refractory_neurons, no_period> period_;
};

/// Which neurons are refractory, one bit each, and how many steps ago each has spiked: a function of the model says up
/// to what time after a spike a neuron is refractory. It is asked for every neuron in every step, because the time may
/// change meanwhile.
template <class Real>
class refractory_for_computed_time {
  static constexpr std::uint32_t never = longest_refractory_period;

public:
  refractory_for_computed_time() = default;
  explicit refractory_for_computed_time(const sequence<std::uint32_t>& bounds)
      : bits_(bounds.back() / bit_view::per_word + 1) {
    since_.assign(bounds.back(), Real(never));
  }

  [[nodiscard]] bit_view held() const { return bit_view(bits_.data()); }
  [[nodiscard]] std::uint64_t* words() { return bits_.data(); } ///< the bits of all neurons
  void hold(std::size_t, std::size_t i, std::uint32_t) {
    bits_[i / bit_view::per_word] |= std::uint64_t{1} << (i % bit_view::per_word);
    since_[i] = 0;
  }
  static void next_step(std::size_t) {}

  /// A step later, the block of neurons from number `first` on is refractory up to these times after a spike.
  template <class B>
  void next_step(std::size_t first, const lanes<B>& time, const lanes<B>& dt) {
    using L = lanes<B>;
    const L since = min(load_lanes<B>(since_.data() + first) + L(1), L(never));
    store_lanes<B>(since_.data() + first, since);
    // As for t_ref the whole steps of the time count, rounding errors aside: since < floor(time / dt + 1e-3).
    const std::uint64_t held = bits_of_mask(since <= time / dt + L(1e-3 - 1) && since < L(never));
    const std::size_t shift = first % bit_view::per_word;
    std::uint64_t& word = bits_[first / bit_view::per_word];
    word = (word & ~(bits_of_block<B> << shift)) | (held << shift);
  }

  /// Per neuron: the steps since its spike times 2, and 1 more if it is refractory.
  [[nodiscard]] sequence<std::uint32_t> saved(std::size_t n) const {
    sequence<std::uint32_t> list(n, 0);
    for (std::size_t i = 0; i < n; ++i) list[i] = 2 * static_cast<std::uint32_t>(since_[i]) + held()[i];
    return list;
  }
  [[nodiscard]] bool restore(const sequence<std::uint32_t>& bounds, const sequence<std::uint32_t>& list) {
    *this = refractory_for_computed_time(bounds);
    if (list.size() != bounds.back()) return false;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i] / 2 > never) return false;
      if (list[i] % 2 != 0) hold(0, i, 0);
      since_[i] = static_cast<Real>(list[i] / 2);
    }
    return true;
  }
  [[nodiscard]] bool operator==(const refractory_for_computed_time&) const = default;

private:
  sequence<std::uint64_t> bits_{0};
  column<Real> since_; ///< steps; whole numbers that every Real can be
};

/// How the refractoriness of a population of M is kept.
template <class M, class Real>
struct kept_refractoriness {
  using type = refractory_neurons;
};
template <HasRefractoryFunction M, class Real>
struct kept_refractoriness<M, Real> {
  using type = std::conditional_t<refractory_is_time<M>, refractory_for_computed_time<Real>,
                                  refractory_while_condition<has_t_ref<M>>>;
};

/// Asks the model which neurons of a block are refractory in this step.
template <class M, class B, class Refractoriness, class X, class P, class Inputs>
[[gnu::always_inline]] inline void ask_refractory(Refractoriness& neurons, const X& x, const P& p, const Inputs& inputs,
                                                  std::size_t first, [[maybe_unused]] const lanes<B>& dt) {
  if constexpr (refractory_is_time<M>) {
    neurons.template next_step<B>(first, lanes<B>(refractory_outcome<M>(x, p, inputs())), dt);
  } else {
    const std::uint64_t undecided = neurons.undecided(first) & bits_of_block<B>;
    if (undecided != 0) [[unlikely]] {
      const typename lanes<B>::mask stays = refractory_outcome<M>(x, p, inputs());
      neurons.free(first, undecided & ~bits_of_mask(stays));
    }
  }
}

} // namespace cortexpr::detail
