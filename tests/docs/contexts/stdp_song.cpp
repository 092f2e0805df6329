// Items of examples/stdp_song.cpp.
using cell = synaptic<scaled_lif, receptor<"exc", conductance<exponential>>>;
constexpr double w_max = 0.01;
constexpr auto d_$number = describe(
    population<"in">(1000, poisson{}, parameter<"rate">(15_Hz)), population<"cells">(1, cell{}),
    // the block
);
using net = network<d_$number>;
inline void run_$number() {
  simulation<net> sim;
  sim.run(1_ms);
}
