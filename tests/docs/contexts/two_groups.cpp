// Statements on the simulation of docs/recording_and_pictures.md.
constexpr auto two_groups_$number = describe(
    population<"n1">(5, lif{}, start<"v">(uniform(-70_mV, -56_mV))), population<"n2">(5, lif{}, start<"v">(-60_mV)),
    population<"cells">(69, lif{}), drive<"n1.I">(sinusoid{0.2_nA, 8_Hz, 0.0, 0.3_nA}), record<"cells.spikes">(),
    record<"n1.spikes">(), record<"n1.rate">(every{10_ms}), record<"n2.v">(every{1_ms}, only{0, 3}));
inline void function_$number() {
  simulation<network<two_groups_$number>> sim{seed{42}};
  // the block
}
