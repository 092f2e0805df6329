// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/io_testing.hpp"
#include <cortexpr/io/npz.hpp>
#include <string>

using namespace cortexpr;

namespace {

// numpy.savez(a=[1.5, 2.5], k=uint8 [3], units=[["a", "mV"], ["k", "Größe"]])
const std::string
    archive("PK\003\004\024\000\000\000\000\000\000\000!\000\224\336\021\310\220\000\000\000\220\000\000\000\005"
            "\000\024\000a.npy\001\000\020\000\220\000\000\000\000\000\000\000\220\000\000\000\000\000\000\000"
            "\223NUMPY\001\000v\000{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }                     "
            "                                       \012\000\000\000\000\000\000\370\077\000\000\000\000\000\000"
            "\004@PK\003\004\024\000\000\000\000\000\000\000!\000W\323\250.\201\000\000\000\201\000\000\000\005"
            "\000\024\000k.npy\001\000\020\000\201\000\000\000\000\000\000\000\201\000\000\000\000\000\000\000"
            "\223NUMPY\001\000v\000{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }                     "
            "                                       \012\003PK\003\004\024\000\000\000\000\000\000\000!\000$\262"
            "\011\225\320\000\000\000\320\000\000\000\011\000\024\000units.npy\001\000\020\000\320\000\000\000"
            "\000\000\000\000\320\000\000\000\000\000\000\000\223NUMPY\001\000v\000{'descr': '<U5', 'fortran_orde"
            "r': False, 'shape': (2, 2), }                                                          \012a\000\000"
            "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000m\000\000\000V\000\000\000\000"
            "\000\000\000\000\000\000\000\000\000\000\000k\000\000\000\000\000\000\000\000\000\000\000\000\000"
            "\000\000\000\000\000\000G\000\000\000r\000\000\000\366\000\000\000\337\000\000\000e\000\000\000PK"
            "\001\002\024\003\024\000\000\000\000\000\000\000!\000\224\336\021\310\220\000\000\000\220\000\000"
            "\000\005\000\000\000\000\000\000\000\000\000\000\000\200\001\000\000\000\000a.npyPK\001\002\024\003"
            "\024\000\000\000\000\000\000\000!\000W\323\250.\201\000\000\000\201\000\000\000\005\000\000\000\000"
            "\000\000\000\000\000\000\000\200\001\307\000\000\000k.npyPK\001\002\024\003\024\000\000\000\000\000"
            "\000\000!\000$\262\011\225\320\000\000\000\320\000\000\000\011\000\000\000\000\000\000\000\000\000"
            "\000\000\200\001\177\001\000\000units.npyPK\005\006\000\000\000\000\003\000\003\000\235\000\000\000"
            "\212\002\000\000\000\000",
            829);

std::vector<npz_entry> some_entries() {
  return {{"n2.v", xt::xarray<double>{{-0.07, -0.06}, {-0.05, 1.0 / 3}}, "V"},
          {"n2.v.t", xt::xarray<float>{0.f, 0.001f}, "s"},
          {"n1.i", xt::xarray<std::int64_t>{std::int64_t{1} << 60}, ""},
          {"Größe", xt::xarray<std::int32_t>::from_shape({0, 3}), "µV €"}};
}

template <class F>
std::string refusal(F f) {
  return complaint_of<io_error>(f);
}

} // namespace

TEST_CASE("npz: arrays and units survive") {
  const temporary_folder folder;
  const auto path = folder / "run.npz";
  const auto saved = some_entries();
  save_npz(path, saved);
  const auto loaded = load_npz(path);
  REQUIRE(loaded.size() == saved.size());
  for (std::size_t k = 0; k < saved.size(); ++k) {
    CHECK(loaded[k].name == saved[k].name);
    CHECK(loaded[k].unit == saved[k].unit);
    REQUIRE(loaded[k].array.index() == saved[k].array.index());
    std::visit(
        [&](const auto& array) {
          CHECK((array == std::get<std::decay_t<decltype(array)>>(saved[k].array)));
          CHECK((array.shape() == std::get<std::decay_t<decltype(array)>>(saved[k].array).shape()));
        },
        loaded[k].array);
  }
  CHECK((load_npz<double>(path, "n2.v.t")(1) == static_cast<double>(0.001f)));
}

TEST_CASE("npz: archives of numpy are read") {
  const temporary_folder folder;
  const auto path = folder / "numpy.npz";
  detail::write_file(path, archive);
  const auto loaded = load_npz(path);
  REQUIRE(loaded.size() == 2);
  CHECK(loaded[0].name == "a");
  CHECK(loaded[0].unit == "mV");
  CHECK((std::get<xt::xarray<double>>(loaded[0].array) == xt::xarray<double>{1.5, 2.5}));
  CHECK(loaded[1].name == "k");
  CHECK(loaded[1].unit == "Größe");
  CHECK((std::get<xt::xarray<std::int32_t>>(loaded[1].array) == xt::xarray<std::int32_t>{3}));
}

TEST_CASE("npz: equal arrays give equal files") {
  const temporary_folder folder;
  save_npz(folder / "a.npz", some_entries());
  save_npz(folder / "b.npz", some_entries());
  CHECK(detail::read_file(folder / "a.npz") == detail::read_file(folder / "b.npz"));
}

TEST_CASE("npz: an archive without arrays") {
  const temporary_folder folder;
  save_npz(folder / "a.npz", {});
  CHECK(load_npz(folder / "a.npz").empty());
}

TEST_CASE("npz: names that collide are refused") {
  const temporary_folder folder;
  const auto path = folder / "a.npz";
  const xt::xarray<double> a{1};
  for (const auto& entries : {std::vector<npz_entry>{{"x", a, ""}, {"x", a, ""}}, std::vector<npz_entry>{{"", a, ""}},
                              std::vector<npz_entry>{{"units", a, ""}}})
    CHECK(says(refusal([&] { save_npz(path, entries); }), path.string(), "is empty, not unique, or 'units'"));
  CHECK(!std::filesystem::exists(path));
}

TEST_CASE("npz: paths that cannot be read or written") {
  const temporary_folder folder;
  const auto load = [](const std::filesystem::path& path) {
    return refusal([&] { static_cast<void>(load_npz(path)); });
  };
  CHECK(says(load(folder / "none.npz"), (folder / "none.npz").string(), "No such file"));
  CHECK(says(load(folder / "."), "is a folder"));
  CHECK(says(refusal([&] { save_npz(folder / "no/a.npz", some_entries()); }), (folder / "no/a.npz").string(),
             "there is no folder"));
  if (std::filesystem::exists("/dev/full"))
    CHECK(says(refusal([&] { save_npz("/dev/full", some_entries()); }), "/dev/full: cannot be written completely"));
}

TEST_CASE("npz: damaged archives are refused or read, never believed") {
  const temporary_folder folder;
  const auto path = folder / "a.npz";
  const auto load = [&] { return refusal([&] { static_cast<void>(load_npz(path)); }); };
  detail::write_file(path, "no archive at all");
  CHECK(says(load(), path.string(), "is no .npz archive that can be opened (Not a zip archive)"));
  for (std::size_t n = 0; n < archive.size(); n += 7) {
    detail::write_file(path, archive.substr(0, n));
    CHECK(says(load(), path.string()));
  }
  std::string flipped = archive;
  flipped[190] = static_cast<char>(flipped[190] ^ 1); // in the numbers of "a": the checksum knows
  detail::write_file(path, flipped);
  CHECK(says(load(), "the array 'a' is damaged"));
  for (std::size_t n = 0; n < archive.size(); ++n) {
    flipped = archive;
    flipped[n] = static_cast<char>(~flipped[n]);
    detail::write_file(path, flipped);
    const std::string words = load();
    CHECK((words.empty() || says(words, path.string())));
  }
}

TEST_CASE("npz: a name that is not there") {
  const temporary_folder folder;
  const auto path = folder / "a.npz";
  save_npz(path, some_entries());
  CHECK(says(refusal([&] { static_cast<void>(load_npz<double>(path, "n3.v")); }),
             "has no array called 'n3.v'; it has: n2.v, n2.v.t, n1.i, Größe, units"));
  CHECK(says(refusal([&] { static_cast<void>(load_npz<std::int32_t>(path, "n2.v")); }), "(n2.v): holds real numbers"));
  CHECK(says(refusal([&] { static_cast<void>(load_npz<double>(path, "units")); }), "(units): holds text"));
}

TEST_CASE("npz: text that is no UTF-8 becomes readable") {
  CHECK(detail::to_utf8(detail::from_utf8("aé€\xf0\x9f\xa7\xa0")) == "aé€\xf0\x9f\xa7\xa0");
  CHECK(detail::from_utf8("\xc3(").size() == 2);
  CHECK(detail::from_utf8("\xff\xed\xa0\x80\xe2\x82").find(U'\ufffd') == 0);
}
