// SPDX-License-Identifier: BSL-1.0
// A step allocates nothing: every call of operator new in this program is counted. clang's thread sanitizer brings
// operators of its own that cannot be replaced: there this file is empty.

#if defined(__has_feature)
#define CORTEXPR_TEST_HAS_FEATURE(x) __has_feature(x)
#else
#define CORTEXPR_TEST_HAS_FEATURE(x) 0
#endif
#if !CORTEXPR_TEST_HAS_FEATURE(thread_sanitizer)

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cortexpr/core.hpp>

#include <atomic>
#include <cstdlib>
#include <new>
#include <utility>

namespace {
std::atomic<long> allocations{0};

// Not inlined: g++ takes inlined malloc and free for a mismatched pair.
void* counted(std::size_t bytes, std::size_t alignment) {
  ++allocations;
  const std::size_t whole = (bytes + alignment - 1) / alignment * alignment;
  void* p = alignment <= alignof(std::max_align_t) ? std::malloc(bytes == 0 ? 1 : bytes)
                                                   : std::aligned_alloc(alignment, whole == 0 ? alignment : whole);
  if (p == nullptr) throw std::bad_alloc();
  return p;
}
} // namespace

[[gnu::noinline]] void* operator new(std::size_t n) { return counted(n, 1); }
[[gnu::noinline]] void* operator new[](std::size_t n) { return counted(n, 1); }
[[gnu::noinline]] void* operator new(std::size_t n, std::align_val_t a) {
  return counted(n, static_cast<std::size_t>(a));
}
[[gnu::noinline]] void* operator new[](std::size_t n, std::align_val_t a) {
  return counted(n, static_cast<std::size_t>(a));
}
[[gnu::noinline]] void* operator new(std::size_t n, const std::nothrow_t&) noexcept { return counted(n, 1); }
[[gnu::noinline]] void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete[](void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace {

using namespace cortexpr;

struct marks {
  struct synapse {
    double mark = 0;
  };
  static void on_pre(auto& s) { s.mark += 1; }
  bool operator==(const marks&) const = default;
};

// Bursts in which all neurons spike at once, delays of many lengths, every kind of item.
constexpr auto everything = describe(
    record<"n.v">(), record<"n.exc.g">(only{1, 5}, every{0.3_ms}), record<"S.w">(), record<"S.mark">(only{7, 2}),
    population<"n">(50, synaptic_lif<conductance<alpha>, conductance<exponential>>{}, rk2{},
                    start<"v">(uniform(-70_mV, -45_mV)), parameter<"t_ref">(uniform(0_ms, 2_ms))),
    population<"m">(21, scaled_lif{}), population<"in">(40, poisson{}, parameter<"rate">(500_Hz)),
    population<"list">(30, spike_times{}), drive<"n.I">(given), drive<"m.I">(sinusoid{30_mV}),
    projection<"S: in -> n.exc">(fixed_probability{0.3}, weight(uniform(0_nS, 5_nS)),
                                 delay(uniform(0_ms, 3_ms)).rounded(), plasticity{transmit{}, marks{}}),
    projection<"T: n -> n.inh">(all_to_all{}, weight(1_nS), delay(0.5_ms)),
    projection<"U: list -> m.v">(all_to_all{}, weight(1_mV), plasticity{transmit_share<>{1_V}}),
    regularly<"drift", "S">(every{0.2_ms}, [](auto& s) { s.w *= 0.99; }),
    regularly<"norm", "U">(every{0.2_ms}, [](auto& s) { s.w *= 1.01; }),
    regularly<"kick", "n">(every{0.7_ms}, [](auto& n) { n["exc.g"_name] += 1_nS; }),
    monitor<"mean", "n">(mean_of<"v">{}), monitor<"weights", "S">(histogram_of<"w", 10>(0_nS, 5_nS)),
    monitor<"cv", "n">(interval_variation{}, window{1_ms}));
using net = network<everything>;

net::state build() {
  std::vector<int> steps, neurons;
  for (int k = 0; k < 200; k += 3)
    for (int i = 0; i < 30; ++i) {
      steps.push_back(k);
      neurons.push_back(i);
    }
  std::vector<double> currents(50 * 20, 0.1);
  for (std::size_t i = 0; i < 50; ++i) currents[10 * 50 + i] = 100; // all spike
  return net::build(
      1e-4, 3,
      detail::settings<decltype(set<"list">(spike_list{})), decltype(set<"n.I">(timed_array<dim::amp>{}))>{
          {set<"list">(spike_list::at_steps(steps, neurons)), set<"n.I">(timed_array(currents, 50, 1_nA, 1_ms))}});
}

template <class Work>
long count(const Work& work) {
  const long before = allocations;
  work();
  return allocations - before;
}

TEST_CASE("a step allocates nothing", "[allocation]") {
  CHECK(count([] { ::operator delete(::operator new(8)); }) == 1); // it counts
  net::state state = build();
  std::size_t most = 0;
  CHECK(count([&] {
          for (int k = 0; k < 400; ++k) {
            net::step(state);
            most = std::max(most, std::as_const(item_at<4>(state.items).spikes).of(state.step - 1).size());
          }
        }) == 0);
  CHECK(most > 40); // there was a step with almost all neurons
}

TEST_CASE("a step of a copied, assigned or moved state allocates nothing", "[allocation]") {
  net::state state = build();
  for (int k = 0; k < 50; ++k) net::step(state);
  net::state copy = state, assigned = net::build(1e-4, 1,
                                                 detail::settings<decltype(set<"n.I">(timed_array<dim::amp>{}))>{
                                                     {set<"n.I">(timed_array(std::vector<double>{1.0}, 1_nA, 1_ms))}});
  assigned = state;
  net::state moved = std::move(state);
  const auto run = [](net::state& s) {
    for (int k = 0; k < 200; ++k) net::step(s);
  };
  CHECK(count([&] { run(copy); }) == 0);
  CHECK(count([&] { run(assigned); }) == 0);
  CHECK(count([&] { run(moved); }) == 0);
  CHECK(copy == assigned);
  CHECK(copy == moved);
}

TEST_CASE("traces allocate nothing after the run has reserved their room", "[allocation]") {
  simulation<net> sim{set<"n.I">(timed_array(std::vector<double>{0.1}, 1_nA, 1_ms))};
  long at_first = -1, at_last = 0;
  sim.run(50_ms, stop_when([&](auto&) {
            if (at_first < 0) at_first = allocations;
            at_last = allocations;
            return false;
          }));
  CHECK(sim["n.v"_name].rows() == 500);
  CHECK(sim["S.w"_name].rows() == 500);
  CHECK(sim["S.mark"_name].rows() == 500);
  CHECK(sim["mean"_name].rows() == 500);
  CHECK(sim["weights"_name].rows() == 500);
  CHECK(sim["cv"_name].rows() == 50);
  CHECK(at_last == at_first);
}

constexpr auto loop =
    describe(population<"n">(130, lif{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"n.I">(live),
             projection<"n -> n.v">(fixed_probability{0.1}, weight(0.1_mV), delay(1_ms)), record<"n.spikes">());

TEST_CASE("rounds of a closed loop allocate nothing, once recordings and threads are there", "[allocation]") {
  for (const threads team : {threads{1}, threads{2}, threads{3, true}}) {
    CAPTURE(team.n);
    simulation<network<loop>> sim{seed{1}, team};
    std::size_t spikes = 0;
    const auto rounds = [&](int n) {
      for (int k = 0; k < n; ++k) {
        for (double& x : sim.input<"n.I">()) x = 0.5e-9;
        sim.clear_recordings();
        sim.advance(1_ms);
        for (const std::uint32_t i : sim.spikes<"n">()) spikes += i;
        sim.advance(3);
      }
    };
    rounds(300);
    CHECK(count([&] { rounds(300); }) == 0);
    CHECK(spikes > 0);
  }
}

/// Reads what its events change, and adds to its sources.
struct watches {
  using reads = post<"v_th">;
  using writes = pre_and_post<pre<"v">, post<"v">>;
  static void on_pre(auto& s) { s.pre["v"_name] += 1e-3 * s.post["v"_name] + 1e-3 * s.pre["v"_name]; }
  static void on_post(auto& s) { s.w += 1e-6 * s.pre["v"_name] * s.post["v_th"_name]; }
  bool operator==(const watches&) const = default;
};

constexpr auto plastic =
    describe(population<"in">(30, spike_times{}), population<"n">(50, unit_tests::counter{}, parameter<"v_th">(0.5)),
             projection<"A: in -> n.v">(all_to_all{}, weight(0.1), plasticity{pair_stdp{}, normalise_always{0.3}}),
             projection<"B: in -> n.v">(fixed_probability{0.5}, weight(0.02), delay(uniform(0_ms, 3_ms)).rounded(),
                                        plasticity{weight_pool{}, weight_exchange{}, transmit{}}, rules_in_turn{}),
             projection<"C: n -> n.v">(fixed_probability{0.2}, weight(0.01), delay(uniform(0_ms, 3_ms)).rounded(),
                                       plasticity{triplet_stdp{}, homeostatic_scaling{}, normalise_on_event{}}),
             // Learns late, with so few synapses that its log is full now and then.
             projection<"D: n -> n.v">(fixed_probability{0.1}, weight(0.001), delay(0.5_ms), plasticity{pair_stdp{}}),
             projection<"E: n -> n.v">(fixed_probability{0.2}, weight(0.001), delay(uniform(0_ms, 3_ms)).rounded(),
                                       plasticity{transmit{}, watches{}}),
             regularly<"N", "C">(every{1_ms}, normalise{0.1}));
using plastic_net = network<plastic>;

TEST_CASE("a step with plasticity allocates nothing, nor one of a copied state", "[allocation]") {
  std::vector<int> steps, neurons;
  for (int k = 0; k < 200; k += 2)
    for (int i = k % 5; i < 30; i += 1 + k % 3) {
      steps.push_back(k);
      neurons.push_back(i);
    }
  plastic_net::state state = plastic_net::build(
      1e-4, 3, detail::settings<decltype(set<"in">(spike_list{}))>{{set<"in">(spike_list::at_steps(steps, neurons))}});
  plastic_net::state early = state;
  std::size_t spikes = 0;
  const auto run = [&](plastic_net::state& s, int n) {
    for (int k = 0; k < n; ++k) {
      plastic_net::step(s);
      spikes += std::as_const(item_at<1>(s.items).spikes).of(s.step - 1).size();
    }
  };
  CHECK(count([&] { run(state, 20); }) == 0);
  CHECK(spikes > 100);
  plastic_net::state copy = state, assigned = early;
  assigned = state;
  CHECK(count([&] { run(state, 150); }) == 0);
  CHECK(count([&] { run(early, 170); }) == 0);
  CHECK(count([&] { run(copy, 150); }) == 0);
  CHECK(count([&] { run(assigned, 150); }) == 0);
  CHECK(copy == state);
  CHECK(early == state);
  CHECK(assigned == state);
}

} // namespace

#endif
