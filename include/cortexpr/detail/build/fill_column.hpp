// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/model/columns.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>

namespace cortexpr::detail {

/// Fills the padding of a column: it repeats the last neuron.
template <class Real>
void repeat_last(column<Real>& out) {
  for (std::size_t i = out.size(); i % column<Real>::line != 0; ++i) out[i] = out[out.size() - 1];
}

/// Fills a column with values of n neurons: a constant stays shared unless every neuron needs its own cell. The caller
/// checks whether the values are allowed.
template <class Real, class V>
void fill_column(column<Real>& out, const V& given_values, std::uint32_t n, bool own_cells, std::uint64_t seed,
                 const std::string& name) {
  const auto rule = as_values(given_values);
  if constexpr (is_value_list<V>) {
    require_list(rule, name);
    if (rule.si.size() != n)
      raise({"'", name, "': ", rule.si.size(), " values for a population of ", n, "; give one value per neuron"});
    out.assign(n, Real(0));
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<Real>(rule.si[i]);
  } else {
    // A constant need not be finite.
    constexpr bool constant_value = is_constant_value<std::remove_cvref_t<decltype(rule)>>;
    if constexpr (!constant_value) rule.validate(name);
    out.assign(constant_value && !own_cells ? 1 : n, Real(0));
    const stream numbers = make_stream(seed, name);
    for (std::size_t i = 0; i < out.size(); ++i) {
      generator g(numbers, i);
      out[i] = static_cast<Real>(rule(g, static_cast<std::uint32_t>(i), 0));
    }
  }
  repeat_last(out);
}

} // namespace cortexpr::detail
