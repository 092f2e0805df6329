// Items of a description of inputs and one cell without units of its weights.
struct accumulator {
  template <class I> struct state { number<I> v = 0; };
  template <class I> struct parameters { second<I> tau = 10_ms; };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / p.tau};
  }
};
constexpr auto d_$number = describe(
    population<"in">(5, spike_times{}), population<"cell">(1, accumulator{}),
    // the block
);
using net = network<d_$number>;
inline void run_$number() {
  simulation<net> sim{set<"S.pool">(5.0), set<"in">(spike_list::at_steps(std::vector{0}, std::vector{0}))};
  sim.run(1_ms);
}
