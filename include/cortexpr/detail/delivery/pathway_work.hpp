// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/delivery/synapse_access.hpp>
#include <cortexpr/detail/delivery/transmission.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cortexpr/plasticity/pathway.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>

namespace cortexpr::detail {

/// What rules do at synapses of one slice when a spike arrives there along a pathway.
template <class List, class Real, class Weights, class Neurons = sees_none>
class pathway_work : synapse_access<List, Real, Weights, Neurons> {
  using access = synapse_access<List, Real, Weights, Neurons>;
  using access::load, access::store, access::show_siblings;
  using access::p_, access::rows_, access::spike_, access::values_;

public:
  using access::access;
  using typename access::arrival_event;
  using typename access::family;

  /// Synapses [begin, end) of a trace row.
  template <std::size_t Path>
  void arrive(std::size_t begin, std::size_t end, std::size_t trace_row, Real* variable, bit_view held) {
    if constexpr (flows_at_events<List>)
      event_flow<List, slice_values<List, Weights>>(values_, p_).advance_row(begin, end, trace_row);
    if constexpr (list_needs<List, rng>) spike_ = repeats_.of(trace_row);
    for (std::size_t k = begin; k < end; ++k) {
      const std::size_t local = rows_.target[k], j = rows_.first_target + local;
      Real lost = variable[j];
      Real& place = held && held[j] ? lost : variable[j];
      arrival_event s(place);
      const auto before = static_cast<Real>(values_.weight(k, local));
      load(s, k, trace_row, local, before, hook::pre, access::rule_count + Path);
      if constexpr (Neurons::any) s.post.share_receptor(s.receptor);
      [[maybe_unused]] const family siblings{rows_, values_.weights, local};
      show_siblings(s, siblings, k, before);
      for_each_index<access::rule_count>([&](auto r) {
        if (!this->p_.frozen[r]) run_pathway<Path, List>(std::get<r>(this->p_.rules.rules), s);
      });
      place = s.receptor.stored();
      store(s, k, local, before);
    }
  }

private:
  repeats repeats_;
};

/// Delivers what comes along the pathways of a projection at slice s in the present step: pathway by pathway, in each
/// by source, then synapse number. `latest`: the step of the latest spikes of sources.
template <class Real, class List, class Weights, class Neurons>
void deliver_on_pathways(projection_state<List, Weights>& p, std::size_t s, const spike_history& spikes,
                         std::int64_t latest, moment now, receptor_column<Real> to, const Neurons& neurons) {
  const synapse_rows& connections = *p.connections;
  const slice_rows& rows = connections.slices[s];
  for_each_index<pathways_of<List>.count>([&](auto path) {
    const std::int64_t step = latest - p.delays.of_pathway[path];
    if (step < 0) return;
    pathway_work<List, Real, Weights, Neurons> work(p, s, now, neurons);
    for (const std::uint32_t neuron : spikes.of(step)) {
      if (neuron < connections.first_source) continue;
      const std::uint32_t source = neuron - connections.first_source;
      if (source >= connections.sources) break;
      std::size_t begin = rows.row[source];
      if (connections.one_delay()) {
        work.template arrive<path>(begin, rows.row[source + 1], source, to.variable, to.held);
        continue;
      }
      for (std::size_t segment = rows.segment_begin[source]; segment < rows.segment_begin[source + 1]; ++segment) {
        const std::size_t end = begin + rows.segments[segment].count;
        work.template arrive<path>(begin, end, segment, to.variable, to.held);
        begin = end;
      }
    }
  });
}

} // namespace cortexpr::detail
