// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>
#include <string_view>

namespace cortexpr {

/// A receptor whose channels are blocked by magnesium ions at low potentials, as those of NMDA receptors are:
///
///     I = I_receptor(v) / (1 + Mg / 3.57 mM exp(-0.062 v / mV))
///
/// Parameters: those of the receptor, and Mg, the concentration outside the cell (M, default 1 mM). Source: Jahr and
/// Stevens (1990), J. Neurosci. 10:3178, with the numbers of Wang (2002), Neuron 36:955.
///
/// Example (examples/reference/nmda.cpp):
///
///     using cell = synaptic<lif, receptor<"ampa", conductance<exponential>>,
///                           receptor<"nmda", magnesium_block<conductance<summed>>>>;
template <class Receptor>
struct magnesium_block : Receptor {
  template <class I, dimension Current, bool Inhibitory>
  struct parameters {
    using receptor_parameters = typename Receptor::template parameters<I, Current, Inhibitory>;
    receptor_parameters receptor{};
    molar<I> Mg = 1_mM;
    static constexpr std::array<std::string_view, 2> member_names{"", "Mg"};
    constexpr auto members() { return detail::tie_fields(receptor, Mg); }
    constexpr auto members() const { return detail::tie_fields(receptor, Mg); }
  };
  template <class X, class P>
  static constexpr auto flow(const X& x, const P& p) {
    return Receptor::flow(x, p.receptor);
  }
  template <class X, class P, class V>
  static constexpr auto input(const X& x, const P& p, const V& v) {
    return Receptor::input(x, p.receptor, v) / (1 + p.Mg / 3.57_mM * exp(-v / (1_mV / 0.062)));
  }
};

} // namespace cortexpr
