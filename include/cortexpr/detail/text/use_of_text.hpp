// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <type_traits>

namespace cortexpr::detail {

/// What the library wants of a function that may be written as text.
enum class use_of_text { value, partner, condition, operation };

/// Stands for what is not known in a place.
struct no_one {};
/// Who is around a text: a neuron or a synapse `Own`, or also the ends of a pair, of which names without a suffix mean
/// `Own`.
template <class Own, class Pre = no_one, class Post = no_one, bool KnowsTime = true, bool KnowsStep = true,
          bool Draws = true>
struct place_of_text {
  using own = Own;
  using pre = Pre;
  using post = Post;
  static constexpr bool knows_time = KnowsTime, knows_step = KnowsStep, draws = Draws;
  static constexpr bool of_pair = !std::is_same_v<Pre, no_one>;
};

/// A function that is a text: it says itself, with the place in the text, what does not fit.
template <class F>
concept IsText = requires {
  requires F::is_text;
};
/// Whether a function may be called where it stands: not a text that says something else, which the network refuses.
template <use_of_text Use, class F>
constexpr bool fits_place() {
  if constexpr (IsText<F>)
    return F::template fits<Use>;
  else
    return true;
}

} // namespace cortexpr::detail
