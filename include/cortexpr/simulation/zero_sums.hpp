// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/simulation/simulation.hpp>
#include <string>
#include <vector>

namespace cortexpr {

namespace detail {

template <class Rule>
concept Normalises = requires {
  requires Rule::normalises;
};
template <class Rule>
struct normalises : std::bool_constant<Normalises<Rule>> {};

/// How many targets of a projection have synapses whose weights sum to zero.
template <class List, class Weights>
std::size_t count_zero_sums(const projection_state<List, Weights>& p) {
  std::size_t found = 0;
  for (std::size_t s = 0; s < p.slices.size(); ++s) {
    const slice_rows& rows = p.connections->slices[s];
    std::vector<double> sum(rows.targets, 0);
    std::vector<bool> has_synapse(rows.targets, false);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      sum[rows.target[k]] += static_cast<double>(p.slices[s].weight(k, rows.target[k]));
      has_synapse[rows.target[k]] = true;
    }
    for (std::size_t j = 0; j < sum.size(); ++j) found += has_synapse[j] && sum[j] == 0;
  }
  return found;
}

/// Whether a rule of projection K or an operation on it normalises weights or effects.
template <class Structure, std::size_t K>
constexpr bool is_normalised() {
  using item = typename Structure::template item<K>;
  bool concerned = any_rule<typename item::rules, normalises>;
  Structure::template for_each<item_kind::operation>([&](auto o) {
    using operation = typename Structure::template item<o>;
    if constexpr (normalises<std::remove_cvref_t<decltype(operation::operation)>>::value)
      concerned = concerned || operation::target.view() == item::label;
  });
  return concerned;
}

} // namespace detail

/// Sentences about targets that no normalisation can help, because their incoming weights sum to zero: rules and
/// operations that normalise leave them alone, and `transmit_share` gives them nothing. Empty if all is well.
template <class Net>
[[nodiscard]] std::vector<std::string> zero_sums(const simulation<Net>& sim) {
  using structure = typename Net::structure;
  std::vector<std::string> sentences;
  structure::template for_each<item_kind::projection>([&](auto k) {
    if constexpr (detail::is_normalised<structure, k>()) {
      std::size_t found = 0;
      sim.read_whole("zero_sums", "", k, [&](const auto& state) {
        detail::with_present_synapses<Net::description_value, k>(
            state, [&](const auto& p) { found = detail::count_zero_sums(p); });
      });
      if (found != 0)
        sentences.push_back("projection '" + std::string(structure::template item<k>::label) +
                            "': the incoming weights of " + std::to_string(found) +
                            " targets sum to zero; normalisation leaves them alone. Give them weights that do not sum "
                            "to zero, or leave them out of the projection");
    }
  });
  return sentences;
}

} // namespace cortexpr
