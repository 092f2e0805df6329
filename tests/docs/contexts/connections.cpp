// Statements on a simulation `sim` with a projection "S".
constexpr auto d_$number =
    describe(population<"E">(10, poisson{}),
             population<"I">(8, synaptic_lif<conductance<exponential>, conductance<exponential>>{}),
             projection<"S: E -> I.exc">(fixed_probability{0.5}, weight(normal(1_nS, 0.2_nS))));
inline void function_$number() {
  simulation<network<d_$number>> sim;
  // the block
}
