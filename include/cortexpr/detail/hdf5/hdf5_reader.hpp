// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/file.hpp>
#include <cortexpr/detail/hdf5/hdf5_handle.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cortexpr::detail {

/// A file of HDF5 that is read. Datasets are named by their path in it; what is missing or of another kind is refused
/// with the file and the dataset.
class hdf5_reader {
public:
  [[gnu::cold]] explicit hdf5_reader(const file_path& path) : path_(path.string()), file_(-1, H5Fclose) {
    const file_kind kind = kind_of(path_.c_str());
    if (kind == file_kind::none) refuse({path_, ": there is no such file"});
    if (kind == file_kind::folder) refuse({path_, ": is a folder, not a file"});
    file_ = hdf5_handle(H5Fopen(path_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    if (!file_.is_open()) refuse({path_, ": is no HDF5 file that can be opened; it may be cut short"});
  }
  [[nodiscard]] const std::string& path() const { return path_; }

  [[nodiscard, gnu::cold]] bool has(const std::string& name) const { return type_of(name) != H5I_BADID; }
  [[nodiscard, gnu::cold]] bool has_group(const std::string& name) const { return type_of(name) == H5I_GROUP; }
  [[nodiscard, gnu::cold]] bool has_dataset(const std::string& name) const { return type_of(name) == H5I_DATASET; }
  /// Names of what a group holds, in alphabetical order.
  [[nodiscard, gnu::cold]] std::vector<std::string> names_in(const std::string& group) const {
    if (!has_group(group)) refuse({path_, ": has no group '", group, "'"});
    const hdf5_handle in(H5Gopen2(file_.get(), group.c_str(), H5P_DEFAULT), H5Gclose);
    std::vector<std::string> names;
    const auto take = [](hid_t, const char* name, const H5L_info_t*, void* list) -> herr_t {
      static_cast<std::vector<std::string>*>(list)->emplace_back(name);
      return 0;
    };
    if (H5Literate(in.get(), H5_INDEX_NAME, H5_ITER_INC, nullptr, take, &names) < 0)
      refuse({path_, ": the group '", group, "' cannot be read"});
    return names;
  }

  /// Numbers of a list, whole or not, as double or as std::int64_t; the latter refuses what is not whole.
  template <class Number>
  [[nodiscard, gnu::cold]] std::vector<Number> numbers(const std::string& name) const {
    const hdf5_handle data = open(name);
    const H5T_class_t kind = class_of(data);
    if (kind != H5T_INTEGER && kind != H5T_ENUM && (kind != H5T_FLOAT || std::is_integral_v<Number>))
      refuse({path_, ": the dataset '", name, "' does not hold ",
              std::is_integral_v<Number> ? "whole numbers" : "numbers"});
    std::vector<Number> list(entries(data, name, 1));
    read(data, name, std::is_integral_v<Number> ? H5T_NATIVE_INT64 : H5T_NATIVE_DOUBLE, list.data());
    return list;
  }
  /// Whole numbers that are not negative.
  [[nodiscard, gnu::cold]] std::vector<std::uint64_t> ids(const std::string& name) const {
    const std::vector<std::int64_t> list = numbers<std::int64_t>(name);
    for (std::size_t k = 0; k < list.size(); ++k)
      if (list[k] < 0) refuse({path_, ": dataset '", name, "', entry ", k, ": ", list[k], " is negative"});
    return {list.begin(), list.end()};
  }
  /// The rows of a table, one after the other.
  [[nodiscard, gnu::cold]] std::vector<double> table(const std::string& name, std::size_t& columns) const {
    const hdf5_handle data = open(name);
    if (class_of(data) != H5T_FLOAT && class_of(data) != H5T_INTEGER)
      refuse({path_, ": the dataset '", name, "' does not hold numbers"});
    std::vector<double> list(entries(data, name, 2, &columns));
    read(data, name, H5T_NATIVE_DOUBLE, list.data());
    return list;
  }
  [[nodiscard, gnu::cold]] bool holds_text(const std::string& name) const { return class_of(open(name)) == H5T_STRING; }
  [[nodiscard, gnu::cold]] std::vector<std::string> texts(const std::string& name) const {
    const hdf5_handle data = open(name);
    return texts_of(data, name, entries(data, name, 1),
                    [&](hid_t type, void* to) { return H5Dread(data.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, to); });
  }
  /// An attribute that is a text, or the name of a value of an enumeration; empty if there is none.
  [[nodiscard, gnu::cold]] std::string attribute(const std::string& object, const char* name) const {
    if (H5Aexists_by_name(file_.get(), object.c_str(), name, H5P_DEFAULT) <= 0) return {};
    const hdf5_handle a(H5Aopen_by_name(file_.get(), object.c_str(), name, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    const hdf5_handle type(H5Aget_type(a.get()), H5Tclose);
    const std::string place = joined({object, "' attribute '", name});
    if (H5Tget_class(type.get()) == H5T_ENUM) {
      std::vector<char> value(H5Tget_size(type.get())), text(100);
      if (H5Aread(a.get(), type.get(), value.data()) < 0 ||
          H5Tenum_nameof(type.get(), value.data(), text.data(), text.size()) < 0)
        refuse({path_, ": '", place, "' cannot be read"});
      return text.data();
    }
    if (H5Tget_class(type.get()) != H5T_STRING) return {};
    const hdf5_handle space(H5Aget_space(a.get()), H5Sclose);
    if (H5Sget_simple_extent_npoints(space.get()) != 1) return {};
    return texts_of(a, place, 1, [&](hid_t memory, void* to) { return H5Aread(a.get(), memory, to); }).front();
  }

private:
  static constexpr std::size_t most = 0xffffffff;

  [[nodiscard]] H5I_type_t type_of(const std::string& name) const {
    // Every link of the path is checked first: HDF5 reports a missing one as an error.
    for (std::size_t end = 1; end != 0 && end < name.size();) {
      end = name.find('/', end);
      const std::string part = name.substr(0, end);
      if (H5Lexists(file_.get(), part.c_str(), H5P_DEFAULT) <= 0) return H5I_BADID;
      if (end == std::string::npos) break;
      ++end;
    }
    return H5Iget_type(hdf5_handle(H5Oopen(file_.get(), name.c_str(), H5P_DEFAULT), H5Oclose).get());
  }
  [[nodiscard]] hdf5_handle open(const std::string& name) const {
    if (!has_dataset(name)) refuse({path_, ": has no dataset '", name, "'"});
    return {H5Dopen2(file_.get(), name.c_str(), H5P_DEFAULT), H5Dclose};
  }
  [[nodiscard]] static hdf5_handle type(const hdf5_handle& data) { return {H5Dget_type(data.get()), H5Tclose}; }
  [[nodiscard]] static H5T_class_t class_of(const hdf5_handle& data) { return H5Tget_class(type(data).get()); }

  /// How many numbers a dataset of so many dimensions holds.
  [[nodiscard]] std::size_t entries(const hdf5_handle& data, const std::string& name, int dimensions,
                                    std::size_t* columns = nullptr) const {
    const hdf5_handle space(H5Dget_space(data.get()), H5Sclose);
    hsize_t size[2] = {0, 1};
    if (H5Sget_simple_extent_ndims(space.get()) != dimensions ||
        H5Sget_simple_extent_dims(space.get(), size, nullptr) != dimensions)
      refuse({path_, ": the dataset '", name, "' has not ", dimensions,
              dimensions == 1 ? " dimension, as a list has" : " dimensions, as a table has"});
    if (size[0] > most || size[1] > most || size[0] * size[1] > most)
      refuse({path_, ": the dataset '", name, "' has more than 4,294,967,295 entries"});
    if (columns != nullptr) *columns = static_cast<std::size_t>(size[1]);
    return static_cast<std::size_t>(size[0] * size[1]);
  }
  void read(const hdf5_handle& data, const std::string& name, hid_t as, void* to) const {
    if (H5Dread(data.get(), as, H5S_ALL, H5S_ALL, H5P_DEFAULT, to) < 0)
      refuse({path_, ": the dataset '", name, "' cannot be read; it may be damaged"});
  }
  template <class Read>
  [[nodiscard]] std::vector<std::string> texts_of(const hdf5_handle& of, const std::string& name, std::size_t n,
                                                  const Read& get) const {
    const hdf5_handle stored(H5Iget_type(of.get()) == H5I_ATTR ? H5Aget_type(of.get()) : H5Dget_type(of.get()),
                             H5Tclose);
    if (H5Tget_class(stored.get()) != H5T_STRING) refuse({path_, ": the dataset '", name, "' does not hold text"});
    const hdf5_handle memory(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_cset(memory.get(), H5Tget_cset(stored.get()));
    std::vector<std::string> list(n);
    const bool variable = H5Tis_variable_str(stored.get()) > 0;
    const std::size_t width = variable ? H5T_VARIABLE : H5Tget_size(stored.get());
    H5Tset_size(memory.get(), width);
    if (!variable) H5Tset_strpad(memory.get(), H5Tget_strpad(stored.get()));
    std::vector<char> fixed(variable ? 0 : n * width);
    std::vector<char*> found(variable ? n : 0, nullptr);
    if (get(memory.get(), variable ? static_cast<void*>(found.data()) : fixed.data()) < 0)
      refuse({path_, ": '", name, "' cannot be read; it may be damaged"});
    for (std::size_t k = 0; k < n; ++k) {
      if (variable) {
        if (found[k] != nullptr) list[k] = found[k];
        H5free_memory(found[k]);
      } else {
        const std::string_view text(fixed.data() + k * width, width);
        list[k] = text.substr(0, std::min(text.find('\0'), text.find_last_not_of(' ') + 1));
      }
    }
    return list;
  }

  hdf5_is_quiet quiet_;
  std::string path_;
  hdf5_handle file_;
};

} // namespace cortexpr::detail
