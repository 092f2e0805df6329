// Items of a description whose values come later.
using cell = synaptic_lif<conductance<exponential>, conductance<exponential>>;
constexpr auto d_$number = describe(
    population<"in">(50, poisson{}), population<"cells">(50, cell{}),
    // the block
);
inline auto checked_$number = sizeof(network<d_$number>);
