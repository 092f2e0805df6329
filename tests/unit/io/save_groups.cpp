// SPDX-License-Identifier: BSL-1.0
// What files hold of a population of groups.
#include "catch.hpp"
#include "support/io_testing.hpp"

#include <cortexpr/cortexpr.hpp>
#include <fstream>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

constexpr auto d = describe(
    population<"cortex">(groups(std::array{group{"V1/E", 16}, group{"V1/Iß", 4}}), lif{}, parameter<"t_ref">(2_ms)),
    drive<"cortex.I">(given), record<"cortex.spikes">(), record<"cortex.rate">(every{10_ms}),
    record<"cortex.v">(every{5_ms}), record<"cortex[0:5].v">(every{20_ms}));

simulation<network<d>> made() {
  return simulation<network<d>>{seed{1}, set<"cortex.I">(per_group(std::vector{0.3_nA, 0.6_nA}))};
}
/// The names in an array of text, with "|" for the end of each.
std::string words_in(const detail::file_path& path, const std::string& name) {
  const std::string bytes = detail::npz_reader(path).read(name);
  const detail::npy_header h = detail::read_npy_header(bytes, name);
  REQUIRE(h.kind == 'U');
  std::u32string points(h.count * h.width, U'\0');
  std::memcpy(points.data(), bytes.data() + h.data, points.size() * sizeof(char32_t));
  std::string words;
  for (std::size_t k = 0; k < h.count; ++k) {
    const std::u32string word = points.substr(k * h.width, h.width);
    words += detail::to_utf8(word.substr(0, word.find_last_not_of(U'\0') + 1)) + "|";
  }
  return words;
}

} // namespace

TEST_CASE("an archive names groups, where they begin, and holds their rates", "[io][groups]") {
  const temporary_folder folder;
  const auto path = folder / "run.npz";
  auto sim = made();
  sim.run(0.1_s);
  sim.save(path);
  for (const std::string recording : {"cortex.spikes", "cortex.rate", "cortex.v", "cortex[0:5].v"}) {
    CHECK(words_in(path, recording + ".groups") == "V1/E|V1/Iß|");
    const auto first = load_npz<std::int64_t>(path, recording + ".first");
    CHECK(std::vector(first.begin(), first.end()) == std::vector<std::int64_t>{0, 16, 20});
  }
  const auto rates = load_npz<double>(path, "cortex.rate.of_groups");
  const rate_trace& rate = sim["cortex.rate"_name];
  REQUIRE(rates.dimension() == 2);
  REQUIRE(rates.shape()[0] == 10);
  REQUIRE(rates.shape()[1] == 2);
  for (std::size_t k = 0; k < 10; ++k) {
    CHECK(rates(k, 0) == rate.of("V1/E").hertz[k]);
    CHECK(rates(k, 1) == rate.of("V1/Iß").hertz[k]);
    CHECK(rate.hertz[k] == Approx((16 * rates(k, 0) + 4 * rates(k, 1)) / 20));
  }
  CHECK(rates(9, 1) > rates(9, 0));
  // All arrays of numbers, and no text.
  for (const npz_entry& e : load_npz(path)) CHECK(e.name.find(".groups") == std::string::npos);
}

TEST_CASE("a table of rates has a column for each group", "[io][groups]") {
  const temporary_folder folder;
  auto sim = made();
  sim.run(0.02_s);
  sim.save(folder / "run.csv");
  std::ifstream file(folder / "run.cortex.rate.csv");
  std::string headings;
  std::getline(file, headings);
  CHECK(headings == "t (s),cortex.rate (Hz),V1/E (Hz),V1/Iß (Hz)");
}

TEST_CASE("a stream holds the rates of groups, chunk by chunk", "[io][groups]") {
  const temporary_folder folder;
  auto sim = made(), whole = made();
  whole.run(0.1_s);
  const auto results = (folder / "results").string();
  sim.run(0.1_s, stream_to(results, 30_ms));
  const auto rates = read_stream<double>(results, "cortex.rate.of_groups");
  REQUIRE(rates.shape()[0] == 10);
  for (std::size_t k = 0; k < 10; ++k) {
    CHECK(rates(k, 0) == whole["cortex.rate"_name].of("V1/E").hertz[k]);
    CHECK(rates(k, 1) == whole["cortex.rate"_name].of("V1/Iß").hertz[k]);
  }
  CHECK(read_stream<std::int64_t>(results, "cortex.rate.first").size() == 3);
  CHECK(sim["cortex.rate"_name].of("V1/E").size() == 0); // what has been written is no longer in memory
}
