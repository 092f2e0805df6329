// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/io_testing.hpp"
#include <cortexpr/io/npy.hpp>
#include <limits>
#include <string>
#include <unistd.h>

using namespace cortexpr;

namespace {

// What numpy.save writes for [[1.5, -2, 3], [4, 5, 6.25]] ...
const std::string
    doubles("\223NUMPY\001\000v\000{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }                   "
            "                                       \012\000\000\000\000\000\000\370\077\000\000\000\000\000\000"
            "\000\300\000\000\000\000\000\000\010@\000\000\000\000\000\000\020@\000\000\000\000\000\000\024@\000"
            "\000\000\000\000\000\031@",
            176);
// ... [[1, 2, 3], [4, 5, 6]] as int32 in Fortran order ...
const std::string
    fortran("\223NUMPY\001\000v\000{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }                    "
            "                                       \012\001\000\000\000\004\000\000\000\002\000\000\000\005\000"
            "\000\000\003\000\000\000\006\000\000\000",
            152);
// ... [True, False, True] ...
const std::string
    bools("\223NUMPY\001\000v\000{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }                     "
          "                                       \012\001\000\001",
          131);
// ... and [7, 8] as uint16 in format 2.0.
const std::string
    version2("\223NUMPY\002\000t\000\000\000{'descr': '<u2', 'fortran_order': False, 'shape': (2,), }             "
             "                                             \012\007\000\010\000",
             132);

// The same with other words in the header, of the same length.
std::string with(std::string bytes, const std::string& old_words, const std::string& new_words) {
  const auto at = bytes.find(old_words);
  REQUIRE(at != std::string::npos);
  return bytes.replace(at, new_words.size(), new_words);
}

template <class T = double>
std::string complaint(const std::string& bytes) {
  const temporary_folder folder;
  const auto path = folder / "array.npy";
  detail::write_file(path, bytes);
  const std::string words = complaint_of<io_error>([&] { static_cast<void>(load_npy<T>(path)); });
  CHECK(says(words, path.string()));
  return words;
}

template <class T>
void survives() {
  const temporary_folder folder;
  xt::xarray<T> a{{{T(1), T(0), std::numeric_limits<T>::max()}, {std::numeric_limits<T>::lowest(), T(4), T(5)}}};
  save_npy(folder / "a.npy", a);
  const auto b = load_npy<T>(folder / "a.npy");
  CHECK(b.dimension() == 3);
  CHECK((a == b));
}

} // namespace

TEST_CASE("npy: the bytes are those of numpy") {
  CHECK(detail::npy_bytes(xt::xarray<double>{{1.5, -2, 3}, {4, 5, 6.25}}) == doubles);
  CHECK(detail::npy_bytes(xt::xarray<bool>{true, false, true}) == bools);
}

TEST_CASE("npy: files of numpy are read") {
  CHECK((detail::array_from_npy<double>(doubles, "") == xt::xarray<double>{{1.5, -2, 3}, {4, 5, 6.25}}));
  CHECK((detail::array_from_npy<std::int32_t>(fortran, "") == xt::xarray<std::int32_t>{{1, 2, 3}, {4, 5, 6}}));
  CHECK((detail::array_from_npy<double>(fortran, "") == xt::xarray<double>{{1, 2, 3}, {4, 5, 6}}));
  CHECK((detail::array_from_npy<int>(bools, "") == xt::xarray<int>{1, 0, 1}));
  CHECK((detail::array_from_npy<std::uint16_t>(version2, "") == xt::xarray<std::uint16_t>{7, 8}));
}

TEST_CASE("npy: every kind of number survives") {
  survives<double>();
  survives<float>();
  survives<std::int8_t>();
  survives<std::int16_t>();
  survives<std::int32_t>();
  survives<std::int64_t>();
  survives<std::uint8_t>();
  survives<std::uint16_t>();
  survives<std::uint32_t>();
  survives<std::uint64_t>();
}

TEST_CASE("npy: every shape and layout survives") {
  const temporary_folder folder;
  const auto path = folder / "a.npy";
  const xt::xarray<double> scalar = 3.5;
  save_npy(path, scalar);
  CHECK((load_npy<double>(path) == scalar));
  const auto empty = xt::xarray<float>::from_shape({0, 5000, 3});
  save_npy(path, empty);
  CHECK((load_npy<float>(path).shape() == empty.shape()));
  const xt::xarray<double> c{{1, 2, 3}, {4, 5, 6}};
  const xt::xarray<double, xt::layout_type::column_major> f = c;
  save_npy(path, f);
  CHECK((load_npy<double>(path) == c));
  const xt::xtensor<float, 1> one{1, 2};
  save_npy(path, one);
  CHECK((load_npy<float>(path) == one));
  save_npy(path, 2.0 * xt::transpose(c));
  CHECK((load_npy<double>(path) == xt::xarray<double>{{2, 8}, {4, 10}, {6, 12}}));
}

TEST_CASE("npy: numbers that would be damaged are refused") {
  CHECK(says(complaint<int>(doubles), "real numbers where whole numbers are wanted"));
  const std::string large = detail::npy_bytes(xt::xarray<std::int64_t>{1, std::int64_t{1} << 31});
  CHECK(says(complaint<std::int32_t>(large), "do not fit into <i4"));
  CHECK((detail::array_from_npy<std::uint32_t>(large, "")(1) == 1u << 31));
  CHECK(says(complaint<std::uint8_t>(detail::npy_bytes(xt::xarray<std::int8_t>{-1})), "do not fit into |u1"));
  CHECK(says(complaint<std::int64_t>(detail::npy_bytes(xt::xarray<std::uint64_t>{~std::uint64_t{0}})), "do not fit"));
}

TEST_CASE("npy: files that are cut short are refused at every length") {
  for (std::size_t n = 0; n < doubles.size(); ++n) {
    const std::string words = complaint_of<io_error>(
        [&] { static_cast<void>(detail::array_from_npy<double>(std::string_view(doubles).substr(0, n), "cut.npy")); });
    CHECK(says(words, "cut.npy: is no .npy file that can be read: "));
  }
  CHECK(says(complaint(doubles.substr(0, 4)), "does not begin with"));
  CHECK(says(complaint(doubles.substr(0, 60)), "header is cut short"));
  CHECK(says(complaint(doubles.substr(0, 175)), "shape (2, 3) needs more data than the file holds"));
  const std::string single = with(doubles, "(2, 3)", "()    ").substr(0, 136);
  CHECK(detail::array_from_npy<double>(single, "single.npy").size() == 1);
  CHECK(says(complaint(single.substr(0, 135)), "shape () needs more data than the file holds"));
  CHECK(says(complaint(single.substr(0, 128)), "shape () needs more data than the file holds"));
}

TEST_CASE("npy: headers that contradict the data are refused") {
  CHECK(says(complaint("PK" + doubles), "does not begin with"));
  CHECK(says(complaint(with(doubles, "NUMPY\1", "NUMPY\7")), "unknown version 7"));
  CHECK(says(complaint(with(doubles, "descr", "discr")), "lacks 'descr'"));
  CHECK(says(complaint(with(doubles, "'shape': (2, 3), }", "                  ")), "lacks 'shape'"));
  CHECK(says(complaint(with(doubles, "'<f8'", "'>f8'")), "big-endian"));
  CHECK(says(complaint(with(doubles, "'<f8'", "'<c8'")), "type '<c8'"));
  CHECK(says(complaint(with(doubles, "'<f8'", "'<f2'")), "type '<f2'"));
  CHECK(says(complaint(with(doubles, "'<f8'", "'<U6'")), "needs more data"));
  CHECK(says(complaint(with(doubles, "'<f8'", "['f']")), "no plain numbers"));
  CHECK(says(complaint(with(doubles, "False", "Maybe")), "neither True nor False"));
  CHECK(says(complaint(with(doubles, "(2, 3)", "(-2,3)")), "no list of whole numbers"));
  CHECK(says(complaint(with(doubles, "(2, 3)", "(2.,3)")), "no list of whole numbers"));
  CHECK(says(complaint(with(doubles, "(2, 3)", "[2, 3]")), "no list of whole numbers"));
  CHECK(says(complaint(with(doubles, "(2, 3), }", "(18446744073709551617,), }")), "needs more data"));
  CHECK(says(complaint(with(doubles, "(2, 3), }", "(4294967296, 4294967296), }")), "needs more data"));
  CHECK(says(complaint(with(doubles, "(2, 3), }", "(0, 99999999999999999999), }")), "needs more data"));
}

TEST_CASE("npy: paths that cannot be read or written") {
  const temporary_folder folder;
  const xt::xarray<double> a{1, 2};
  const auto load = [](const std::filesystem::path& path) {
    return complaint_of<io_error>([&] { static_cast<void>(load_npy<double>(path)); });
  };
  const auto save = [&](const std::filesystem::path& path) {
    return complaint_of<io_error>([&] { save_npy(path, a); });
  };
  CHECK(says(load(folder / "none.npy"), (folder / "none.npy").string(), "cannot be opened for reading"));
  CHECK(says(load(folder / "."), "is a folder"));
  CHECK(says(load("/dev/zero"), "not a regular file"));
  CHECK(says(save(folder / "no/such/a.npy"), "there is no folder", (folder / "no/such").string()));
  CHECK(says(save(folder / "."), "cannot be opened for writing"));
  if (std::filesystem::exists("/dev/full"))
    CHECK(says(save("/dev/full"), "/dev/full: cannot be written completely (No space left on device); the data are "
                                  "still in memory"));
  if (geteuid() != 0) { // root may write everywhere
    std::filesystem::create_directory(folder / "closed");
    std::filesystem::permissions(folder / "closed", std::filesystem::perms::owner_read);
    CHECK(says(save(folder / "closed/a.npy"), "Permission denied"));
    std::filesystem::permissions(folder / "closed", std::filesystem::perms::owner_all);
  }
}

TEST_CASE("npy: a file is replaced whole, through links, and nothing else is left") {
  const temporary_folder folder;
  save_npy(folder / "a.npy", xt::xarray<double>{1, 2, 3});
  std::filesystem::create_symlink("a.npy", folder / "link.npy");
  save_npy(folder / "link.npy", xt::xarray<double>{4});
  CHECK(std::filesystem::is_symlink(folder / "link.npy"));
  CHECK((load_npy<double>(folder / "a.npy") == xt::xarray<double>{4}));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / ".")) files += entry.exists();
  CHECK(files == 2);
}
