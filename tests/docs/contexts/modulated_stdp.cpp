// Statements on a network whose synapses wait for a reward.
using cell = synaptic_lif<conductance<exponential>, conductance<exponential>>;
constexpr auto d_$number = describe(
    population<"in">(50, poisson{}), population<"cells">(50, cell{}),
    projection<"S: in -> cells.exc">(all_to_all{}, weight(1_nS), plasticity{transmit{}, modulated_stdp{.w_max = 4_nS}}),
    drive<"S.signal">(given));
using net = network<d_$number>;
inline void function_$number() {
  // the block
  sim.run(1_ms);
}
