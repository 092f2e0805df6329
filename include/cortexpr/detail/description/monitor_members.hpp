// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <string_view>
#include <type_traits>

/// What a monitor has, asked of a class whose functions may be templates: a class that also inherits a member of that
/// name has an ambiguous one.

namespace cortexpr::detail {

struct names_of_monitors {
  int on_step, on_spike, at_spike, on_result, on_bin, merge, result, reads, own, part, sums_exactly;
};
template <class Policy>
struct monitor_clash : Policy, names_of_monitors {};

// Named concepts, because clang 14 takes `requires` inside a generic lambda for false.
#define CORTEXPR_MEMBER(concept_name, member)                                                                          \
  template <class Policy>                                                                                              \
  concept Free##concept_name = requires {                                                                              \
    &monitor_clash<Policy>::member;                                                                                    \
  };                                                                                                                   \
  template <class Policy>                                                                                              \
  concept concept_name = !Free##concept_name<Policy>;
CORTEXPR_MEMBER(LooksAtSteps, on_step)
CORTEXPR_MEMBER(LooksAtSpikes, on_spike)
CORTEXPR_MEMBER(ListsSpikes, at_spike)
CORTEXPR_MEMBER(SumsUpNeurons, on_result)
CORTEXPR_MEMBER(SumsUpBins, on_bin)
CORTEXPR_MEMBER(Merges, merge)
CORTEXPR_MEMBER(HasResult, result)
CORTEXPR_MEMBER(ListsReads, reads)
CORTEXPR_MEMBER(KeepsPerNeuron, own)
CORTEXPR_MEMBER(KeepsPart, part)
CORTEXPR_MEMBER(SumsExactly, sums_exactly)
#undef CORTEXPR_MEMBER

/// Whether a monitor may read a name: one of those that it declares, or any if it declares none.
template <class Policy>
constexpr bool may_read([[maybe_unused]] std::string_view name) {
  if constexpr (ListsReads<Policy>) {
    bool found = false;
    for (const std::string_view one : Policy::reads.all) found = found || one == name;
    return found;
  } else {
    return true;
  }
}
/// How many names it declares.
template <class Policy>
constexpr std::size_t count_reads() {
  if constexpr (ListsReads<Policy>)
    return Policy::reads.size;
  else
    return 0;
}
/// Whether item K is a monitor that declares to read a name.
template <class Item>
constexpr bool monitor_reads([[maybe_unused]] std::string_view name) {
  if constexpr (requires { typename Item::monitor_policy; })
    return ListsReads<typename Item::monitor_policy> && may_read<typename Item::monitor_policy>(name);
  else
    return false;
}

} // namespace cortexpr::detail
