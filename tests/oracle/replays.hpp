// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "comparison.hpp"

namespace oracle {

// One replay per scenario: builds the network that the case describes, runs it, compares every output.
void replay_stable_currents(const reference_case& c, comparison& result);
void replay_conductance_alpha(const reference_case& c, comparison& result);
void replay_heterosynaptic_pool(const reference_case& c, comparison& result);
void replay_cortex_layers(const reference_case& c, comparison& result);
void replay_cortex_rates(const reference_case& c, comparison& result);
void replay_summed_normalisation(const reference_case& c, comparison& result);
void replay_normalisation_statistics(const reference_case& c, comparison& result);

} // namespace oracle
