// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/description/route.hpp>
#include <cortexpr/detail/dynamics/dynamics.hpp>
#include <cortexpr/detail/plasticity/allowed_rule_values.hpp>
#include <cortexpr/detail/summary/message_format.hpp>
#include <cortexpr/detail/synapse/weight_summary.hpp>
#include <cortexpr/groups/neuron_groups.hpp>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace cortexpr::detail {

// A built network as plain numbers: what the checks read, so that each is compiled once for all networks.

inline constexpr std::size_t no_index = static_cast<std::size_t>(-1);

/// How an integrator behaves when the time step is too long.
enum class scheme { none, exact, exponential, first_order, second_order, fourth_order, own };

/// What drives one input of a population, all drives together.
struct input_summary {
  bool driven = false;
  double mean = 0, deviation = 0, low = 0, high = 0; ///< SI, the input's default included

  void add(const input_summary& drive) {
    driven = true;
    mean += drive.mean;
    deviation = std::hypot(deviation, drive.deviation);
    low += drive.low;
    high += drive.high;
  }
};
/// A drive of a slice of a population.
struct sliced_drive {
  std::size_t input = 0;
  std::uint32_t begin = 0, end = 0;
  input_summary drive;
};

/// Weights that are a hundred times smaller or larger than at the start have left it.
inline constexpr double far_from_start = 100;

struct population_summary {
  std::string name;
  std::uint32_t size = 0;
  neuron_groups groups;     ///< none unless it consists of groups
  double dt = 0;            ///< the time step, which may be its own
  bool listed = false;      ///< spikes are listed
  bool counted = false;     ///< neurons may spike several times in a step
  double listed_spikes = 0; ///< how many
  bool precise = false;     ///< spikes are located between the steps
  bool operated = false;    ///< operations, of some of its neurons at least, read and write what they like
  bool recorded_spikes = false;
  double measured_rate = -1; ///< Hz per neuron since the start, -1 if nothing counted spikes
  double measured_time = 0;  ///< s
  double busiest_step = 0;   ///< largest share of neurons that spiked in one step
  double crowded_steps = 0;  ///< steps in which half of the neurons spiked
  std::string integrator;
  scheme method = scheme::none;
  dynamics model;                    ///< of the mean neuron; empty where spikes are listed
  dynamics::vector start, largest;   ///< mean and largest value of each variable now
  double above_threshold = 0;        ///< share of the neurons that are above threshold now
  double t_ref_off = 0;              ///< largest difference of a refractory period and its whole number of steps (s)
  std::vector<bool> recorded;        ///< variables that are recorded
  std::vector<input_summary> inputs; ///< what drives all neurons
  std::vector<sliced_drive> sliced_drives; ///< what drives some beside
  std::vector<reach> operated_parts;       ///< where operations work
  std::size_t far_variable = no_index;     ///< the first variable with a value that no neuron can have ...
  std::size_t far_neuron = 0;              ///< ... the neuron ...
  double far_value = 0;                    ///< ... and the value
  std::size_t bad_variable = no_index;     ///< the first variable that is not finite ...
  std::size_t bad_neuron = 0;              ///< ... and the neuron

  /// What drives neurons [from, to), which no slice of a drive cuts.
  [[nodiscard]] std::vector<input_summary> inputs_of(std::uint32_t from, std::uint32_t to) const {
    std::vector<input_summary> all = inputs;
    for (const sliced_drive& d : sliced_drives)
      if (d.begin <= from && to <= d.end) all[d.input].add(d.drive);
    return all;
  }
  /// Neurons [from, to) with the places at which slices of drives cut them.
  [[nodiscard]] std::vector<std::uint32_t> cut_by_drives(std::uint32_t from, std::uint32_t to) const {
    std::vector<std::uint32_t> cuts{from, to};
    for (const sliced_drive& d : sliced_drives)
      for (const std::uint32_t place : {d.begin, d.end})
        if (from < place && place < to) cuts.push_back(place);
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    return cuts;
  }
  /// Whether operations work on any of neurons [from, to).
  [[nodiscard]] bool is_operated(std::uint32_t from, std::uint32_t to) const {
    return std::any_of(operated_parts.begin(), operated_parts.end(),
                       [&](const reach& part) { return part.begin < to && from < part.end; });
  }
  /// "n", or "n[10:30]" for a part of its neurons.
  [[nodiscard]] std::string name_of(std::uint32_t from, std::uint32_t to) const {
    return from == 0 && to == size ? name : name + "[" + std::to_string(from) + ":" + std::to_string(to) + "]";
  }
  /// Spikes come from nowhere but its own parameters and drives: Poisson sources.
  [[nodiscard]] bool is_source() const { return !listed && model.hazard && model.variables.empty(); }
  [[nodiscard]] bool has_neurons() const { return !listed && !model.variables.empty(); }
};

/// Something without which rules change no weight, and that is 0: "L of 'cells' is 0"; what would feed it.
struct unfed_signal {
  std::string name, feed;
};

/// Events that reach a population: a projection of spikes or a Poisson input.
struct afferent_summary {
  std::string name;
  bool poisson = false, continuous = false, plastic = false, grows_by_itself = false;
  bool idle_autapses = false;                       ///< `.without_autapses()` between different populations
  std::size_t source = no_index, target = no_index; ///< numbers of populations
  std::uint32_t source_begin = 0, source_end = 0, begin = 0, end = 0;
  std::size_t variable = no_variable; ///< of the target, that events raise
  std::string receptor;               ///< as the route calls it
  dimension unit{};                   ///< of weights
  double rate = 0;                    ///< Hz, of a Poisson input
  std::uint64_t synapses = 0;
  double smallest = 0, largest = 0; ///< weights
  std::uint64_t zeros = 0, negatives = 0, positives = 0;
  double resolution = 0; ///< between neighbouring weights, if they are stored as whole numbers
  bool finite = true;    ///< all weights are
  double effect_cap = std::numeric_limits<double>::infinity(); ///< arrivals bring the variable no higher
  std::vector<double> sum, squares, count; ///< per target: of what one event adds, and how many synapses
  double shared = 0;                       ///< correlation of the inputs of neighbouring targets, if sources are random
  bool rounds_delay = false;
  double delay_off = 0; ///< a constant delay's distance from the grid of steps (s)
  double w_min = -std::numeric_limits<double>::infinity();
  double w_max = std::numeric_limits<double>::infinity(); ///< bounds that a rule keeps
  std::uint64_t outside = 0, at_low = 0, at_high = 0;     ///< weights outside and at the bounds
  bool scaled = false;                                    ///< normalise_always moves all weights of a target at once
  bool empty_pools = false;  ///< rules fill weights from pools of the targets, and every pool is empty
  bool holds_sums = false;   ///< a rule that changes weights normalises or asks for incoming sums, or an operation does
  double share = 0;          ///< the scale of a transmit_share: what arrives is a share of it, whatever the weights
  double raw_mean = 0;       ///< mean weight, where `sum` is that of effects
  double min_delay = 0;      ///< s
  weight_summary start, now; ///< the weights as they were built or set, and as they are
  std::vector<std::string> causes; ///< operations and rules that bring weights away from the start, as sentences
  std::vector<rule_numbers> rules; ///< the parameters of each
  bool normalised_before_change = false, clipped_after_normalising = false;
  std::uint64_t zero_sums = 0; ///< targets that a normalisation cannot help
  // Of rules that feed a variable in every step: `sum` is what one event makes of it at most.
  double fed_for = 0;              ///< ... and for how long (s): area over height; 0: events raise the variable
  double fed_at_200_hz = 1;        ///< what is fed at 200 Hz, as a part of what single events would add up to
  bool feeds_nothing = false;      ///< no event makes a synapse feed anything
  double fed_at_rest = 0;          ///< what the synapses of a target feed for good without an event
  bool again = false;              ///< another effect of the projection before it in the list
  std::vector<std::string> unread; ///< variables of synapses that nothing reads
  std::vector<unfed_signal> unfed; ///< what rules wait for in vain

  /// What is fed at a rate, as a part of what single events would add up to: 1 / (1 + c rate) where it saturates.
  [[nodiscard]] double left_at(double hertz) const {
    const double high = hertz / 200;
    return fed_at_200_hz <= 1 ? 1 / (1 + high * (1 / fed_at_200_hz - 1))
                              : 1 + (fed_at_200_hz - 1) * std::min(high, 1.0);
  }

  [[nodiscard]] double mean_weight() const {
    double all = 0, n = 0;
    for (std::size_t j = 0; j < sum.size(); ++j) all += sum[j], n += count[j];
    return n == 0 ? 0 : all / n;
  }
  /// Whether the weights have become nothing since they were built or set.
  [[nodiscard]] bool has_shrunk(std::int64_t step) const {
    return step > 0 && start.known && finite && start.mean > far_from_start * now.mean;
  }
  [[nodiscard]] bool covers(std::uint32_t from, std::uint32_t to) const { return begin <= from && to <= end; }
};

/// A projection onto synapses.
struct modulation_summary {
  std::string name, synapses; ///< itself; the projection at which it ends
  std::uint64_t connections = 0;
  double largest = 0, delay = 0; ///< absolute weight (SI); s
};

/// A coupling whose route starts or ends at synapses.
struct synapse_coupling_summary {
  std::string name, source, target;
  std::size_t fed = no_index; ///< number of the population whose input it feeds
  std::uint64_t connections = 0;
  std::size_t units = 0, unconnected = 0;     ///< neurons that it could feed, and those that it does not
  double largest_weight = 0, largest_sum = 0; ///< absolute (SI), at present
};

/// A projection that feeds a term of both neurons into an input.
struct coupling_summary {
  std::string name;
  std::size_t source = no_index, target = no_index; ///< numbers of populations
  std::size_t input = 0;                            ///< of the target
  dimension unit{};                                 ///< of weights
  double sources = 0;                               ///< per neuron
  double mean = 0, most = 0; ///< weight of a synapse; sum of absolute weights of a target at most
  double negative = 0;       ///< share of the weights
  double stiffest = 0; ///< how fast, per weight, neurons that are pulled together may be, each by its sum alone or all
  /// The term of a synapse for neurons in these states with the mean of the parameters.
  std::function<double(const dynamics::vector& pre, const dynamics::vector& post, double w)> term;
};

/// How a drive is read by steps.
struct drive_summary {
  std::string name;
  dimension unit{};
  bool function = false;              ///< it is code: what it does is known by trying only
  double tried = 0;                   ///< the last time that was tried (s)
  double low = 0, high = 0;           ///< of all values that were tried
  double step_low = 0, step_high = 0; ///< of those at the beginnings of steps
  double missed = 0, missed_at = 0;   ///< largest distance of a value from those of the steps around it, and when
  double end = std::numeric_limits<double>::infinity(); ///< of a timed array (s)
};

struct network_summary {
  double dt = 0, time = 0;
  std::int64_t step = 0;
  std::vector<population_summary> populations;
  std::vector<afferent_summary> afferents;
  std::vector<modulation_summary> modulations;
  std::vector<coupling_summary> couplings;
  std::vector<synapse_coupling_summary> synapse_couplings;
  std::vector<drive_summary> drives;
  struct bad_value {
    std::string item, what;
    std::uint64_t place = 0;
    std::int64_t step = -1; ///< of a recording's first bad row; -1: only known to be bad now
  };
  std::vector<bad_value> bad_values;
};

} // namespace cortexpr::detail
