// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Everything but arrays (xtensor), files and pictures.

// A name of the user's that a lambda of these headers has too: g++ warns when it instantiates the lambda.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
// Headers that refuse mistakes in texts and units come first: g++ lists the way to them before its message.
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/model/unit_check.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/measured.hpp>
// Then everything by name.
#include <cortexpr/connectivity/by_function/connected_if.hpp>
#include <cortexpr/connectivity/by_function/filtered.hpp>
#include <cortexpr/connectivity/by_function/listed_by_function.hpp>
#include <cortexpr/connectivity/connectivity.hpp>
#include <cortexpr/description/family_settings.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <cortexpr/fwd.hpp>
#include <cortexpr/groups/between_groups.hpp>
#include <cortexpr/model/integrators/integrators.hpp>
#include <cortexpr/monitor/distributions_on_line.hpp>
#include <cortexpr/monitor/population_statistics.hpp>
#include <cortexpr/monitor/spike_monitors.hpp>
#include <cortexpr/monitor/winner.hpp>
#include <cortexpr/network/network.hpp>
#include <cortexpr/neurons/adex.hpp>
#include <cortexpr/neurons/eprop_alif.hpp>
#include <cortexpr/neurons/eprop_lif.hpp>
#include <cortexpr/neurons/escape_rate.hpp>
#include <cortexpr/neurons/glif.hpp>
#include <cortexpr/neurons/hodgkin_huxley.hpp>
#include <cortexpr/neurons/izhikevich.hpp>
#include <cortexpr/neurons/leaky_readout.hpp>
#include <cortexpr/neurons/lif.hpp>
#include <cortexpr/neurons/rate_unit.hpp>
#include <cortexpr/neurons/refractory_while.hpp>
#include <cortexpr/neurons/scaled_lif.hpp>
#include <cortexpr/neurons/spikes_at_maximum.hpp>
#include <cortexpr/neurons/voltage_traces.hpp>
#include <cortexpr/plasticity/adam.hpp>
#include <cortexpr/plasticity/clip_weight.hpp>
#include <cortexpr/plasticity/homeostatic_scaling.hpp>
#include <cortexpr/plasticity/normalise.hpp>
#include <cortexpr/plasticity/short_term.hpp>
#include <cortexpr/plasticity/stdp/dopamine_stdp.hpp>
#include <cortexpr/plasticity/stdp/inhibitory_stdp.hpp>
#include <cortexpr/plasticity/stdp/modulated_stdp.hpp>
#include <cortexpr/plasticity/stdp/power_law_stdp.hpp>
#include <cortexpr/plasticity/stdp/pre_centered_stdp.hpp>
#include <cortexpr/plasticity/stdp/restricted_stdp.hpp>
#include <cortexpr/plasticity/stdp/stdp.hpp>
#include <cortexpr/plasticity/stdp/triplet_stdp.hpp>
#include <cortexpr/plasticity/stdp/voltage_stdp.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <cortexpr/plasticity/transmit_share.hpp>
#include <cortexpr/plasticity/weight_decay.hpp>
#include <cortexpr/plasticity/weight_pool.hpp>
#include <cortexpr/plasticity/with_equations/calcium_plasticity.hpp>
#include <cortexpr/plasticity/with_equations/eprop.hpp>
#include <cortexpr/plasticity/with_equations/nmda.hpp>
#include <cortexpr/plasticity/with_equations/tsodyks_markram.hpp>
#include <cortexpr/random/gamma_values.hpp>
#include <cortexpr/random/truncated.hpp>
#include <cortexpr/receptors/magnesium_block.hpp>
#include <cortexpr/receptors/summed.hpp>
#include <cortexpr/simulation/each.hpp>
#include <cortexpr/simulation/interrupt.hpp>
#include <cortexpr/simulation/progress.hpp>
#include <cortexpr/simulation/simulation.hpp>
#include <cortexpr/simulation/trials.hpp>
#include <cortexpr/simulation/watch.hpp>
#include <cortexpr/simulation/watch_nan.hpp>
#include <cortexpr/simulation/zero_sums.hpp>
#include <cortexpr/sources/drive.hpp>
#include <cortexpr/sources/poisson.hpp>
#include <cortexpr/sources/poisson_process.hpp>
#include <cortexpr/sources/relay.hpp>
#include <cortexpr/sources/spike_times.hpp>
#include <cortexpr/space/space.hpp>
#include <cortexpr/version.hpp>
#pragma GCC diagnostic pop
