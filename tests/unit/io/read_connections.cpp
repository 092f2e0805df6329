// SPDX-License-Identifier: BSL-1.0
// Lists of connections from files: every format against the lists it was written from, the network they make against
// the same lists given by hand, and where messages say a bad entry is.
#include "catch.hpp"
#include "support/io_testing.hpp"
#include "support/network_models.hpp"

#include <cortexpr/io/connections.hpp>
#include <cortexpr/io/csv.hpp>
#include <cortexpr/io/npy.hpp>
#include <cortexpr/io/npz.hpp>
#include <cortexpr/io/read_connections.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace unit_tests;
using cell = synaptic<lif, receptor<"exc", current<exponential>>>;

constexpr auto d = describe(population<"a">(given, cell{}), population<"b">(4, cell{}),
                            projection<"S: a -> b.exc">(given, weight(given), delay(given)),
                            projection<"fixed: a -> a.exc">(given, weight(2_pA), delay(1_ms)),
                            projection<"rounded: a[0:2] -> b[1:3].exc">(given, weight(given), delay(given).rounded()));
using net = network<d>;

using numbers = std::vector<double>;
using wholes = std::vector<std::int64_t>;
template <class To, class List>
std::vector<To> as(const List& list) {
  return {list.begin(), list.end()};
}

// Not in the order of sources, and with a pair that is there twice.
const wholes from{2, 0, 1, 2, 0, 2}, to{3, 1, 0, 3, 2, 0};
const numbers weights{1.5, -2, 0.25, 4, 1e-3, 7}, delays{0.1, 1, 0.3, 2, 0.1, 0.5};
const std::string text = "2,3,1.5,0.1\n0,1,-2,1\n1,0,0.25,0.3\n2,3,4,2\n0,2,1e-3,0.1\n2,0,7,0.5\n";

template <class List>
void check_lists(const List& list) {
  CHECK(list.size() == from.size());
  CHECK(as<std::int64_t>(list.sources()) == from);
  CHECK(as<std::int64_t>(list.targets()) == to);
  REQUIRE(list.weights().si.size() == weights.size());
  REQUIRE(list.delays().si.size() == delays.size());
  for (std::size_t k = 0; k < weights.size(); ++k) {
    CHECK(list.weights().si[k] == weights[k] * (1_pA).si());
    CHECK(list.delays().si[k] == delays[k] * (1_ms).si());
  }
  CHECK(list.source_neurons() == 3);
  CHECK(list.target_neurons() == 4);
  CHECK(list.neurons() == 4);
}
void check_text(const temporary_folder& folder, const std::string& content, const connection_columns& columns = {}) {
  INFO(content);
  detail::write_file(folder / "edges.csv", content);
  check_lists(read_connections(folder / "edges.csv", 1_pA, 1_ms, columns));
}
std::string with(char separator) {
  std::string all = text;
  for (char& c : all) c = c == ',' ? separator : c;
  return all;
}
/// What is said of a file with this content.
std::string complaint(const temporary_folder& folder, const std::string& content,
                      const connection_columns& columns = {}) {
  detail::write_file(folder / "edges.csv", content);
  const std::string said =
      complaint_of<io_error>([&] { static_cast<void>(read_connections(folder / "edges.csv", 1_pA, 1_ms, columns)); });
  const std::string path = (folder / "edges.csv").string();
  return said.substr(0, path.size()) == path ? said.substr(path.size()) : "";
}
template <class T>
xt::xarray<T> array_of(const auto& list) {
  std::vector<std::size_t> shape{list.size()};
  xt::xarray<T> a(shape);
  std::copy(list.begin(), list.end(), a.begin());
  return a;
}

} // namespace

TEST_CASE("read_connections: tables of text", "[io]") {
  const temporary_folder folder;
  check_text(folder, text);
  check_text(folder, text.substr(0, text.size() - 1)); // no end of the last line
  for (const char separator : {';', '\t', ' '}) check_text(folder, with(separator));
  check_text(folder, "source,target,weight,delay\n" + text);
  check_text(folder, "\xef\xbb\xbfsource , \"target\",weight,delay\r\n" + text);
  check_text(folder, "# made by hand\n\n  # and\nsource;target;weight;delay\n" + with(';') + "\n\n");
  std::string columns = "a,x,w (pA) ,d\n", spaces, named = "id,delay,target,comment,weight,source\n", dos, quoted,
              floats;
  for (std::size_t k = 0; k < from.size(); ++k) {
    const auto number = [](double x) { return detail::number_text(x); };
    const std::string s = std::to_string(from[k]), t = std::to_string(to[k]), w = number(weights[k]),
                      l = number(delays[k]);
    spaces += "  " + s + "   " + t + "  " + w + "  " + l + "  \n";
    named += "9," + l + "," + t + ",nothing," + w + "," + s + ",too many\n";
    dos += s + ", " + t + ", " + w + ", " + l + "\r\n# no entry\r\n";
    quoted += "\"" + s + "\",\"" + t + "\",\"" + w + "\"," + l + "\n";
    floats += s + ".0," + t + "e0," + (weights[k] > 0 ? "+" : "") + w + "," + l + "\n";
  }
  check_text(folder, spaces);
  check_text(folder, named);
  check_text(folder, dos);
  check_text(folder, quoted);
  check_text(folder, floats);
  check_text(folder, columns + text, {.source = "a", .target = 1, .weight = "w (pA)", .delay = 3});
  check_text(folder, "3,4,1.5,0.1\n1,2,-2,1\n2,1,0.25,0.3\n3,4,4,2\n1,3,1e-3,0.1\n3,1,7,0.5\n", {.first = 1});
  detail::write_file(folder / "none.txt", "source target\n");
  CHECK(read_connections(folder / "none.txt").size() == 0);
}

TEST_CASE("read_connections: arrays", "[io]") {
  const temporary_folder folder;
  const auto npz = folder / "edges.npz";
  const auto check = [&]<class Neuron, class Value>(Neuron, Value) {
    save_npz(npz, {{"delay", array_of<Value>(delays)},
                   {"target", array_of<Neuron>(to)},
                   {"weight", array_of<Value>(weights)},
                   {"source", array_of<Neuron>(from)}});
    const auto list = read_connections(npz, 1_pA, 1_ms);
    CHECK(as<std::int64_t>(list.sources()) == from);
    CHECK(as<std::int64_t>(list.targets()) == to);
    for (std::size_t k = 0; k < weights.size(); ++k)
      CHECK(list.weights().si[k] == Approx(weights[k] * 1e-12).epsilon(sizeof(Value) == 4 ? 1e-6 : 1e-15));
  };
  check(std::int32_t{}, double{});
  check(std::int64_t{}, double{});
  check(double{}, double{});
  check(float{}, float{});
  save_npz(npz, {{"i", array_of<std::int32_t>(from)},
                 {"j", array_of<std::int32_t>(to)},
                 {"w", array_of<double>(weights)},
                 {"d", array_of<double>(delays)}});
  check_lists(read_connections(npz, 1_pA, 1_ms, {.source = "i", .target = "j", .weight = 2, .delay = 3}));

  xt::xarray<double> table(std::vector<std::size_t>{from.size(), 4});
  for (std::size_t k = 0; k < from.size(); ++k) {
    table(k, 0) = static_cast<double>(from[k]), table(k, 1) = static_cast<double>(to[k]);
    table(k, 2) = weights[k], table(k, 3) = delays[k];
  }
  const auto npy = folder / "edges.npy";
  save_npy(npy, table);
  check_lists(read_connections(npy, 1_pA, 1_ms));
  // In the order of Fortran.
  std::string bytes = detail::read_file(npy);
  const auto order = bytes.find("False");
  bytes.replace(order, 5, "True ");
  const xt::xarray<double> turned = xt::transpose(table);
  const std::size_t begin = bytes.size() - table.size() * sizeof(double);
  for (std::size_t k = 0; k < table.size(); ++k) {
    const double x = turned(k / from.size(), k % from.size());
    std::memcpy(bytes.data() + begin + k * sizeof x, &x, sizeof x);
  }
  detail::write_file(npy, bytes);
  check_lists(read_connections(npy, 1_pA, 1_ms));

  const auto said = [&](const auto& path, const connection_columns& columns = {}) {
    return complaint_of<io_error>([&] { static_cast<void>(read_connections(path, 1_pA, 1_ms, columns)); });
  };
  CHECK(says(said(npy, {.source = "from"}), "has no names of columns, where 'from' could be found"));
  CHECK(says(said(npz), "has no column 'source'; it has: 'i', 'j', 'w', 'd'; say which: connection_columns{.source"));
  save_npy(npy, array_of<double>(weights));
  CHECK(says(said(npy), "has 1 dimension; connections are an array of two"));
  save_npy(npy, xt::view(table, xt::all(), xt::range(0, 3)));
  CHECK(says(said(npy), "has no column 3 for the delay; it has 3 columns, counted from 0"));
  bytes.resize(bytes.size() - 40);
  detail::write_file(npy, bytes);
  CHECK(says(said(npy), "needs more data than the file holds"));
  save_npz(npz, {{"source", array_of<std::int32_t>(from)},
                 {"target", array_of<double>(weights)},
                 {"weight", array_of<double>(weights)},
                 {"delay", array_of<double>(numbers{1, 2})}});
  CHECK(says(said(npz), "edges.npz, 'target', entry 0: 1.5 is not the number of a neuron; numbers are whole"));
  CHECK(says(said(npz, {.target = "source"}), "edges.npz: 'delay' has 2 entries, 'source' has 6"));
  save_npz(npz, {{"source", array_of<std::int64_t>(wholes{0, -4})}, {"target", array_of<std::int32_t>(wholes{0, 1})}});
  CHECK(says(complaint_of<io_error>([&] { static_cast<void>(read_connections(npz)); }),
             "'source', entry 1: -4 is negative; neurons are numbered from 0"));
}

TEST_CASE("read_connections: messages name file, line and column", "[io]") {
  const temporary_folder folder;
  const std::string headings = "source,target,weight,delay\n";
  CHECK(complaint(folder, headings + "0,1,2,3\n\n# no entry\n0,x1,2,3\n") ==
        ", line 5, 'target' (column 2 of 4): 'x1' is not a number");
  CHECK(complaint(folder, "0,1,2,3\n0,1,2,3\n0,1,2,3s\n") == ", line 3, column 4 of 4: '3s' is not a number");
  CHECK(complaint(folder, headings + "0,1,2,3\n0,,2,3\n") ==
        ", line 3, 'target' (column 2 of 4): is empty, where a number is wanted");
  CHECK(complaint(folder, headings + "-3,1,2,3\n") ==
        ", line 2, 'source' (column 1 of 4): -3 is negative; neurons are numbered from 0");
  CHECK(complaint(folder, headings + "1,1.5,2,3\n") ==
        ", line 2, 'target' (column 2 of 4): 1.5 is not the number of a neuron; numbers are whole");
  CHECK(says(complaint(folder, headings + "1,720575940660219265,2,3\n"),
             ", line 2, 'target' (column 2 of 4): 720575940660219265 is too large for the number of a neuron; "
             "identifiers must be translated"));
  CHECK(complaint(folder, headings + "0,1,2,3\n", {.first = 1}) ==
        ", line 2, 'source' (column 1 of 4): there is no neuron 0, if the first one is 1, as "
        "connection_columns::first says");
  CHECK(complaint(folder, headings + "0,1,nan,3\n") ==
        ", line 2, 'weight' (column 3 of 4): NaN is not a finite number");
  CHECK(complaint(folder, headings + "0,1,2,-0.5\n") ==
        ", line 2, 'delay' (column 4 of 4): a delay of -0.5 is negative; spikes cannot arrive before they are sent");
  CHECK(complaint(folder, headings + "0,1,2,3\n0,1\n") ==
        ", line 3: has 2 fields, the first line has 4; every line needs all columns");
  CHECK(complaint(folder, "pre,post,w,d\n0,1,2,3\n") ==
        ": has no column 'source'; it has: 'pre', 'post', 'w', 'd'; say which: connection_columns{.source = \"...\"}");
  CHECK(complaint(folder, "0,1,2\n") == ": has no column 3 for the delay; it has 3 columns, counted from 0; say which: "
                                        "connection_columns{.delay = ...}");
  CHECK(says(complaint(folder, headings, {.target = "source"}), "cannot be both source and target"));

  // More fields than headings: decimal commas, or a column too many. Empty ones at the end are no fields.
  CHECK(complaint(folder, headings + "0,1,2,3\n0,1,1,5,1,0\n") ==
        ", line 3: has 6 fields, the first line has 4; a decimal has a point, and no comma");
  CHECK(complaint(folder, "source\ttarget\tweight\tdelay\tnote\n0\t1\t2\t3\t4\t5\n") ==
        ", line 2: has 6 fields, the first line has 5");
  CHECK(complaint(folder, "0 1 2 3\n0 1 2 3  4\n") == ", line 2: has 5 fields, the first line has 4");
  CHECK(complaint(folder, headings + "0,1,2,3,,\n").empty());
  CHECK(complaint(folder, "0 1 2 3\n0 1 2 3   \n").empty());
  CHECK(complaint(folder, "source,target,weight,delay,note\n0,1,2,3,\"a, b\"\n0,1,2,3\n").empty());
  CHECK(complaint(folder, "source,source,target,weight,delay\n0,5,1,2,3\n") ==
        ": has several columns 'source'; say by position which is meant: connection_columns{.source = 0}");
  CHECK(complaint(folder, "source,source,target,weight,delay\n0,5,1,2,3\n", {.source = 1}).empty());

  // What is no text, or no text that is read.
  CHECK(says(complaint(folder, std::string("PK\x03\x04\0\0", 6)), "its name must end in .npz"));
  CHECK(says(complaint(folder, std::string("\x93NUMPY\x01\0", 8)), "its name must end in .npy"));
  CHECK(says(complaint(folder, std::string("\xff\xfes\0o\0", 6)), "save it as UTF-8"));
  CHECK(says(complaint(folder, "source,target,weight,delay\r0,1,2,3\r"), "ends its lines with carriage returns alone"));

  CHECK(says(complaint(folder, "source;target;weight;delay\n0;1;0,5;1\n"),
             "'0,5' is not a number; decimals have a point"));
  CHECK(complaint(folder, "\n# nothing\n") == ": holds no connections; it has no line that is not empty");
  CHECK(says(complaint(folder, std::string(3u << 20, '1')), "has a line of more than a million characters"));
  CHECK(says(complaint_of<io_error>([&] { static_cast<void>(read_connections(folder / "no.csv")); }),
             "no.csv: cannot be opened for reading"));
  CHECK(says(complaint_of<io_error>([&] { static_cast<void>(read_connections(folder / "")); }), "is a folder"));
  CHECK(says(complaint_of<invalid_value>([] { static_cast<void>(connection_columns{.source = -1}); }),
             "there is no column -1; positions count from 0"));
}

TEST_CASE("read_connections: arrays that are no lists of connections, though they could be read as some", "[io]") {
  const temporary_folder folder;
  const auto said = [](const auto& path, const connection_columns& columns = {}) {
    return complaint_of<io_error>([&] { static_cast<void>(read_connections(path, 1_pA, 1_ms, columns)); });
  };
  const xt::xtensor<double, 2> columns = xt::ones<double>({4, 7}), square = xt::ones<double>({4, 4});
  save_npy(folder / "columns.npy", columns);
  save_npy(folder / "square.npy", square);
  CHECK(says(said(folder / "columns.npy"), "has 4 rows and 7 columns; connections are rows: save its transpose"));
  CHECK(said(folder / "columns.npy", {.source = 2}).empty());
  CHECK(said(folder / "square.npy").empty());
  const xt::xtensor<bool, 1> mask{true, false};
  detail::write_npz(folder / "mask.npz", {{"source", detail::npy_bytes(mask), ""},
                                          {"target", detail::npy_bytes(array_of<int>(wholes{0, 1})), ""}});
  CHECK_THAT(complaint_of<io_error>([&] { static_cast<void>(read_connections(folder / "mask.npz")); }),
             Catch::Matchers::Contains(
                 "(source): holds truth values where numbers of neurons are wanted; numpy.flatnonzero gives those"));
}

TEST_CASE("read_connections: a file longer than the pieces it is read in", "[io]") {
  const temporary_folder folder;
  constexpr std::size_t n = 300'007;
  wholes i(n), j(n);
  numbers w(n);
  std::string lines = "source,target,weight\n";
  xt::xarray<std::int32_t> table(std::vector<std::size_t>{n, 3});
  for (std::size_t k = 0; k < n; ++k) {
    i[k] = static_cast<std::int64_t>(k * 7919 % 100'003), j[k] = static_cast<std::int64_t>(k * 104'729 % 99'991);
    w[k] = static_cast<double>(k % 1000) - 500;
    lines += std::to_string(i[k]) + "," + std::to_string(j[k]) + "," + detail::number_text(w[k]) + "\n";
    table(k, 0) = static_cast<std::int32_t>(i[k]), table(k, 1) = static_cast<std::int32_t>(j[k]);
    table(k, 2) = static_cast<std::int32_t>(w[k]);
  }
  const auto check = [&](const auto& path) {
    const auto list = read_connections(path, 1.0);
    CHECK(as<std::int64_t>(list.sources()) == i);
    CHECK(as<std::int64_t>(list.targets()) == j);
    CHECK(list.weights().si == w);
  };
  detail::write_file(folder / "e.csv", lines);
  check(folder / "e.csv");
  save_npy(folder / "e.npy", table);
  check(folder / "e.npy");
  save_npz(
      folder / "e.npz",
      {{"source", array_of<std::int32_t>(i)}, {"target", array_of<std::int64_t>(j)}, {"weight", array_of<double>(w)}});
  check(folder / "e.npz");
  detail::write_file(folder / "e.csv", lines + "1,2,3\n1,2,z\n");
  CHECK(says(complaint_of<io_error>([&] { static_cast<void>(read_connections(folder / "e.csv", 1.0)); }),
             "line 300010, 'weight' (column 3 of 3): 'z' is not a number"));
}

TEST_CASE("read_connections: the network of a list", "[io]") {
  const temporary_folder folder;
  detail::write_file(folder / "edges.csv", text);
  const auto edges = read_connections(folder / "edges.csv", 1_pA, 1_ms);
  const auto nothing = pairs(std::vector<int>{}, std::vector<int>{});
  for (const unsigned n : {1u, 2u, 5u}) {
    simulation<net> sim{threads{n},
                        set<"a">(edges.neurons()),
                        set<"S">(edges),
                        set<"fixed">(nothing),
                        set<"rounded">(nothing),
                        set<"rounded.w">(1_pA),
                        set<"rounded.delay">(1_ms)};
    const auto s = connections<"S">(sim, 1_pA);
    CHECK(as<std::int64_t>(s.sources) == from);
    CHECK(as<std::int64_t>(s.targets) == to);
    for (std::size_t k = 0; k < from.size(); ++k) {
      CHECK(s.weights(k) == Approx(weights[k]).epsilon(1e-12));
      CHECK(s.delays(k) * 1e3 == Approx(delays[k]).epsilon(1e-12));
    }
    // The way back into a file.
    save_csv(folder / "back.csv", {"source", "target", "weight", "delay"}, {s.sources, s.targets, s.weights, s.delays});
    const auto back = read_connections(folder / "back.csv", 1_pA, 1_s);
    CHECK(back.sources() == edges.sources());
    CHECK(back.targets() == edges.targets());
  }
  // Settings of weights and delays go before those of the list; lists without them leave those of the description.
  simulation<net> sim{set<"a">(4),
                      set<"S">(edges),
                      set<"S.w">(3_pA),
                      set<"S.delay">(0.7_ms),
                      set<"fixed">(read_connections(folder / "edges.csv")),
                      set<"rounded">(nothing),
                      set<"rounded.w">(1_pA),
                      set<"rounded.delay">(1_ms)};
  for (const double w : sim.get<"S.w">()) CHECK(w == (3_pA).si());
  for (const double t : connections<"S">(sim).delays) CHECK(t == Approx(0.7e-3));
  CHECK(as<std::int64_t>(connections<"fixed">(sim).targets) == to);
  sim.reset();
  CHECK(as<std::int64_t>(connections<"fixed">(sim).sources) == from);
}

TEST_CASE("read_connections: what a network refuses", "[io]") {
  const temporary_folder folder;
  detail::write_file(folder / "edges.csv", "source,target,weight,delay\n0,1,1,1\n1,3,1,0.25\n\n2,0,1,1\n");
  const std::string path = (folder / "edges.csv").string();
  const auto nothing = pairs(std::vector<int>{}, std::vector<int>{});
  const auto edges = read_connections(folder / "edges.csv", 1_pA, 1_ms);
  const auto said = [&](std::int64_t size, const auto& list) {
    return complaint_of<invalid_value>([&] {
      simulation<net> sim{set<"a">(size),          set<"S">(list),         set<"fixed">(nothing),
                          set<"rounded">(nothing), set<"rounded.w">(1_pA), set<"rounded.delay">(1_ms)};
    });
  };
  CHECK(said(2, edges) ==
        "projection 'S': " + path +
            ", line 5, 'source' (column 1 of 4): 2 is beyond the 2 sources of the projection, which are numbered from "
            "0; the list needs 3 sources: set<\"population\">(list.neurons()) gives a population this size, "
            "connection_columns{.first = 1} reads files that count from 1");
  CHECK(said(3, edges) ==
        "projection 'S': " + path +
            ", line 3, 'delay' (column 4 of 4): a delay of 0.25 ms is no multiple of the time step (0.1 ms); nearest: "
            "0.2 ms, 0.3 ms; write delay(given).rounded() in the description to take the nearest step");
  // In slices, and rounded.
  detail::write_file(folder / "few.csv", "source,target,weight,delay\n0,1,1,0.26\n1,0,1,1\n");
  simulation<net> sim{set<"a">(5),           set<"S">(nothing),
                      set<"S.w">(1_pA),      set<"S.delay">(1_ms),
                      set<"fixed">(nothing), set<"rounded">(read_connections(folder / "few.csv", 1_pA, 1_ms))};
  CHECK(connections<"rounded">(sim).delays(0) == Approx(0.3e-3));
  CHECK(says(complaint_of<invalid_value>([&] {
               simulation<net> other{set<"a">(5),          set<"S">(nothing),     set<"S.w">(1_pA),
                                     set<"S.delay">(1_ms), set<"fixed">(nothing), set<"rounded">(edges)};
             }),
             "line 5, 'source' (column 1 of 4): 2 is beyond the 2 sources"));
  // Delays alone.
  const auto late = read_connections(folder / "few.csv", without_weights, 1_ms);
  CHECK(late.delays().si[1] == 1e-3);
}
