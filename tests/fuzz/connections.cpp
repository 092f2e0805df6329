// SPDX-License-Identifier: BSL-1.0
// Lists of connections as text, as an array and as an archive; whatever is read must be within what it says it needs.
#include "bytes_as_file.hpp"
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/files/read_columns.hpp>
#include <cortexpr/detail/files/read_table.hpp>

namespace {

template <class Read>
void try_to(const std::string& path, const Read& read) {
  const cortexpr::detail::wanted_columns wanted({.weight = 2}, true, false);
  cortexpr::detail::listed_synapses out;
  out.file = path;
  try {
    read(out, path, wanted);
  } catch (const cortexpr::io_error&) {
    return;
  }
  for (const std::uint32_t i : out.source)
    if (i >= out.sources_needed) std::abort();
  for (const std::uint32_t j : out.target)
    if (j >= out.targets_needed) std::abort();
  if (!out.source.empty()) static_cast<void>(out.place(cortexpr::detail::list_column::target, out.source.size() - 1));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const bytes_as_file file(text_of(data, size));
  using namespace cortexpr::detail;
  try_to(file.path(), [](auto&... arguments) { read_table(arguments...); });
  try_to(file.path(), [](auto&... arguments) { read_npy_table(arguments...); });
  try_to(file.path(), [](auto&... arguments) { read_npz_columns(arguments...); });
  return 0;
}
