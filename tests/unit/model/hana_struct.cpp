// SPDX-License-Identifier: BSL-1.0
// States and parameters are Boost.Hana structs.
#include "catch.hpp"

#include <array>
#include <boost/hana.hpp>
#include <cortexpr/model/hana_struct.hpp>
#include <cortexpr/neurons/adex.hpp>
#include <cortexpr/neurons/lif.hpp>
#include <map>
#include <string>

using namespace cortexpr;

namespace {

using coba = synaptic_lif<conductance<alpha>, minus<current<exponential>>>;

namespace hana = boost::hana;
static_assert(hana::Struct<state_of<lif, checked>>::value && hana::Struct<state_of<lif, columns<float>>>::value);
static_assert(hana::Struct<parameters_of<adex, numeric<double>>>::value &&
              hana::Struct<state_of<coba, checked>>::value);
static_assert(!hana::Struct<int>::value && !hana::Struct<detail::lanes<double>>::value && !hana::Struct<lif>::value);
static_assert(!hana::Struct<std::array<detail::lanes<double>, 2>>::value && !hana::Struct<hana::tuple_tag>::value);

} // namespace

TEST_CASE("states are Boost.Hana structs", "[hana]") {
  const parameters_of<lif, checked> p{};
  std::map<std::string, double> found;
  hana::for_each(p, hana::fuse([&](auto name, auto value) { found[hana::to<const char*>(name)] = value.si(); }));
  CHECK(found.size() == 6);
  CHECK(found.at("V_th") == Approx(-0.05));
  CHECK(found.at("C_m") == Approx(200e-12));

  state_of<adex, numeric<double>> x{};
  std::string keys;
  hana::for_each(hana::keys(x), [&](auto name) { keys += std::string(name.c_str()) + ' '; });
  CHECK(keys == "v w ");
  hana::at_key(x, hana::string_c<'w'>) = 2.0;
  CHECK(x.w.value == 2.0);
}
