// Items of a description, whose populations the page only names.
using cell = synaptic_lif<conductance<exponential>, conductance<exponential>>;
constexpr auto d_$number = describe(
    population<"in">(50, poisson{}, parameter<"rate">(20_Hz)), population<"input">(80, poisson{}),
    population<"E">(100, cell{}), population<"I">(80, cell{}), population<"cells">(50, cell{}),
    // the block
);
using net_$number = network<d_$number>;
inline void run_$number() {
  simulation<net_$number> sim;
  sim.run(1_ms);
}
