// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cstddef>
#include <utility>

namespace cortexpr::detail {

/// The number of the noise of variable k.
template <Model M>
constexpr std::size_t noise_source(std::size_t k) {
  if constexpr (SharesNoise<M>) {
    return M::noise_sources[k];
  } else {
    std::size_t before = 0;
    for (std::size_t j = 0; j < k; ++j) before += dependence_of_noise<M>[j].zero() ? 0U : 1U;
    return before;
  }
}

/// The number of noises: so many standard normals per neuron and step are needed.
template <Model M>
inline constexpr std::size_t noise_count = [] {
  std::size_t count = 0;
  for (std::size_t k = 0; k < state_size<M>; ++k)
    if (!dependence_of_noise<M>[k].zero()) count = std::max(count, noise_source<M>(k) + 1);
  return count;
}();

/// Standard normals of a step, one pack per noise.
template <Model M, class B>
using standard_normals_of = std::array<lanes<B>, noise_count<M>>;

/// Whether an integrator takes standard normals as the last argument of `advance`.
template <class Integrator>
concept NeedsNormals = requires {
  requires Integrator::needs_normals;
};

/// Adds `kick(K, xi)` to every variable K that has noise, xi its standard normal. Held variables stay in the lanes of
/// refractory neurons.
template <Model M, class X, class B, class Kick>
[[gnu::always_inline]] constexpr void add_noise(X& y, const block<B>& at, const standard_normals_of<M, B>& xi,
                                                const Kick& kick) {
  const auto add = [&]<std::size_t K>(std::integral_constant<std::size_t, K> k) __attribute__((always_inline)) {
    if constexpr (!dependence_of_noise<M>[K].zero()) {
      lanes<B> moved_by = kick(k, xi[noise_source<M>(K)]);
      if constexpr (Refractory<M> && held<M, K>) moved_by = select(at.active, moved_by, lanes<B>(0));
      variable<K>(y) += moved_by;
    }
  };
  [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
    (add(std::integral_constant<std::size_t, K>{}), ...);
  }
  (std::make_index_sequence<state_size<M>>{});
}

/// Whether the noise of no variable depends on another variable that has noise. Two such would need integrals of one
/// Brownian path over the other.
template <Model M>
constexpr bool has_diagonal_noise() {
  for (std::size_t i = 0; i < state_size<M>; ++i)
    for (std::size_t j = 0; j < state_size<M>; ++j)
      if (i != j && !dependence_of_noise<M>[i].zero() && !dependence_of_noise<M>[j].zero()) {
        const auto& noise = dependence_of_noise<M>[i];
        if (noise.uses(j) || (noise_source<M>(i) == noise_source<M>(j) && noise.used != 0)) return false;
      }
  return true;
}

} // namespace cortexpr::detail
