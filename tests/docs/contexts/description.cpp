// All items of a description.
constexpr auto d_$number = describe(
    // the block
);
inline auto checked_$number = sizeof(network<d_$number>);
