// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cortexpr/detail/record/monitor_views.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cstddef>
#include <type_traits>

namespace cortexpr::detail {

template <class Policy, class Seen>
concept PlainPart = requires {
  typename Policy::part;
};
template <class Policy, class Seen>
concept PartOfSeen = requires {
  typename Policy::template part<Seen>;
};
template <class Policy, class Seen>
constexpr auto find_part() {
  if constexpr (PlainPart<Policy, Seen>)
    return std::type_identity<typename Policy::part>{};
  else if constexpr (PartOfSeen<Policy, Seen>)
    return std::type_identity<typename Policy::template part<Seen>>{};
  else
    return std::type_identity<nothing>{};
}
template <class Policy>
constexpr auto find_own() {
  if constexpr (KeepsPerNeuron<Policy>)
    return std::type_identity<typename Policy::own>{};
  else
    return std::type_identity<nothing>{};
}

/// What a monitor sums up over bins of time.
template <class Policy>
concept NamesSums = requires {
  typename Policy::sums;
};
template <class Policy>
constexpr auto find_sums() {
  if constexpr (NamesSums<Policy>)
    return std::type_identity<typename Policy::sums>{};
  else
    return std::type_identity<nothing>{};
}
template <class Policy, class Sums, class Part>
concept TakesBin = requires(const Policy& policy, Sums& sums, const Part& bin) {
  policy.on_bin(sums, bin);
};
/// A monitor that only has room for some neurons says for how many.
template <class Policy>
concept HasRoomFor = requires {
  static_cast<std::size_t>(Policy::room);
};

template <class Policy, class Part, class Seen, class Own>
concept TakesStep = requires(const Policy& policy, Part& p, const Seen& n) {
  policy.on_step(p, n);
};
template <class Policy, class Part, class Seen, class Own>
concept TakesStepWithOwn = requires(const Policy& policy, Part& p, const Seen& n, Own& own) {
  policy.on_step(p, n, own);
};
template <class Policy, class Part, class Seen, class Own>
concept TakesSpike = requires(const Policy& policy, Part& p, const Seen& n) {
  policy.on_spike(p, n);
};
template <class Policy, class Part, class Seen, class Own>
concept TakesSpikeWithOwn = requires(const Policy& policy, Part& p, const Seen& n, Own& own) {
  policy.on_spike(p, n, own);
};
template <class Policy, class Part, class Own>
concept TakesOwn = requires(const Policy& policy, Part& p, const Own& own) {
  policy.on_result(p, own);
};
template <class Policy, class Part>
concept MergesParts = requires(const Policy& policy, const Part& a, const Part& b) {
  { policy.merge(a, b) } -> std::same_as<Part>;
};
template <class Policy, class Part>
concept Concludes = requires(const Policy& policy, const Part& p) {
  policy.result(p);
};
template <class Policy, class Seen>
concept ListsSeen = requires(const Policy& policy, const Seen& n) {
  policy.at_spike(n);
};

/// What a result is in a row: how many numbers, in which unit.
template <class Result>
struct result_row {
  static constexpr bool known = false;
  static constexpr std::size_t columns = 1;
  static constexpr dimension dims = dim::one;
  static double si(const Result&, std::size_t) { return 0; }
};
template <dimension Dims>
struct result_row<quantity<Dims>> {
  static constexpr bool known = true;
  static constexpr std::size_t columns = 1;
  static constexpr dimension dims = Dims;
  static double si(const quantity<Dims>& x, std::size_t) { return x.si(); }
};
template <Arithmetic Number>
struct result_row<Number> {
  static constexpr bool known = true;
  static constexpr std::size_t columns = 1;
  static constexpr dimension dims = dim::one;
  static double si(Number x, std::size_t) { return static_cast<double>(x); }
};
template <class Number, std::size_t N>
struct result_row<std::array<Number, N>> {
  static constexpr bool known = result_row<Number>::known && result_row<Number>::columns == 1 && N != 0;
  static constexpr std::size_t columns = N;
  static constexpr dimension dims = result_row<Number>::dims;
  static double si(const std::array<Number, N>& x, std::size_t k) { return result_row<Number>::si(x[k], 0); }
};
template <class Policy, class Part, class Seen>
constexpr auto find_result() {
  if constexpr (ListsSpikes<Policy>) {
    if constexpr (ListsSeen<Policy, Seen>)
      return std::type_identity<
          std::remove_cvref_t<decltype(std::declval<const Policy&>().at_spike(std::declval<const Seen&>()))>>{};
    else
      return std::type_identity<nothing>{};
  } else if constexpr (Concludes<Policy, Part>) {
    return std::type_identity<
        std::remove_cvref_t<decltype(std::declval<const Policy&>().result(std::declval<const Part&>()))>>{};
  } else {
    return std::type_identity<nothing>{};
  }
}

/// The types of monitor K of a description.
template <auto const& D, std::size_t K, class Real>
struct monitor_facts {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using policy = typename item::monitor_policy;
  static constexpr std::size_t holder = s::find_holder(item::target.item);
  static constexpr bool of_synapses = s::kinds[holder] == item_kind::projection;
  static constexpr bool listed = [] {
    if constexpr (of_synapses)
      return false;
    else
      return s::template item<holder>::listed;
  }();
  static constexpr bool everywhere = all_have_spikes<D, holder>(); ///< every rank has all spikes
  static constexpr auto find_seen() {
    if constexpr (of_synapses)
      return std::type_identity<monitored_synapse<D, holder, policy, Real>>{};
    else if constexpr (listed)
      return std::type_identity<monitored_spike>{};
    else
      return std::type_identity<
          monitored_neuron<policy, typename s::template model<holder>, Real, s::template item<holder>::placed>>{};
  }
  using seen = typename decltype(find_seen())::type;
  using part = typename decltype(find_part<policy, seen>())::type;
  using own = typename decltype(find_own<policy>())::type;
  static constexpr bool binned = SumsUpBins<policy>;
  using sums = typename decltype(find_sums<policy>())::type;
  using concluded = std::conditional_t<binned, sums, part>; ///< what a result is made from
  using result = typename decltype(find_result<policy, concluded, seen>())::type;
  using row = result_row<result>;

  static constexpr bool looks = LooksAtSteps<policy>, spikes = LooksAtSpikes<policy>, lists = ListsSpikes<policy>;
  static constexpr bool exact = [] {
    if constexpr (SumsExactly<policy>)
      return bool{policy::sums_exactly};
    else
      return false;
  }();
  static constexpr bool keeps = KeepsPerNeuron<policy>, total = item::total;
  static constexpr const policy& does = s::template value<K>().policy;

  /// Shows a neuron, synapse or spike to a hook, with what belongs to it alone.
  [[gnu::always_inline]] static void step(part& p, const seen& n, own& o) {
    if constexpr (TakesStepWithOwn<policy, part, seen, own>)
      does.on_step(p, n, o);
    else
      does.on_step(p, n);
  }
  [[gnu::always_inline]] static void spike(part& p, const seen& n, own& o) {
    if constexpr (TakesSpikeWithOwn<policy, part, seen, own>)
      does.on_spike(p, n, o);
    else
      does.on_spike(p, n);
  }
};

} // namespace cortexpr::detail
