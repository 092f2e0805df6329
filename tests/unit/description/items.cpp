// SPDX-License-Identifier: BSL-1.0
// A description as a Boost.Hana sequence of structs.
#include "catch.hpp"

#include <boost/hana.hpp>
#include <cortexpr/core.hpp>
#include <string>

using namespace cortexpr;
namespace hana = boost::hana;

namespace {

using cell = synaptic_lif<conductance<alpha>, conductance<exponential>>;
struct relax_to_rest {
  void operator()(auto& n) const { n["v"_name] = n["E_L"_name]; }
};

constexpr auto d = describe(
    population<"n1">(5, lif{}, start<"v">(uniform(-70_mV, -55_mV)), parameter<"V_th">(-53_mV), rk2{}),
    population<"n2">(given, cell{}, parameter<"exc.tau">(7_ms), parameter<"V_r">(given)),
    population<"p">(3, poisson{}, parameter<"rate">(5_Hz)), population<"s">(4, spike_times{}),
    drive<"n1.I">(sinusoid{0.4_nA, 5_Hz}), poisson_input<"noise: n2.exc">(100_Hz, weight(1_nS)),
    projection<"n1 -> n2.exc">(fixed_probability{0.5}, weight(15_nS), delay(1_ms)),
    projection<"learning: n1 -> n2.inh">(all_to_all{}, weight(given),
                                         plasticity{transmit{}, normalise_on_event{10_nS}}),
    regularly<"rest", "n1">(every{10_ms}, relax_to_rest{}), record<"n1.spikes">(), record<"n2.v">(every{1_ms}));
using net = network<d>;

constexpr auto populations = hana::filter(net::items, is_kind<item_kind::population>);
constexpr auto projections = hana::filter(net::items, is_kind<item_kind::projection>);
static_assert(hana::size(net::items) == hana::size_c<11>);
static_assert(hana::size(populations) == hana::size_c<4> && hana::size(projections) == hana::size_c<2>);

template <class Item>
std::string keys_of(const Item& item) {
  static_assert(hana::Struct<Item>::value);
  std::string all;
  hana::for_each(hana::keys(item), [&](auto key) { all += std::string(key.c_str()) + ' '; });
  return all;
}
template <class Values>
std::string texts_of(const Values& values) {
  std::string all;
  hana::for_each(values, hana::fuse([&](auto name, const auto& value) {
                   all += name.c_str();
                   if constexpr (is_quantity<std::remove_cvref_t<decltype(value)>>) all += " " + to_string(value);
                   all += ", ";
                 }));
  return all;
}

} // namespace

TEST_CASE("the items of a network are a Hana sequence in the order of description", "[hana]") {
  std::string names;
  hana::for_each(net::items, [&](const auto& item) { names += std::string(item.name) + '|'; });
  CHECK(names == "n1|n2|p|s|n1.I|noise|n1 -> n2.exc|learning|rest|n1.spikes|n2.v|");
  CHECK(keys_of(net::items[hana::size_c<0>]) == "name kind model size parameters start ");
  CHECK(keys_of(net::items[hana::size_c<4>]) == "name kind target input policy ");
  CHECK(keys_of(net::items[hana::size_c<5>]) == "name kind target receptor rate weight ");
  CHECK(keys_of(net::items[hana::size_c<6>]) ==
        "name kind source target receptor connections weight delay plasticity ");
  CHECK(keys_of(net::items[hana::size_c<8>]) == "name kind target period operation ");
  CHECK(keys_of(net::items[hana::size_c<10>]) == "name kind target variable period ");
}

TEST_CASE("a population shows its model, size, parameters and start values", "[hana]") {
  constexpr auto n1 = populations[hana::size_c<0>];
  constexpr auto n2 = populations[hana::size_c<1>];
  static_assert(n1.size == 5 && std::is_same_v<decltype(n1)::model_type, lif>);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(n2.size)>, given_later>);
  CHECK(texts_of(n1.parameters) == "E_L -70 mV, V_th -53 mV, V_r -60 mV, C_m 200 pF, g_L 10 nS, t_ref 0 s, ");
  CHECK(texts_of(n1.start) == "v, ");
  CHECK(hana::at_key(n1.start, hana::string_c<'v'>) == uniform(-70_mV, -55_mV));
  CHECK(texts_of(n2.parameters) == "E_L -70 mV, V_th -50 mV, V_r, C_m 200 pF, g_L 10 nS, t_ref 0 s, exc.tau 7 ms, "
                                   "exc.E 0 V, inh.tau 10 ms, inh.E -80 mV, ");
  CHECK(texts_of(n2.start) == "v -70 mV, exc.g 0 S, exc.s 0 S, inh.g 0 S, ");
  CHECK(texts_of(populations[hana::size_c<2>].parameters) == "rate 5 Hz, ");
  CHECK(texts_of(populations[hana::size_c<3>].parameters).empty());
}

TEST_CASE("the other items show what was described", "[hana]") {
  constexpr auto plain = projections[hana::size_c<0>];
  static_assert(plain.source == "n1" && plain.target == "n2" && plain.receptor == "exc");
  static_assert(plain.weight == 15_nS && plain.delay == 1_ms);
  static_assert(hana::size(plain.plasticity) == hana::size_c<1>);
  constexpr auto learning = projections[hana::size_c<1>];
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(learning.weight)>, given_later>);
  static_assert(hana::size(learning.plasticity) == hana::size_c<2>);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(learning.connections)>, all_to_all>);
  static_assert(plain.kind == kind_c<item_kind::projection> && plain.kind != kind_c<item_kind::drive>);

  constexpr auto noise = net::items[hana::size_c<5>];
  static_assert(noise.target == "n2" && noise.receptor == "exc" && noise.rate == 100_Hz && noise.weight == 1_nS);
  constexpr auto drive = net::items[hana::size_c<4>];
  static_assert(drive.target == "n1" && drive.input == "I");
  constexpr auto trace = net::items[hana::size_c<10>];
  static_assert(trace.target == "n2" && trace.variable == "v" && trace.period == 1_ms);
  constexpr auto operation = net::items[hana::size_c<8>];
  static_assert(operation.target == "n1" && operation.period == 10_ms);
}

TEST_CASE("a key of a struct names a parameter in a setting", "[hana]") {
  const parameters_of<lif, checked> defaults{};
  hana::for_each(hana::keys(defaults), [&](auto key) {
    constexpr auto path = "n1." + as_name(key);
    simulation<net> sim{set<"n2">(2), set<"n2.V_r">(-60_mV), set<"learning.w">(1_nS), set<"s">(spike_list{}),
                        set<path>(1.01 * hana::at_key(defaults, key))};
    CHECK(sim.template get<path>()[0] == Approx(1.01 * hana::at_key(defaults, key).si()));
  });
}
