// Items of examples/cortex_layers.cpp.
using cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;
constexpr pair_stdp learning{.a_pre = 0.025, .a_post = -0.0275, .w_max = 0.12};
constexpr fixed_probability mostly{0.8};
constexpr auto about(double w) { return weight(uniform(0.8 * w, 1.2 * w)); }
constexpr auto d_$number = describe(
    population<"cells">(73, cell{}),
    // the block
);
using net = network<d_$number>;
inline void run_$number() {
  simulation<net> sim{set<"in_mem.w">(values(std::vector<double>(500, 0.1)))};
  sim.run(1_ms);
}
