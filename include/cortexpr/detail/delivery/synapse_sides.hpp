// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cortexpr/detail/structure/coupled_sides.hpp>
#include <cortexpr/detail/structure/place.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cstddef>

namespace cortexpr::detail {

// What the term of a coupling sees of a synapse at one end of its route, in the readings in which it sees neurons.

/// In the place of a model: synapses with rules List, whose weights have the unit of the quantity Weight.
template <class List, class Weight>
struct synapses_with {};

template <class List>
inline constexpr std::size_t synapse_variable_count = variable_count<synapse_variables<List>>;

/// The synapse on one side as quantities: `side["x"_name]` is a variable of a rule, `side["w"_name]` the weight.
template <class List, class Weight>
struct coupled_side<synapses_with<List, Weight>, checked> {
  template <fixed_string Name>
  [[nodiscard]] constexpr auto operator[](name_constant<Name>) const {
    constexpr std::size_t v = find_variable<synapse_variables<List>>(Name.view());
    if constexpr (v != not_found)
      return quantity<dimensions_of_rule_variables<synapse_variables<List>>(Weight::dims)[v]>();
    else if constexpr (Name.view() == "w")
      return Weight();
    else
      return quantity<dim::one>();
  }
};
/// The same as numbers.
template <class List, class Weight, class B>
struct coupled_side<synapses_with<List, Weight>, numeric<B>> {
  std::array<lanes<B>, synapse_variable_count<List> + 1> values{}; ///< the weight is the last

  template <fixed_string Name>
  [[nodiscard, gnu::always_inline]] constexpr lanes<B> operator[](name_constant<Name>) const {
    constexpr std::size_t v = find_variable<synapse_variables<List>>(Name.view());
    return values[v != not_found ? v : synapse_variable_count<List>];
  }
};
template <class List, class Weight>
struct side_reads<synapses_with<List, Weight>> {
  std::array<bool, synapse_variable_count<List> + 1> variables{}; ///< the weight is the last
  bool names_are_known = true;
};
template <class List, class Weight, class Complaint>
class noting_side<synapses_with<List, Weight>, Complaint> {
public:
  constexpr noting_side(side_reads<synapses_with<List, Weight>>& reads, operation_counts& counts)
      : reads_(reads), counts_(counts) {}

  template <fixed_string Name>
  [[nodiscard]] constexpr counted_number operator[](name_constant<Name>) const {
    constexpr std::size_t v = find_variable<synapse_variables<List>>(Name.view());
    if constexpr (v != not_found)
      reads_.variables[v] = true;
    else if constexpr (Name.view() == "w")
      reads_.variables[synapse_variable_count<List>] = true;
    else
      reads_.names_are_known = false, Complaint::template refuse_of_synapses<List, Name>();
    return counted_number(counts_);
  }

private:
  side_reads<synapses_with<List, Weight>>& reads_;
  operation_counts& counts_;
};

} // namespace cortexpr::detail
