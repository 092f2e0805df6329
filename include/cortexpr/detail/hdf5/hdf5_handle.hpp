// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/file_path.hpp>
#include <hdf5.h>
#include <utility>

namespace cortexpr::detail {

/// Something of HDF5's library that is open: a file, a group, a dataset, an attribute, a type, a space. It is closed
/// at the end.
class hdf5_handle {
public:
  using closer = herr_t (*)(hid_t);

  hdf5_handle(hid_t id, closer how) : id_(id), close_(how) {}
  hdf5_handle(hdf5_handle&& o) noexcept : id_(std::exchange(o.id_, -1)), close_(o.close_) {}
  hdf5_handle& operator=(hdf5_handle&& o) noexcept {
    std::swap(id_, o.id_);
    std::swap(close_, o.close_);
    return *this;
  }
  ~hdf5_handle() { static_cast<void>(close()); }

  [[nodiscard]] hid_t get() const { return id_; }
  [[nodiscard]] bool is_open() const { return id_ >= 0; }
  /// Whether what was written is in the file.
  [[nodiscard]] bool close() { return id_ < 0 || close_(std::exchange(id_, -1)) >= 0; }

private:
  hid_t id_;
  closer close_;
};

/// The library prints a page for what fails; while this lives it does not, since exceptions say it.
class hdf5_is_quiet {
public:
  hdf5_is_quiet() {
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  hdf5_is_quiet(const hdf5_is_quiet&) = delete;
  hdf5_is_quiet& operator=(const hdf5_is_quiet&) = delete;
  ~hdf5_is_quiet() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

private:
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

} // namespace cortexpr::detail
