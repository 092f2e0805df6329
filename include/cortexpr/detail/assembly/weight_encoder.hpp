// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/text/number_text.hpp>
#include <cstdlib>
#include <string>

namespace cortexpr::detail {

template <class Weights>
[[noreturn]] void refuse_weight(const Weights& weights, double x, const std::string& name) {
  if constexpr (Weights::is_fixed_point)
    raise({"'", name, "': a weight of ", x / weights.resolution(), " resolutions is out of the range of ",
           Weights::name,
           ", which the largest weight at the "
           "build decided (",
           Weights::largest, " resolutions of ", number_text(weights.resolution(), 3),
           " in SI units); build with larger weights, or store them as float"});
  std::abort();
}

/// What a store keeps of a weight; throws if it is out of its range.
template <class Weights>
[[nodiscard]] auto checked_weight(const Weights& weights, double x, const std::string& name) {
  if (!weights.fits(x)) refuse_weight(weights, x, name);
  return weights.encode(x);
}

/// What a store keeps of the weights that are drawn for it. A class and no lambda, so that projections of equal types
/// share the code that makes their synapses.
template <class Weights, class Real>
struct weight_encoder {
  const Weights& kind;
  const std::string& name;

  [[nodiscard]] auto operator()([[maybe_unused]] double value) const {
    if constexpr (Weights::per_synapse)
      return checked_weight(kind, value, name);
    else
      return Real(0);
  }
};

} // namespace cortexpr::detail
