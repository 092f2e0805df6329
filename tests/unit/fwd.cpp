// SPDX-License-Identifier: BSL-1.0
// A header of a user's that names types of the library and includes none of their definitions, then all of the library:
// that both say the same of every name is what compilers check.
#include <cortexpr/fwd.hpp>

#if defined(_GLIBCXX_STRING) || defined(_GLIBCXX_VECTOR) || defined(_LIBCPP_STRING) || defined(_LIBCPP_VECTOR)
#error "fwd.hpp costs compile time: it includes containers"
#endif

namespace user {

double last(const cortexpr::trace<double>& values);
float last(const cortexpr::trace<float>& values);
std::size_t count(const cortexpr::spike_train& spikes, const cortexpr::rate_trace* rates);
void draw(cortexpr::figure& onto, const cortexpr::spike_train& spikes, cortexpr::second<> from);
bool is_clean(const cortexpr::diagnosis& result, cortexpr::severity level, const cortexpr::finding* first);
cortexpr::quantity<cortexpr::dim::volt> sum(cortexpr::volt<> a, cortexpr::quantity<cortexpr::dim::volt> b);
const char* reason(const cortexpr::error& problem);
const cortexpr::error& as_error(const cortexpr::invalid_value& a, const cortexpr::io_error* b,
                                const cortexpr::run_stopped* c, const cortexpr::not_finite* d);
template <class Net>
void run_for(cortexpr::simulation<Net>& sim, cortexpr::second<> duration);
template <auto const& D>
std::size_t steps_of(const typename cortexpr::network<D>::state& state);
template <auto const& D, class Real>
std::size_t size_of(const cortexpr::network_state<D, Real>& state);
template <class... Items>
constexpr std::size_t items_of(const cortexpr::description<Items...>& all);
template <class... Rules>
constexpr std::size_t rules_of(const cortexpr::plasticity<Rules...>& all);
template <std::size_t N>
constexpr bool is_empty(const cortexpr::fixed_string<N>& text);
std::size_t size_of(const cortexpr::pairs& synapses, const cortexpr::matrix* table, const cortexpr::spike_list* spikes);
void options(const cortexpr::seed*, const cortexpr::time_step*, const cortexpr::threads*);
unsigned draw(const cortexpr::stream& s, cortexpr::generator& g);
std::size_t rows_of(const cortexpr::timed_array<cortexpr::dim::amp>& table,
                    const cortexpr::value_list<cortexpr::dim::volt>* values);

/// Members that point to types which are defined elsewhere.
struct experiment {
  const cortexpr::trace<double>* v = nullptr;
  cortexpr::figure* picture = nullptr;
};

} // namespace user

#include "catch.hpp"

#include <cortexpr/cortexpr.hpp>

namespace user {

template <class Real>
Real last_of(const cortexpr::trace<Real>& values) {
  return values(values.rows() - 1, 0);
}
double last(const cortexpr::trace<double>& values) { return last_of(values); }
std::size_t count(const cortexpr::spike_train& spikes, const cortexpr::rate_trace*) { return spikes.size(); }
cortexpr::quantity<cortexpr::dim::volt> sum(cortexpr::volt<> a, cortexpr::quantity<cortexpr::dim::volt> b) {
  return a + b;
}
const char* reason(const cortexpr::error& problem) { return problem.what(); }
const cortexpr::error& as_error(const cortexpr::invalid_value& a, const cortexpr::io_error*,
                                const cortexpr::run_stopped*, const cortexpr::not_finite*) {
  return a;
}
template <class Net>
void run_for(cortexpr::simulation<Net>& sim, cortexpr::second<> duration) {
  sim.run(duration);
}
template <auto const& D>
std::size_t steps_of(const typename cortexpr::network<D>::state& state) {
  return static_cast<std::size_t>(state.step);
}

} // namespace user

namespace {

using namespace cortexpr;

constexpr auto d = describe(population<"n">(2, lif{}, start<"v">(-60_mV)), drive<"n.I">(1_nA),
                            record<"n.v">(every{1_ms}), record<"n.spikes">());

} // namespace

TEST_CASE("functions that a header declared with fwd.hpp take what they were declared for") {
  simulation<network<d>> sim;
  user::run_for(sim, 10_ms);
  CHECK(user::last(sim["n.v"_name]) == sim["n.v"_name](9, 0));
  CHECK(user::count(sim["n.spikes"_name], nullptr) > 0);
  CHECK(user::steps_of<d>(sim.state()) == 100);
  CHECK(user::sum(1_mV, 2_mV) == 3_mV);
  CHECK(std::string(user::reason(user::as_error(invalid_value("why"), nullptr, nullptr, nullptr))) == "why");
  STATIC_REQUIRE(std::is_same_v<network<d>, network<d, double>>);
}
