// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/sees_all_neurons.hpp>
#include <cortexpr/plasticity/normalise.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// Why ranks cannot share operation K; empty if they can. Each rank has only its own synapses, so that an operation
/// that counts or collects something would see a part of them.
template <auto const& D, std::size_t K>
[[nodiscard]] constexpr std::string_view why_not_operable() {
  using item = typename structure<D>::template item<K>;
  using operation = std::remove_cvref_t<decltype(item::operation)>;
  if constexpr (structure<D>::find_population(item::target.view()) != not_found || is_of_numbers<operation>() ||
                std::is_same_v<operation, normalise>)
    return "";
  else
    return "is an operation on synapses with captures of its own";
}

/// Why item K cannot be shared by ranks; empty if it can. What is not named here is refused.
template <auto const& D, std::size_t K>
[[nodiscard]] constexpr std::string_view why_not_shareable() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  if constexpr (item::kind == item_kind::projection) {
    return adds_to_sources<typename item::rules> ? "has rules that write variables of source neurons" : "";
  } else if constexpr (item::kind == item_kind::operation) {
    return why_not_operable<D, K>();
  } else {
    constexpr bool shared = item::kind == item_kind::population || item::kind == item_kind::drive ||
                            item::kind == item_kind::poisson_input || item::kind == item_kind::modulation ||
                            item::kind == item_kind::record;
    return shared ? "" : "is a coupling with synapses";
  }
}

/// The shortest delay of projection K in steps: of its synapses or of what acts along its pathways.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] std::int64_t shortest_delay_of(const network_state<D, Real>& state) {
  using list = typename structure<D>::template item<K>::rules;
  const auto& p = item_at<K>(state.items);
  std::int64_t shortest = p.connections->min_delay;
  if constexpr (has_pathways<list>)
    for (std::size_t path = 0; path < pathways_of<list>.count; ++path)
      shortest = std::min<std::int64_t>(shortest, p.delays.of_pathway[path]);
  return shortest;
}

/// Refuses networks that several ranks would not simulate as one process does.
template <auto const& D>
[[gnu::cold]] void check_shareable() {
  using s = structure<D>;
  for_each_index<s::size>([&](auto k) {
    constexpr std::string_view why = why_not_shareable<D, k>();
    if constexpr (!why.empty())
      raise({"'", s::names[k], "' ", why,
             ": ranks cannot share that yet; docs/ranks.md lists what they can. Run the "
             "network on one rank, with threads{n}"});
  });
}

} // namespace cortexpr::detail
