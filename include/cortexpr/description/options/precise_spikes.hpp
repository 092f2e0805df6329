// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>

namespace cortexpr {

/// Option of a population: thresholds are crossed, neurons are reset and refractory periods end where they do, not at
/// the end of a step. The spikes of such a population carry their place in the step; projections between two of them
/// bring it to the receptors:
///
///     time of a spike    t + offset, 0 <= offset <= dt
///     arrival            t + offset + delay; the delay is one step or longer
///
/// A neuron to which nothing happens in a step is integrated by its integrator as always. One that crosses its
/// threshold, is met by such a spike or becomes free is integrated in pieces from event to event: linear equations
/// (`exact`) by their solution, to rounding errors; others by the rule of Dormand and Prince, with a relative error of
/// 1e-9 in each piece. A neuron spikes at most once per step. Any other input (drives, spikes of other populations,
/// Poisson input) comes on the grid of steps. For models with a threshold and without noise. Sources: Morrison et al.
/// (2007), Neural Comput. 19:47; Hanuschkin et al. (2010), Front. Neuroinform. 4:113.
///
/// Example (examples/reference/precise_spikes.cpp):
///
///     population<"cells">(2, cell{}, precise_spikes{})
struct precise_spikes {};

} // namespace cortexpr
