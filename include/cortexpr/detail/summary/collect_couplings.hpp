// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/structure/coupled_sides.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/detail/summary/collect_populations.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <tuple>

namespace cortexpr::detail {

/// A coupling reads variables and parameters of its neurons, as their equations do.
template <class M>
void note_reads(const side_reads<M>& reads, dynamics& model) {
  for (std::size_t k = 0; k < model.variables.size(); ++k)
    model.variables[k].is_read = model.variables[k].is_read || reads.variables[k];
  for (std::size_t k = 0; k < model.parameters.size(); ++k)
    model.parameters[k].is_read = model.parameters[k].is_read || reads.parameters[k];
}

/// What projection K reads in every step of the neurons on its sides.
template <class Structure, std::size_t K>
void collect_coupling(network_summary& all) {
  if constexpr (couples<typename Structure::template item<K>::rules>) {
    constexpr std::size_t source = Structure::template source_of<K>, target = Structure::template target_of<K>;
    const auto facts =
        read_coupling<typename Structure::template model<source>, typename Structure::template model<target>>(
            std::get<0>(Structure::template value<K>().list.rules));
    note_reads(facts.pre, all.populations[population_number<Structure>(source)].model);
    note_reads(facts.post, all.populations[population_number<Structure>(target)].model);
  }
}

} // namespace cortexpr::detail
