// SPDX-License-Identifier: BSL-1.0
// Recordings as arrays: views of the lists in the recording, which copy and allocate nothing.
#include "catch.hpp"
#include "support/io_testing.hpp"

#include <algorithm>
#include <cortexpr/core.hpp>
#include <cortexpr/io/arrays.hpp>
#include <cortexpr/io/npy.hpp>
#include <cstdlib>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

using namespace cortexpr;

namespace {

std::size_t allocations = 0;

} // namespace

[[gnu::noinline]] void* operator new(std::size_t n) {
  ++allocations;
  if (void* const p = std::malloc(n)) return p;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace {

constexpr auto two_groups =
    describe(population<"n1">(5, lif{}, rk2{}, start<"v">(uniform(-70_mV, -56_mV))),
             population<"n2">(4, lif{}, rk2{}, start<"v">(-60_mV)), drive<"n1.I">(sinusoid{0.2_nA, 8_Hz, 0.0, 0.3_nA}),
             record<"n1.spikes">(), record<"n1.rate">(every{10_ms}), record<"n2.v">(every{1_ms}, only{3, 1, 0}));

template <class Real>
auto finished() {
  simulation<network<two_groups, Real>> sim{seed{5}};
  sim.run(0.2_s);
  return sim;
}

template <class Make>
std::size_t allocations_of(const Make& make) {
  const std::size_t before = allocations;
  make();
  return allocations - before;
}

} // namespace

TEMPLATE_TEST_CASE("to_array refers to the numbers of the recording", "[io]", double, float) {
  const auto sim = finished<TestType>();
  const auto& v = sim["n2.v"_name];
  const auto a = to_array(v);
  static_assert(std::is_same_v<typename decltype(a)::value_type, TestType>);
  CHECK(a.data() == v.values.data());
  REQUIRE(a.dimension() == 2);
  REQUIRE(a.shape()[0] == v.rows());
  REQUIRE(a.shape()[1] == 3);
  for (std::size_t row = 0; row < v.rows(); ++row)
    for (std::size_t c = 0; c < 3; ++c) REQUIRE(a(row, c) == v(row, c));
  CHECK(to_array(sim["n1.rate"_name]).data() == sim["n1.rate"_name].hertz.data());
  CHECK(ids_of(sim["n1.spikes"_name]).data() == sim["n1.spikes"_name].neurons.data());
  CHECK(to_array(sim["n1.spikes"_name].steps).data() == sim["n1.spikes"_name].steps.data());
  REQUIRE(sim["n1.spikes"_name].size() > 0);
  CHECK(ids_of(sim["n1.spikes"_name]).size() == sim["n1.spikes"_name].size());

  const auto of_one = to_array(v.of_neuron(1));
  REQUIRE(of_one.size() == v.rows());
  CHECK(&of_one(0) == &v.values[1]);
  CHECK(&of_one(7) == &v.values[22]);
}

TEST_CASE("views of recordings allocate nothing", "[io]") {
  const auto sim = finished<double>();
  const auto& v = sim["n2.v"_name];
  const auto of_one = v.of_neuron(1);
  double sum = 0;
  CHECK(allocations_of([] { ::operator delete(::operator new(8)); }) == 1); // it counts
  CHECK(allocations_of([&] { sum += to_array(v)(3, 1); }) == 0);
  CHECK(allocations_of([&] { sum += to_array(of_one)(3); }) == 0);
  CHECK(allocations_of([&] { sum += to_array(sim["n1.rate"_name])(2); }) == 0);
  CHECK(allocations_of([&] { sum += ids_of(sim["n1.spikes"_name])(0); }) == 0);
  CHECK(allocations_of([&] {
          for (const double x : to_array(v)) sum += x;
        }) == 0);
  CHECK(sum != 0);
  std::vector<double> list{1, 2, 3};
  const double* const numbers = list.data();
  const auto moved = to_array(std::move(list));
  CHECK(moved.data() == numbers);
}

TEST_CASE("a view of a recording is an xtensor expression like any other", "[io]") {
  auto sim = finished<double>();
  const auto& v = sim["n2.v"_name];
  const auto a = to_array(v);
  double sum = 0;
  for (const double x : v.values) sum += x;
  CHECK(xt::mean(a)() == Approx(sum / static_cast<double>(v.values.size())));
  const xt::xtensor<double, 1> means = xt::mean(1e3 * a + 70, {0});
  REQUIRE(means.size() == 3);
  CHECK(xt::amax(a)() == *std::max_element(v.values.begin(), v.values.end()));
  const auto column = to_array(v.of_neuron(3));
  CHECK((xt::view(a, xt::all(), 0) == column));
  CHECK(xt::sum(column * column)() > 0);
  const xt::xtensor<double, 1> last = xt::view(a, a.shape()[0] - 1, xt::all());
  CHECK(last(1) == v(v.rows() - 1, 1));

  const temporary_folder folder;
  const auto path = folder / "v.npy";
  save_npy(path, a);
  CHECK((load_npy<double>(path) == a));
  save_npy(path, column);
  CHECK((load_npy<double>(path) == column));

  // A copy is a copy; a view stays valid when the run goes on, and a new one shows what came.
  const xt::xtensor<double, 2> copy = a;
  const xt::xarray<double> dynamic = a;
  CHECK(copy.data() != v.values.data());
  const std::size_t rows = v.rows();
  sim.run(10_s);
  CHECK(a.shape()[0] == rows);
  CHECK((a == copy));
  CHECK((a == dynamic));
  CHECK(a.data() == v.values.data());
  CHECK(to_array(v).shape()[0] == rows + 10'000);
}

TEST_CASE("times and numbers of recordings as arrays", "[io]") {
  const auto sim = finished<double>();
  const auto t = times_of(sim["n2.v"_name]);
  REQUIRE(t.size() == 200);
  CHECK(t(10) == sim["n2.v"_name].time(10));
  CHECK(times_of(sim["n1.rate"_name]).size() == 20);
  CHECK((ids_of(sim["n2.v"_name]) == xt::xtensor<std::int64_t, 1>{3, 1, 0}));
  const trace<double> none;
  CHECK(to_array(none).size() == 0);
}
