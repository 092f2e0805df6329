// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/known_names.hpp>
#include <cortexpr/detail/structure/shown_neuron.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>

namespace cortexpr::detail {

/// Stands for the inputs of neurons where only their types are asked for.
template <class M, class Real>
struct inputs_in_general {
  inputs_of<M, numeric<Real>> operator()(std::size_t) const { return {}; }
};

/// A neuron as the function of a recording sees it: variables, parameters and inputs, each as a quantity. Inputs are
/// those of the moment: drives as they are now, couplings as they were summed last.
template <class M, class Real, bool Placed, class Inputs = inputs_in_general<M, Real>>
class recorded_neuron : public shown_neuron<M, Real, Placed, no_such_in_record> {
  using base = shown_neuron<M, Real, Placed, no_such_in_record>;

public:
  using known_names = names_with_inputs<M>;
  static constexpr bool draws = false; ///< no random numbers stand beside it

  template <class Population>
  recorded_neuron(const Population& p, std::size_t i, const Inputs& inputs) : base(p, i), inputs_(inputs) {}

  template <fixed_string Name>
  [[nodiscard]] auto operator[]([[maybe_unused]] name_constant<Name> name) const {
    constexpr std::size_t k = find_variable<inputs_of<M, checked>>(Name.view());
    constexpr bool of_state = find_variable<state_of<M, checked>>(Name.view()) != not_found ||
                              find_variable<parameters_of<M, checked>>(Name.view()) != not_found;
    if constexpr (of_state) {
      return base::operator[](name);
    } else if constexpr (k == not_found) {
      refuse_name<no_such_in_record, among_all<among_values<M>, among_variables<inputs_of<M, checked>>>, Name>();
      return refused_value{};
    } else {
      const auto in = inputs_(this->index());
      return quantity<dimension_of<inputs_of<M, checked>, k>>(static_cast<double>(variable<k>(in).value));
    }
  }

private:
  const Inputs& inputs_;
};

} // namespace cortexpr::detail
