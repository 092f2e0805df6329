// SPDX-License-Identifier: BSL-1.0
// The text of a recorded reference case.
#include "../oracle/case.hpp"
#include "../support/io_testing.hpp"
#include "bytes_as_file.hpp"
#include <new>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const temporary_folder folder;
  std::ofstream(folder / "case.tsv", std::ios::binary) << text_of(data, size);
  try {
    const oracle::reference_case read(folder / "");
    static_cast<void>(read.notes());
    static_cast<void>(read.method());
    for (const auto& output : read.outputs()) static_cast<void>(read.has_input(output.name));
    if (read.has_input("v0")) static_cast<void>(read.input("v0", {.unit = "V", .size = 3}));
    static_cast<void>(read.drive_dt(read.dt() * static_cast<double>(read.steps())));
    static_cast<void>(read.integer("n"));
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) { // says what is wrong with the text
  }
  return 0;
}
