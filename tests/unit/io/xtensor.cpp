// SPDX-License-Identifier: BSL-1.0
// Everything that takes a list, a matrix or an image takes any xtensor expression, reads it row by row, and reads each
// element once.
#include "catch.hpp"
#include "support/io_testing.hpp"

#include <array>
#include <cortexpr/core.hpp>
#include <cortexpr/io/csv.hpp>
#include <cortexpr/io/npz.hpp>
#include <cortexpr/io/plot.hpp>
#include <cortexpr/io/xtensor.hpp>
#include <cortexpr/monitor/spike_statistics.hpp>
#include <cstdint>
#include <string>
#include <vector>
#if __has_include(<xtensor/generators/xrandom.hpp>)
#include <xtensor/containers/xadapt.hpp>
#include <xtensor/containers/xfixed.hpp>
#include <xtensor/generators/xbuilder.hpp>
#include <xtensor/generators/xrandom.hpp>
#include <xtensor/misc/xmanipulation.hpp>
#else
#include <xtensor/xadapt.hpp>
#include <xtensor/xbuilder.hpp>
#include <xtensor/xfixed.hpp>
#include <xtensor/xmanipulation.hpp>
#include <xtensor/xrandom.hpp>
#endif

using namespace cortexpr;
using Catch::Matchers::Contains;

namespace {

using numbers = std::vector<double>;
using cell = synaptic_lif<conductance<exponential>, conductance<exponential>>;

constexpr auto d =
    describe(population<"in">(3, spike_times{}), population<"n">(4, cell{}), drive<"n.I">(given), record<"n.v">(),
             record<"in.spikes">(), projection<"S: in -> n.exc">(given, weight(given), delay(given)),
             projection<"all: in -> n.inh">(all_to_all{}, weight(given)));
using net = network<d>;

/// A simulation in which the value of everything that is not said is one.
template <class... Settings>
simulation<net> build(Settings... settings) {
  return simulation<net>{set<"S">(all_to_all{}),
                         set<"S.w">(1_nS),
                         set<"S.delay">(0_ms),
                         set<"all.w">(1_nS),
                         set<"n.I">(timed_array(numbers{0}, 1_nA, 1_ms)),
                         set<"in">(spike_list{}),
                         settings...};
}

/// Calls f(name, expression) for expressions of all kinds with the elements 0, 1, ... 11 as 3 x 4.
template <class F>
void for_each_matrix(const F& f) {
  const xt::xtensor<double, 2> m{{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}};
  f("tensor", m);
  f("array", xt::xarray<double>(m));
  f("column-major tensor", xt::xtensor<double, 2, xt::layout_type::column_major>(m));
  f("column-major array", xt::xarray<int, xt::layout_type::column_major>(m));
  f("fixed", xt::xtensor_fixed<float, xt::xshape<3, 4>>(m));
  f("lazy", 2 * m - m);
  f("generated", xt::reshape_view(xt::arange(12), {3, 4}));
  const xt::xtensor<double, 2> turned = xt::transpose(m);
  f("transposed", xt::transpose(turned));
  xt::xtensor<double, 2> wide = xt::zeros<double>({6, 10});
  auto apart = xt::view(wide, xt::range(0, 6, 2), xt::range(1, 9, 2));
  apart = m;
  f("not contiguous", apart);
  f("view of a lazy expression", xt::view(1.0 * wide, xt::range(0, 6, 2), xt::range(1, 9, 2)));
  const std::vector<double> list(m.begin(), m.end());
  f("adapted list", xt::adapt(list, std::vector<std::size_t>{3, 4}));
  f("dynamic layout", xt::xarray<double, xt::layout_type::dynamic>(m));
}
/// The same for a list of 0, 1, ... 3.
template <class F>
void for_each_list(const F& f) {
  const xt::xtensor<int, 1> list{0, 1, 2, 3};
  f("tensor", list);
  f("array", xt::xarray<float>(list));
  f("generated", xt::arange<int>(4));
  f("lazy", list + 0);
  f("row", xt::xtensor<double, 2>{{0, 1, 2, 3}});
  f("column", xt::xtensor<std::int64_t, 2>{{0}, {1}, {2}, {3}});
  const xt::xtensor<double, 2> m{{9, 0}, {9, 1}, {9, 2}, {9, 3}};
  f("view of a column", xt::view(m, xt::all(), 1));
  f("reduced", xt::sum(m, {1}) - 9);
  const std::array<std::uint8_t, 4> plain{0, 1, 2, 3};
  f("std::array", plain);
  f("adapted", xt::adapt(std::vector<std::size_t>{0, 1, 2, 3}, std::array<std::size_t, 1>{4}));
  f("fixed", xt::xtensor_fixed<double, xt::xshape<4>>(list));
}

/// The list as an array that xtensor can compute with.
template <class List>
xt::xtensor<int, 1> list_as_tensor(const List& list) {
  xt::xtensor<int, 1> copy = xt::zeros<int>({4});
  std::size_t k = 0;
  for (const auto x : list) copy(k++) = static_cast<int>(x);
  return copy;
}

const numbers twelve{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

/// Random numbers of one seed, evaluated when they are read.
template <class Shape>
auto random_numbers(const Shape& shape) {
  xt::random::seed(7);
  return xt::random::rand<double>(shape);
}
const xt::xtensor<double, 2>& once() {
  static const xt::xtensor<double, 2> m = random_numbers(std::array<std::size_t, 2>{3, 4});
  return m;
}
auto lazy() { return random_numbers(std::array<std::size_t, 2>{3, 4}); }
auto lazy_list(std::size_t n) { return random_numbers(std::array<std::size_t, 1>{n}); }
numbers list_of(const xt::xtensor<double, 2>& m) { return {m.begin(), m.end()}; }

void check_close(const numbers& a, const numbers& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t k = 0; k < a.size(); ++k) CHECK(a[k] == Approx(b[k]).epsilon(1e-12));
}

} // namespace

TEST_CASE("values from any expression", "[xtensor]") {
  for_each_matrix([](const std::string& name, const auto& m) {
    INFO(name);
    CHECK(values(m).si == twelve);
    CHECK(build(set<"all.w">(values(m, 1_S))).template get<"all.w">() == twelve);
  });
  for_each_list([](const std::string& name, const auto& list) {
    INFO(name);
    auto sim = build(set<"n.v">(values(list, 1_V)));
    CHECK(sim.template get<"n.v">() == numbers{0, 1, 2, 3});
    sim.template set<"n.V_th">(values(list, 1_V));
    CHECK(sim.template get<"n.V_th">() == numbers{0, 1, 2, 3});
  });
  // Read once, in the order in which xtensor would assign it.
  CHECK(values(lazy()).si == list_of(once()));
  CHECK(values(lazy_list(12)).si == list_of(once()));
  auto sim = build(set<"n.v">(values(xt::random::randn<double>({4}, -65.0, 3.0), 1_mV)));
  const numbers v = sim.get<"n.v">();
  sim.reset();
  CHECK(sim.get<"n.v">() == v);
  CHECK(v[0] != v[1]);
}

TEST_CASE("a matrix of values belongs to sources and targets", "[xtensor]") {
  const xt::xtensor<double, 2> nS{{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
  // Listed pairs, in any order and twice: synapse i -> j gets entry (i, j).
  const auto listed = set<"S">(pairs(std::vector{2, 0, 1, 2}, std::vector{3, 0, 2, 3}));
  auto sim = build(listed, set<"S.w">(values(nS, 1_S)), set<"S.delay">(values(nS - 1, 0.1_ms)));
  CHECK(sim.get<"S.w">() == numbers{12, 1, 7, 12});
  sim.set<"S.w">(values(10 * nS, 1_S));
  CHECK(sim.get<"S.w">() == numbers{120, 10, 70, 120});
  const xt::xtensor<double, 2> transposed = xt::transpose(nS);
  CHECK_THROWS_WITH(build(set<"all.w">(values(transposed, 1_nS))),
                    Contains("'all.w': the matrix of values is 4 x 3, but there are 3 sources and 4 targets"));
  CHECK_THROWS_WITH(sim.set<"S.w">(values(transposed, 1_nS)), Contains("'S.w': the matrix of values is 4 x 3"));
  CHECK_THROWS_WITH(build(set<"S.delay">(values(transposed, 1_ms))), Contains("'S.delay': the matrix"));
  CHECK(sim.get<"S.w">() == numbers{120, 10, 70, 120});
  // A matrix is no list for neurons, even if the count is right.
  const xt::xtensor<double, 2> square{{1, 2}, {3, 4}};
  CHECK_THROWS_WITH(build(set<"n.v">(values(square, 1_mV))), Contains("'n.v': 2 x 2 values, a matrix, where a list"));
  CHECK_THROWS_WITH(sim.set<"n.V_th">(values(square, 1_mV)), Contains("'n.V_th': 2 x 2 values"));
  const xt::xarray<double> cube = xt::ones<double>({2, 3, 2});
  CHECK_THROWS_WITH(values(cube), Contains("values: a matrix has two dimensions, but the array has 3 (2 x 3 x 2)"));
  // Wrong lengths keep their sentences.
  CHECK_THROWS_WITH(build(set<"n.v">(values(xt::arange(3), 1_mV))), Contains("3 values for a population of 4"));
  CHECK_THROWS_WITH(build(set<"all.w">(values(xt::arange(11), 1_nS))), Contains("11 values for at least 12 synapses"));
}

TEST_CASE("connections from any expression", "[xtensor]") {
  for_each_matrix([](const std::string& name, const auto& m) {
    INFO(name);
    CHECK(matrix(m).entries() == numbers(twelve.begin() + 1, twelve.end()));
    CHECK(matrix(m, 4).entries() == numbers(twelve.begin() + 1, twelve.end()));
    // The zero of the matrix is no synapse, and its value is not looked at.
    CHECK(build(set<"S">(matrix(m)), set<"S.w">(values(m, 1_S))).template get<"S.w">() ==
          numbers(twelve.begin() + 1, twelve.end()));
  });
  for_each_list([](const std::string& name, const auto& list) {
    INFO(name);
    const auto sim = build(set<"S">(pairs(xt::minimum(xt::arange<int>(4), 2), list)),
                           set<"S.w">(values(xt::xtensor<double, 2>{{1, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 3, 4}}, 1_S)));
    CHECK(sim.template get<"S.w">() == numbers{1, 2, 3, 4});
  });
  CHECK(matrix(lazy()).entries() == list_of(once()));
  const xt::xtensor<double, 2> m{{1, 0}, {0, 1}};
  CHECK_THROWS_WITH(matrix(m, 4), Contains("matrix: the array has 2 columns, not 4"));
  CHECK_THROWS_WITH(matrix(xt::xtensor<double, 1>{1, 2}),
                    Contains("matrix: a matrix has two dimensions, but the array has 1 (2)"));
  CHECK_THROWS_WITH(build(set<"S">(matrix(m))), Contains("2 x 2") && Contains("3 sources and 4 targets"));
  CHECK_THROWS_WITH(pairs(m, numbers{1}), Contains("pairs: the sources: a list is wanted, but the array is 2 x 2"));
  CHECK_THROWS_WITH(pairs(numbers{1}, m), Contains("pairs: the targets: a list is wanted"));
  CHECK_THROWS_WITH(build(set<"S">(pairs(xt::xtensor<double, 1>{0.5}, xt::xtensor<double, 1>{1}))),
                    Contains("pair 0 is not of two whole numbers"));
}

TEST_CASE("spikes and drives from any expression", "[xtensor]") {
  for_each_list([](const std::string& name, const auto& list) {
    INFO(name);
    auto by_step = build(set<"in">(spike_list::at_steps(list, xt::minimum(list_as_tensor(list), 2))));
    by_step.run_steps(5);
    const auto& s = by_step["in.spikes"_name];
    CHECK(s.steps == std::vector<std::int64_t>{0, 1, 2, 3});
    CHECK(s.neurons == std::vector<std::uint32_t>{0, 1, 2, 2});
    auto by_time = build(set<"in">(spike_list::at_times(list, 0.1_ms, xt::zeros<int>({4}))));
    by_time.run_steps(5);
    CHECK(by_time["in.spikes"_name].steps == s.steps);
    CHECK(timed_array(list, 1_nA, 1_ms) == timed_array(numbers{0, 1, 2, 3}, name == "row" ? 4 : 1, 1_nA, 1_ms));
  });
  for_each_matrix([](const std::string& name, const auto& m) {
    INFO(name);
    CHECK(timed_array(m, 1_nA, 1_ms) == timed_array(twelve, 4, 1_nA, 1_ms));
    CHECK(timed_array(m, 4, 1_nA, 1_ms) == timed_array(twelve, 4, 1_nA, 1_ms));
  });
  CHECK(timed_array(lazy(), 1_nA, 1_ms) == timed_array(list_of(once()), 4, 1_nA, 1_ms));
  const xt::xtensor<double, 2> m{{1, 2}, {3, 4}};
  CHECK_THROWS_WITH(timed_array(m, 3, 1_nA, 1_ms), Contains("timed_array: the array has 2 columns, not 3"));
  CHECK_THROWS_WITH(spike_list::at_steps(m, numbers{0}), Contains("spike_list: the steps: a list is wanted"));
  CHECK_THROWS_WITH(spike_list::at_times(m, 1_ms, numbers{0}), Contains("spike_list: the times: a list is wanted"));
  CHECK_THROWS_WITH(spike_list::at_steps(numbers{0}, m), Contains("spike_list: the neuron numbers: a list"));
}

TEST_CASE("what is recorded, from any expression", "[xtensor]") {
  for_each_list([](const std::string& name, const auto& list) {
    INFO(name);
    auto sim = build(set<"n.v">(only(list)));
    CHECK(sim["n.v"_name].which.numbers_in_words() == "0, 1, 2, 3");
  });
  // Random neurons are drawn once, not again after a reset.
  auto sim = build(set<"n.v">(only(xt::random::randint<int>({4}, 0, 4))));
  const std::string which = sim["n.v"_name].which.numbers_in_words();
  for (int k = 0; k < 5; ++k) {
    sim.reset();
    CHECK(sim["n.v"_name].which.numbers_in_words() == which);
  }
  CHECK_THROWS_WITH(only(once()), Contains("only: a list is wanted, but the array is 3 x 4"));
  CHECK_THROWS_WITH(build(set<"n.v">(only(xt::xtensor<double, 1>{0.5}))),
                    Contains("'n.v'") && Contains("out of range"));
}

TEST_CASE("pictures of any expression", "[xtensor]") {
  for_each_matrix([](const std::string& name, const auto& m) {
    INFO(name);
    const named_image image("m", m);
    CHECK(image.image.values == twelve);
    CHECK(image.image.rows == 3);
    CHECK(image.image.columns == 4);
    CHECK(named_image("m", m, 4).image.values == twelve);
    CHECK(named_values("m", m).values == twelve);
    CHECK_NOTHROW(
        figure().image("m", m, "x", "w").images("m", {{"a", m}, {"b", m}}, "w").histogram("m", {{"a", m}}, 3, "w"));
    CHECK_THROWS_WITH(figure().lines("m", twelve, {{"a", m}}),
                      Contains("figure: 'a': a list is wanted, but the array is 3 x 4"));
    CHECK_THROWS_WITH(figure().steps("m", m, {{"a", twelve}}), Contains("figure: the times: a list is wanted"));
    CHECK_THROWS_WITH(figure().raster("m", {{"a", m, twelve}}), Contains("raster: group 'a': a list is wanted"));
  });
  for_each_list([](const std::string& name, const auto& list) {
    INFO(name);
    CHECK(spike_group("g", list, list).times == numbers{0, 1, 2, 3});
    CHECK(spike_group("g", list, list).neurons == 4);
    CHECK_NOTHROW(
        figure().lines("m", list, {{"a", list}}).steps("m", list, {{"a", list}}).raster("r", {{"g", list, list}}));
  });
  CHECK(named_image("m", lazy()).image.values == list_of(once()));
  CHECK(named_values("m", lazy()).values == list_of(once()));
  CHECK_THROWS_WITH(figure().image("m", xt::xarray<double>{1, 2}, "x", "w"),
                    Contains("figure: image 'm': a matrix has two dimensions, but the array has 1 (2)"));
}

TEST_CASE("files of any expression", "[xtensor]") {
  const temporary_folder folder;
  const auto npy = folder / "a.npy", npz = folder / "a.npz", csv = folder / "a.csv";
  const xt::xtensor<double, 2> expected{{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}};
  for_each_matrix([&](const std::string& name, const auto& m) {
    INFO(name);
    save_npy(npy, m);
    CHECK((load_npy<double>(npy) == expected));
    save_npz(npz, std::vector<npz_entry>{{"m", m, "mV"}, {"twice", 2 * m}});
    CHECK((load_npz<double>(npz, "m") == expected));
    CHECK((load_npz<double>(npz, "twice") == 2 * expected));
    CHECK(load_npz(npz)[0].unit == "mV");
    save_csv(csv, {"a", "b", "c", "d"}, m);
    CHECK(detail::read_file(csv) == "a,b,c,d\n0,1,2,3\n4,5,6,7\n8,9,10,11\n");
    CHECK_THROWS_WITH(save_csv(csv, {"a"}, {m}), Contains("save_csv: a column: a list is wanted"));
  });
  for_each_list([&](const std::string& name, const auto& list) {
    INFO(name);
    save_csv(csv, {"a", "b"}, {list, xt::arange(4) * 2});
    CHECK(detail::read_file(csv) == "a,b\n0,0\n1,2\n2,4\n3,6\n");
  });
  save_csv(csv, {"a", "b"}, std::vector<xt::xtensor<double, 1>>{{1, 2}, {3, 4}});
  CHECK(detail::read_file(csv) == "a,b\n1,3\n2,4\n");
  save_npy(npy, lazy());
  CHECK((load_npy<double>(npy) == once()));
  save_npz(npz, std::vector<npz_entry>{{"m", lazy()}});
  CHECK((load_npz<double>(npz, "m") == once()));
  // Types as numpy has them: bools and narrow integers are int32, others int64.
  const npz_entry flags("b", xt::xtensor<bool, 1>{true, false}), big("n", xt::xtensor<std::uint32_t, 1>{1u << 31});
  CHECK((std::get<xt::xarray<std::int32_t>>(flags.array) == xt::xarray<int>{1, 0}));
  CHECK(std::get<xt::xarray<std::int64_t>>(big.array)(0) == std::int64_t{1} << 31);
  CHECK_THROWS_WITH(npz_entry("n", xt::xtensor<std::uint64_t, 1>{std::uint64_t{1} << 63}), Contains("does not fit"));
}

TEST_CASE("samples from any expression", "[xtensor]") {
  const numbers other{0.1, 0.5, 0.7};
  const auto expected = kolmogorov_smirnov(list_of(once()), other);
  CHECK(kolmogorov_smirnov(lazy(), xt::adapt(other, std::array<std::size_t, 1>{3})).distance == expected.distance);
  CHECK(kolmogorov_smirnov(lazy_list(12), {0.1, 0.5, 0.7}).p == expected.p);
  check_close(values(lazy(), 1_mV).si, values(list_of(once()), 1_mV).si);
}
