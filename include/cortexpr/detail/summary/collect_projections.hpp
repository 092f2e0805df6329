// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/summary/collect_changes.hpp>
#include <cortexpr/detail/summary/collect_drives.hpp>
#include <cortexpr/detail/summary/collect_populations.hpp>
#include <cortexpr/detail/summary/probe_currents.hpp>
#include <cortexpr/detail/summary/probe_effects.hpp>
#include <cortexpr/detail/summary/probe_signals.hpp>
#include <cortexpr/detail/summary/probe_unread.hpp>
#include <cortexpr/detail/summary/shared_inputs.hpp>
#include <cortexpr/plasticity/clip_weight.hpp>
#include <cortexpr/plasticity/normalise.hpp>
#include <cortexpr/plasticity/transmit_share.hpp>
#include <cortexpr/simulation/zero_sums.hpp>

namespace cortexpr::detail {

/// Sums of weights per target, their extremes and signs, and where they lie between the bounds that rules keep.
template <class List, class Weights>
void collect_weights(const projection_state<List, Weights>& p, afferent_summary& facts) {
  facts.synapses = p.connections->synapses;
  facts.scaled = is_scaled<List>;
  facts.smallest = std::numeric_limits<double>::infinity();
  facts.largest = -facts.smallest;
  std::size_t first = 0;
  for (std::size_t s = 0; s < p.slices.size(); ++s) {
    const slice_rows& rows = p.connections->slices[s];
    if constexpr (Weights::is_fixed_point) facts.resolution = p.slices[s].weights.resolution();
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const auto w = static_cast<double>(p.slices[s].weight(k, rows.target[k]));
      const std::size_t j = first + rows.target[k];
      facts.finite = facts.finite && std::isfinite(w);
      facts.sum[j] += w;
      facts.squares[j] += w * w;
      ++facts.count[j];
      facts.smallest = std::min(facts.smallest, w);
      facts.largest = std::max(facts.largest, w);
      facts.zeros += w == 0;
      facts.negatives += w < 0;
      facts.positives += w > 0;
      // Rounding of weights that are stored as float is not outside.
      if (!std::isfinite(facts.w_max) && !std::isfinite(facts.w_min)) continue;
      const double bound = std::isfinite(facts.w_max) ? facts.w_max : facts.w_min;
      const double slack = 1e-6 * std::max(std::abs(w), std::abs(bound));
      facts.outside += w < facts.w_min - slack || w > facts.w_max + slack;
      facts.at_low += std::abs(w - facts.w_min) <= slack;
      facts.at_high += std::abs(w - facts.w_max) <= slack;
    }
    first += rows.targets;
  }
}

template <class Rule>
struct changes_weights : std::bool_constant<!is_transmitter<Rule> && (NamesOnPre<Rule> || NamesOnPost<Rule> ||
                                                                      NamesOnStep<Rule> || ListsPathways<Rule>)> {};

/// A rule's parameter in SI units, whether it is a quantity, a weight or a plain number.
template <class T>
  requires requires(const T& x) { x.si(); } || std::is_arithmetic_v<T>
double number_of(const T& x) {
  if constexpr (requires { x.si(); })
    return x.si();
  else
    return static_cast<double>(x);
}

/// The bounds that a rule gives its weights, by the names that its author would give them.
template <class Rule>
void collect_bounds(const Rule& rule, afferent_summary& facts) {
  if constexpr (std::is_same_v<Rule, clip_weight>) {
    facts.w_min = rule.low.si();
    facts.w_max = rule.high.si();
  } else {
    if constexpr (requires { number_of(rule.w_max); })
      facts.w_max = number_of(rule.w_max);
    else if constexpr (requires { number_of(rule.wmax); })
      facts.w_max = number_of(rule.wmax);
    if constexpr (requires { number_of(rule.w_min); })
      facts.w_min = number_of(rule.w_min);
    else if constexpr (requires { number_of(rule.wmin); })
      facts.w_min = number_of(rule.wmin);
  }
}

/// Bounds of weights and the order of rules.
template <class... Rules>
void collect_rules(const plasticity<Rules...>& list, afferent_summary& facts) {
  bool normalised = false;
  const auto look = [&]<class Rule>(const Rule& rule) {
    collect_bounds(rule, facts);
    list_numbers(rule, facts.rules.emplace_back());
    if constexpr (std::is_same_v<Rule, clip_weight>)
      facts.clipped_after_normalising = facts.clipped_after_normalising || normalised;
    constexpr bool normalises_events = std::is_same_v<Rule, normalise_on_event>;
    if constexpr (changes_weights<Rule>::value) {
      facts.holds_sums = facts.holds_sums || normalises_events || list_needs<plasticity<Rule>, incoming_sum>;
      if constexpr (!normalises_events && !std::is_same_v<Rule, clip_weight>) {
        facts.plastic = true;
        facts.normalised_before_change = facts.normalised_before_change || normalised;
      }
    }
    if constexpr (std::is_same_v<Rule, transmit_share<share::of_incoming_sum>>) facts.share = number_of(rule.scale);
    normalised = normalised || normalises_events;
  };
  std::apply([&](const auto&... rule) { (look(rule), ...); }, list.rules);
}

/// Whether the targets of a list have pools, all of them empty.
template <class List, class Weights>
bool has_empty_pools([[maybe_unused]] const projection_state<List, Weights>& p) {
  constexpr std::size_t pool = find_variable<target_variables<List>>("pool");
  if constexpr (pool == not_found) {
    return false;
  } else {
    for (const auto& slice_value : p.slices)
      for (const auto& target : slice_value.target)
        if (number_of(variable<pool>(target)) != 0) return false;
    return true;
  }
}

template <class Rule>
concept KnowsAutapses = requires(const Rule& rule) {
  { rule.autapses } -> std::convertible_to<bool>;
};

/// Projection K; `p` is its state with its rows, wherever the network keeps them.
template <class Net, std::size_t K, class Projection>
afferent_summary collect_projection(const Projection& p, const typename Net::state& state, const network_summary& all) {
  using structure = typename Net::structure;
  using item = typename structure::template item<K>;
  constexpr std::size_t source = structure::template source_of<K>, target = structure::template target_of<K>;
  const synapse_rows& connections = *p.connections;
  afferent_summary facts;
  facts.name = std::string(item::label);
  // Synapses that feed an input raise nothing: like couplings they are not sums of events.
  facts.continuous = structure::template is_continuous<K>() || structure::template target_variable<K>() == not_found;
  facts.source = population_number<structure>(source);
  facts.target = population_number<structure>(target);
  if constexpr (source != target && KnowsAutapses<typename item::rule_type>)
    facts.idle_autapses = !structure::template value<K>().rule.autapses;
  facts.source_begin = connections.first_source;
  facts.source_end = connections.first_source + connections.sources;
  facts.receptor = std::string(item::path.receptor);
  facts.unit = structure::template weight_dimension<K>();
  if (!connections.slices.empty()) facts.begin = facts.end = connections.slices[0].first_target;
  for (const slice_rows& rows : connections.slices) facts.end += rows.targets;
  for (auto* list : {&facts.sum, &facts.squares, &facts.count}) list->assign(facts.end - facts.begin, 0);
  if constexpr (!structure::template is_continuous<K>() && structure::template target_variable<K>() != not_found)
    facts.variable = structure::template target_variable<K>();
  collect_rules(p.rules, facts);
  collect_weights(p, facts);
  facts.rounds_delay = structure::template value<K>().rounds_delay;
  if constexpr (is_constant_value<decltype(item::delay)>)
    if (connections.one_delay())
      facts.delay_off = std::abs(structure::template value<K>().delay.value.si() - connections.min_delay * state.dt);
  facts.min_delay = connections.min_delay * state.dt;
  facts.raw_mean = facts.mean_weight();
  facts.empty_pools = has_empty_pools(p);
  if constexpr (requires { p.at_start.known; })
    if (p.at_start.known) collect_changes<Net, K>(p, state, facts);
  if (facts.plastic) facts.grows_by_itself = facts.zeros == facts.synapses && grows_by_arrivals<Net, K>(state);
  const population_summary& from = all.populations[facts.source];
  if (from.is_source() || from.listed) facts.shared = shared_inputs(p);
  if constexpr (is_normalised<structure, K>()) facts.zero_sums = count_zero_sums(p);
  return facts;
}

/// What the events and the currents of projection K bring, one after the other.
template <class Net, std::size_t K, class Projection>
void collect_afferents(const Projection& p, const typename Net::state& state, network_summary& all) {
  using structure = typename Net::structure;
  using list = typename structure::template item<K>::rules;
  all.afferents.push_back(collect_projection<Net, K>(p, state, all));
  if constexpr (!structure::template is_continuous<K>() && !std::is_same_v<list, plasticity<transmit>>) {
    all.afferents.back().unread = find_unread<Net, K>(state);
    // Weights that have changed have had what they wait for.
    if (const afferent_summary& facts = all.afferents.back(); state.step == 0 || facts.start == facts.now)
      all.afferents.back().unfed = find_unfed<Net, K>(state);
    if constexpr (feeds_currents<list>) {
      const afferent_summary by_weight = all.afferents.back();
      probe_effects<Net, K>(state, all.afferents.back());
      collect_fed<Net, K>(p, state, by_weight, all);
    } else {
      probe_effects<Net, K>(state, all.afferents.back());
    }
  }
}

/// Poisson input K onto some neurons of its target.
template <class Net, std::size_t K, class Input>
afferent_summary collect_poisson_input(const typename Net::state& state, const Input& input, std::string name,
                                       const reach& neurons) {
  using structure = typename Net::structure;
  using item = typename structure::template item<K>;
  constexpr std::size_t target = structure::template target_of<K>;
  afferent_summary facts;
  facts.name = std::move(name);
  facts.poisson = true;
  facts.target = population_number<structure>(target);
  facts.begin = static_cast<std::uint32_t>(neurons.begin);
  facts.end = static_cast<std::uint32_t>(neurons.end);
  facts.variable = structure::template target_variable<K>();
  facts.receptor = std::string(item::path.receptor);
  facts.unit = structure::template weight_dimension<K>();
  facts.rate = input.rate;
  if constexpr (item::moves) facts.rate = range_of(function_drive{structure::template value<K>().rate}).mean;
  drive_range weight{static_cast<double>(input.weight), 0, static_cast<double>(input.weight),
                     static_cast<double>(input.weight)};
  if constexpr (item::weighs_by_function) {
    const auto& f = structure::template value<K>().weight;
    if constexpr (decltype(item::weight)::per_neuron)
      weight = range_over_neurons<Net::description_value, target>(item_at<target>(state.items), neurons, f);
    else
      weight = range_of(f);
  }
  facts.smallest = weight.low;
  facts.largest = weight.high;
  const double w = weight.mean;
  facts.synapses = neurons.size();
  facts.zeros = w == 0 ? facts.synapses : 0;
  facts.negatives = w < 0 ? facts.synapses : 0;
  facts.positives = w > 0 ? facts.synapses : 0;
  facts.sum.assign(facts.synapses, w);
  facts.squares.assign(facts.synapses, w * w);
  facts.count.assign(facts.synapses, 1);
  facts.raw_mean = w;
  return facts;
}
/// Poisson input K: of a population of groups, an input for each group.
template <class Net, std::size_t K>
void collect_poisson_inputs(const typename Net::state& state, network_summary& all) {
  using item = typename Net::structure::template item<K>;
  constexpr std::size_t target = Net::structure::template target_of<K>;
  const auto& input = item_at<K>(state.items);
  const reach neurons = item::sliced.part.of(item_at<target>(state.items).size);
  if constexpr (is_onto_groups<Net::description_value, K>) {
    const neuron_groups& groups = state.groups[target];
    for (std::size_t g = 0; g < groups.count(); ++g)
      if (const reach mine = neurons.within(groups.first(g), groups.first(g) + groups.size(g)); mine.size() != 0)
        all.afferents.push_back(
            collect_poisson_input<Net, K>(state, input.of_group[g], name_of_group_input<item>(groups.name(g)), mine));
  } else {
    all.afferents.push_back(collect_poisson_input<Net, K>(state, input, std::string(item::label), neurons));
  }
}

} // namespace cortexpr::detail
