// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/io/npy.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace oracle {

/// One array of a case: where it lies and what it holds.
struct array_entry {
  std::string name, file, dtype, unit;
};

/// A reference case as its case.tsv tells it; everything that a replay needs comes from here at run time.
class reference_case {
public:
  explicit reference_case(const std::filesystem::path& folder) : folder_(folder) {
    const auto file = folder / "case.tsv";
    std::ifstream in(file);
    if (!in) throw std::runtime_error(file.string() + ": cannot be read");
    for (std::string line; std::getline(in, line);) {
      std::vector<std::string> field;
      std::istringstream cells(line);
      for (std::string cell; std::getline(cells, cell, '\t');) field.push_back(cell);
      if (field.empty()) continue;
      if (field[0] == "meta" && field.size() >= 3)
        meta_[field[1]] = field[2];
      else if (field[0] == "param" && field.size() >= 3)
        parameters_[field[1]] = std::stod(field[2]);
      else if (field[0] == "input" && field.size() >= 6)
        inputs_.push_back({field[1], field[2], field[3], field[5]});
      else if (field[0] == "output" && field.size() >= 6)
        outputs_.push_back({field[1], field[2], field[3], field[5]});
      else if (field[0] == "pathway")
        pathways_.push_back(field);
      else
        throw std::runtime_error(file.string() + ": a line cannot be understood: " + line);
    }
  }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::string meta(const std::string& name) const {
    const auto at = meta_.find(name);
    return at == meta_.end() ? std::string() : at->second;
  }
  [[nodiscard]] double parameter(const std::string& name) const {
    const auto at = parameters_.find(name);
    if (at == parameters_.end()) throw std::runtime_error(folder_.string() + ": no parameter " + name);
    return at->second;
  }
  /// A number that a case keeps in its manifest.json only, or else the fallback.
  [[nodiscard]] double manifest_number(const std::string& name, double fallback) const {
    std::ifstream in(folder_ / "manifest.json");
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const auto at = text.find("\"" + name + "\": ");
    return at == std::string::npos ? fallback : std::stod(text.substr(at + name.size() + 4));
  }
  [[nodiscard]] bool has_parameter(const std::string& name) const { return parameters_.contains(name); }
  [[nodiscard]] std::int64_t integer(const std::string& name) const {
    return static_cast<std::int64_t>(parameter(name));
  }
  [[nodiscard]] double dt() const { return std::stod(meta("dt_s")); }
  [[nodiscard]] std::int64_t steps() const { return std::stoll(meta("steps")); }
  [[nodiscard]] const std::vector<array_entry>& outputs() const { return outputs_; }
  [[nodiscard]] const std::vector<std::vector<std::string>>& pathways() const { return pathways_; }

  [[nodiscard]] bool has_input(const std::string& name) const { return find(inputs_, name) != nullptr; }
  [[nodiscard]] bool has_output(const std::string& name) const { return find(outputs_, name) != nullptr; }
  /// The first input whose name begins and ends like this.
  [[nodiscard]] std::string input_like(const std::string& begin, const std::string& end) const {
    for (const auto& in : inputs_)
      if (in.name.starts_with(begin) && in.name.ends_with(end)) return in.name;
    throw std::runtime_error(folder_.string() + ": no input " + begin + "..." + end);
  }

  [[nodiscard]] xt::xarray<double> input(const std::string& name) const { return load(inputs_, name); }
  /// An input or output of whole numbers.
  [[nodiscard]] std::vector<std::int64_t> integers(const std::string& name) const { return whole(input(name)); }
  [[nodiscard]] std::vector<std::int64_t> output_integers(const std::string& name) const { return whole(output(name)); }
  [[nodiscard]] xt::xarray<double> output(const std::string& name) const { return load(outputs_, name); }

private:
  static std::vector<std::int64_t> whole(const xt::xarray<double>& a) { return {a.begin(), a.end()}; }
  static const array_entry* find(const std::vector<array_entry>& list, const std::string& name) {
    for (const auto& entry : list)
      if (entry.name == name) return &entry;
    return nullptr;
  }
  [[nodiscard]] xt::xarray<double> load(const std::vector<array_entry>& list, const std::string& name) const {
    const array_entry* entry = find(list, name);
    if (entry == nullptr) throw std::runtime_error(folder_.string() + ": no array " + name);
    return cortexpr::load_npy<double>(folder_ / entry->file);
  }

  std::filesystem::path folder_;
  std::map<std::string, std::string> meta_;
  std::map<std::string, double> parameters_;
  std::vector<array_entry> inputs_, outputs_;
  std::vector<std::vector<std::string>> pathways_;
};

} // namespace oracle
