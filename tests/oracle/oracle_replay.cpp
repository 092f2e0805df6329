// SPDX-License-Identifier: BSL-1.0
// Replays reference cases: oracle_replay [--tolerance 1e-9] DIR...

#include "replays.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace oracle;

void replay(const reference_case& c, comparison& result) {
  const std::string scenario = c.meta("scenario");
  if (scenario.starts_with("s0"))
    replay_stable_currents(c, result);
  else if (scenario.starts_with("s1"))
    replay_conductance_alpha(c, result);
  else if (scenario.starts_with("s2"))
    replay_heterosynaptic_pool(c, result);
  else if (scenario.starts_with("s3") && c.pathways().empty())
    replay_cortex_rates(c, result);
  else if (scenario.starts_with("s3"))
    replay_cortex_layers(c, result);
  else if (scenario.starts_with("s4"))
    replay_summed_normalisation(c, result);
  else
    c.refuse_meta("scenario", "s0_..., s1_..., s2_..., s3_... or s4_... is expected");
}

/// The integrators of the library that a name of Brian2's may mean. Its rules for noise, heun and milstein, are Euler's
/// where equations have none, as all of these do; heun is Heun's rule to others.
std::vector<std::string> meanings_of(const std::string& method) {
  if (method == "heun") return {"heun", "euler"};
  if (method == "milstein") return {"euler"};
  return {method};
}

/// Replays one case and prints the verdict; whether it agrees.
bool agrees(const std::filesystem::path& folder, double tolerance) {
  reference_case c(folder);
  const std::string method = c.meta("method");
  for (const std::string& meaning : meanings_of(method)) {
    c.read_method_as(meaning);
    comparison result(c);
    replay(c, result);
    const bool good = result.agrees(tolerance);
    if (!good && meaning != meanings_of(method).back()) continue;
    result.report(std::cout, tolerance);
    for (const auto& note : c.notes()) std::cout << "  note: " << note << '\n';
    if (meaning != method)
      std::cout << "  note: method '" << method << "' was read as '" << meaning
                << "', which Brian2's is for equations without noise\n";
    return good;
  }
  return false;
}

/// The folder itself, or those below it that hold a case.
std::vector<std::filesystem::path> cases_in(const std::filesystem::path& place) {
  if (place.filename() == "case.tsv") return {place.parent_path()};
  if (std::filesystem::exists(place / "case.tsv") || !std::filesystem::is_directory(place)) return {place};
  std::vector<std::filesystem::path> folders;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(place, std::filesystem::directory_options::skip_permission_denied))
    if (entry.path().filename() == "case.tsv") folders.push_back(entry.path().parent_path());
  std::sort(folders.begin(), folders.end());
  if (folders.empty()) return {place};
  return folders;
}

} // namespace

int main(int argc, char** argv) {
  double tolerance = 1e-9;
  std::vector<std::filesystem::path> folders;
  for (int k = 1; k < argc; ++k) {
    const std::string word = argv[k];
    if (word == "--tolerance" && k + 1 < argc) {
      const auto x = number_of(argv[++k]);
      if (!x || !(*x >= 0)) {
        std::cerr << "oracle_replay: --tolerance takes a number, not '" << argv[k] << "'\n";
        return 2;
      }
      tolerance = *x;
    } else if (word.starts_with("-")) {
      std::cerr << "oracle_replay: there is no option '" << word << "'\n";
      return 2;
    } else {
      const auto found = cases_in(word);
      folders.insert(folders.end(), found.begin(), found.end());
    }
  }
  if (folders.empty()) {
    std::cerr << "usage: oracle_replay [--tolerance 1e-9] DIR...   (each DIR holds a case.tsv, or folders that do)\n";
    return 2;
  }
  std::size_t agree = 0, unreadable = 0;
  for (const auto& folder : folders) {
    try {
      if (agrees(folder, tolerance)) ++agree;
    } catch (const case_error& problem) {
      std::cout << "could not be read: " << problem.what() << '\n';
      ++unreadable;
    } catch (const std::exception& problem) { // the library refuses something that the case wants
      std::cout << "could not be read: " << folder.string() << ": " << problem.what() << '\n';
      ++unreadable;
    }
    std::cout.flush();
  }
  std::cout << folders.size() << " cases: " << agree << " agree, " << folders.size() - agree - unreadable << " differ, "
            << unreadable << " could not be read\n";
  return agree == folders.size() ? 0 : 1;
}
