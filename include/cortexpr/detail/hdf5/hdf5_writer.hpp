// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/file.hpp>
#include <cortexpr/detail/hdf5/hdf5_handle.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cortexpr::detail {

/// A file of HDF5 in the making, in an `unfinished_place`. Groups on the way to a dataset are made.
class hdf5_writer {
public:
  [[gnu::cold]] explicit hdf5_writer(const file_path& path)
      : path_(path.string()),
        place_(path),
        file_(H5Fcreate(place_.temporary(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose),
        groups_(H5Pcreate(H5P_LINK_CREATE), H5Pclose) {
    if (file_.is_open()) place_.begin();
    if (!file_.is_open() || H5Pset_create_intermediate_group(groups_.get(), 1) < 0)
      refuse({path_, ": cannot be opened for writing; the data are still in memory, choose another place"});
  }

  template <class Number>
  [[gnu::cold]] void write(const std::string& name, const std::vector<Number>& list) {
    write(name, list, {list.size()});
  }
  /// A list, or a table whose rows stand one after the other.
  template <class Number>
  [[gnu::cold]] void write(const std::string& name, const std::vector<Number>& list,
                           std::initializer_list<std::size_t> shape) {
    const std::vector<hsize_t> size(shape.begin(), shape.end());
    const hid_t type = type_of<Number>();
    const hdf5_handle space(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr), H5Sclose);
    const hdf5_handle data(
        H5Dcreate2(file_.get(), name.c_str(), type, space.get(), groups_.get(), H5P_DEFAULT, H5P_DEFAULT), H5Dclose);
    if (!data.is_open() ||
        (!list.empty() && H5Dwrite(data.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, list.data()) < 0))
      fail(name);
  }
  [[gnu::cold]] void attribute(const std::string& object, const char* name, std::string_view text) {
    const hdf5_handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.get(), text.empty() ? 1 : text.size());
    H5Tset_strpad(type.get(), H5T_STR_NULLPAD);
    H5Tset_cset(type.get(), H5T_CSET_UTF8);
    put(object, name, type.get(), std::string(text).c_str());
  }
  /// One of several words, as an enumeration.
  [[gnu::cold]] void attribute(const std::string& object, const char* name, std::initializer_list<const char*> words,
                               std::uint8_t chosen) {
    const hdf5_handle type(H5Tenum_create(H5T_NATIVE_UINT8), H5Tclose);
    std::uint8_t k = 0;
    for (const char* word : words) {
      H5Tenum_insert(type.get(), word, &k);
      ++k;
    }
    put(object, name, type.get(), &chosen);
  }
  /// Takes its name.
  [[gnu::cold]] void complete() {
    if (!file_.close() || !place_.complete()) fail("the end of the file");
  }

private:
  template <class Number>
  static hid_t type_of() {
    if constexpr (std::is_same_v<Number, double>)
      return H5T_NATIVE_DOUBLE;
    else if constexpr (std::is_same_v<Number, float>)
      return H5T_NATIVE_FLOAT;
    else if constexpr (std::is_same_v<Number, std::uint32_t>)
      return H5T_NATIVE_UINT32;
    else if constexpr (std::is_same_v<Number, std::int64_t>)
      return H5T_NATIVE_INT64;
    else
      return H5T_NATIVE_UINT64;
  }
  void put(const std::string& object, const char* name, hid_t type, const void* value) {
    const hdf5_handle space(H5Screate(H5S_SCALAR), H5Sclose);
    const hdf5_handle a(
        H5Acreate_by_name(file_.get(), object.c_str(), name, type, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
        H5Aclose);
    if (!a.is_open() || H5Awrite(a.get(), type, value) < 0) fail(joined({object, ", attribute ", name}));
  }
  [[noreturn, gnu::cold]] void fail(std::string_view what) const {
    refuse({path_, ": ", what, " cannot be written; the data are still in memory, choose another place"});
  }

  hdf5_is_quiet quiet_;
  std::string path_;
  unfinished_place place_; // before the file, which is closed before it is removed
  hdf5_handle file_, groups_;
};

} // namespace cortexpr::detail
