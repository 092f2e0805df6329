// Statements on a simulation `sim` of a network `net`.
constexpr auto d_$number = describe(population<"n">(10, lif{}), population<"n2">(10, lif{}), drive<"n.I">(0.4_nA),
                            record<"n.v">(every{1_ms}), record<"n.spikes">(), record<"n.rate">(every{10_ms}));
using net = network<d_$number>;
inline void function_$number() {
  simulation<net> sim;
  // the block
}
