// Items of a description with a projection X that learns.
using cell = synaptic_lif<conductance<exponential>, conductance<exponential>>;
constexpr auto d_$number = describe(
    population<"in">(50, poisson{}, parameter<"rate">(20_Hz)), population<"cells">(50, cell{}),
    projection<"X: in -> cells.exc">(all_to_all{}, weight(uniform(0_nS, 1_nS)),
                                     plasticity{transmit{}, pair_stdp{.w_max = 2_nS}}),
    // the block
);
using net_$number = network<d_$number>;
inline void run_$number() {
  simulation<net_$number> sim;
  sim.run(1_ms);
}
