// SPDX-License-Identifier: BSL-1.0
#pragma once

// What all examples share as programs: the options --output and --quick, and errors in words.
#include <CLI/CLI.hpp>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>

namespace examples {

/// Parses the command line and calls run(quick), where `quick` asks for a short run; the result is that of main.
/// `output` is the folder for pictures and data; it exists when `run` is called.
inline int run_program(CLI::App& app, int argc, char** argv, std::filesystem::path& output,
                       const std::function<void(bool quick)>& run) {
  bool quick = false;
  app.add_option("--output", output, "folder for pictures and data")->capture_default_str();
  app.add_flag("--quick", quick, "a short run, as the tests do");
  CLI11_PARSE(app, argc, argv);
  try {
    std::filesystem::create_directories(output);
    run(quick);
  } catch (const std::exception& problem) {
    std::cerr << app.get_name() << ": " << problem.what() << '\n';
    return 1;
  }
  return 0;
}

/// Prints where picture and data are.
inline void print_files(const std::filesystem::path& picture, const std::filesystem::path& data) {
  std::cout << "picture: " << picture.string() << "\ndata:    " << data.string()
            << (data.extension() == ".npz" ? " (numpy.load reads it)\n" : "\n");
}

} // namespace examples
