// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/description/options/own_delays.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/plasticity/pathway.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

/// The pathways of a list of rules.
template <class List>
struct among_pathways {
  static constexpr auto names() {
    std::array<std::string_view, pathways_of<List>.count + 1> all{};
    for (std::size_t k = 0; k < pathways_of<List>.count; ++k) all[k] = pathways_of<List>.all[k];
    all.back() = "post";
    return all;
  }
};
/// The first name in the delays of pathways that is none of these and not "post".
constexpr std::string_view first_unknown(const named_delays& delays, const pathway_names& known) {
  for (std::size_t k = 0; k < delays.count; ++k)
    if (delays.pathway[k] != "post" && known.find(delays.pathway[k]) == known.count) return delays.pathway[k];
  return {};
}

/// Refuses delays of pathways that the rules of projection K do not have, and pathways where they have no meaning.
template <auto const& D, std::size_t K>
constexpr void check_own_delays() {
  using s = structure<D>;
  using list = typename s::template item<K>::rules;
  constexpr std::string_view unknown = first_unknown(s::template value<K>().own_delays, pathways_of<list>);
  if constexpr (!unknown.empty())
    refuse_name<no_such_pathway, among_pathways<list>, to_fixed<unknown.size()>(unknown)>();
  constexpr bool of_post = s::template value<K>().own_delays.find("post") != s::template value<K>().own_delays.count;
  static_assert(!of_post || learns_on_post<list>,
                "cortexpr: a projection has delay_of<\"post\">(...), but no rule that acts when the target spikes "
                "(on_post) or keeps a trace of it");
  static_assert(pathways_of<list>.find("post") == pathways_of<list>.count &&
                    pathways_of<list>.find("pre") == pathways_of<list>.count,
                "cortexpr: the pathways of on_pre and on_post are called pre and post; give yours other names");
  static_assert(!(of_post || has_pathways<list>) || !s::template has_dendrites<K>(),
                "cortexpr: a projection with a dendritic_delay(...) takes no pathways and no delay_of<\"post\">: the "
                "dendritic delay is that of the target's spikes already");
  static_assert(!(of_post || has_pathways<list>) || !s::template carries_offsets<K>(),
                "cortexpr: pathways and delay_of<...> are on the grid of steps, and spikes of a population with "
                "precise_spikes{} are not");
  static_assert(!(has_pathways<list> && s::template item<K>::in_turn),
                "cortexpr: rules_in_turn{} and pathways do not go together: the order of pathways is that of their "
                "list");
}

} // namespace cortexpr::detail
