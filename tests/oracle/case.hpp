// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "case_table.hpp"

#include <cmath>
#include <cortexpr/io/npy.hpp>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>

namespace oracle {

/// What a replay demands of an input array; what is not said may be anything.
struct array_demand {
  std::string unit{};                   ///< as in case.tsv
  std::optional<std::size_t> size{};    ///< number of values
  std::optional<std::size_t> columns{}; ///< two dimensions, the second of this size; 0: of any size
};

/// A reference case as its case.tsv tells it; everything that a replay needs comes from here at run time. Whatever is
/// missing or cannot be read is a `case_error`.
class reference_case {
public:
  explicit reference_case(const std::filesystem::path& folder) : table_(folder) {
    read_time();
    if (table_.outputs.empty()) table_.refuse("holds no line 'output', so there is nothing to compare");
  }

  [[nodiscard]] const std::filesystem::path& folder() const { return table_.folder; }
  [[noreturn]] void refuse(const std::string& why, std::size_t line = 0) const { table_.refuse(why, line); }

  [[nodiscard]] bool has_meta(const std::string& name) const { return table_.meta.contains(name); }
  [[nodiscard]] std::string meta(const std::string& name) const {
    const auto at = table_.meta.find(name);
    if (at == table_.meta.end()) table_.miss("meta " + name);
    return at->second.value;
  }
  /// Says that a meta has a value which no replay knows.
  [[noreturn]] void refuse_meta(const std::string& name, const std::string& why) const {
    const auto& m = table_.meta.at(name);
    table_.refuse("meta '" + name + "' is '" + m.value + "'; " + why, m.line);
  }

  [[nodiscard]] bool has_parameter(const std::string& name) const { return table_.parameters.contains(name); }
  [[nodiscard]] double parameter(const std::string& name) const {
    const auto at = table_.parameters.find(name);
    if (at == table_.parameters.end()) table_.miss("param " + name);
    known_.insert(name);
    return table_.number(at->second, "parameter '" + name + "'");
  }
  /// A number of things.
  [[nodiscard]] std::int64_t integer(const std::string& name) const {
    const double x = parameter(name);
    if (x != std::floor(x) || x < 0 || x > std::numeric_limits<std::int32_t>::max()) {
      const auto& p = table_.parameters.at(name);
      table_.refuse("parameter '" + name + "' is '" + p.value + "'; a whole number from 0 on is expected", p.line);
    }
    return static_cast<std::int64_t>(x);
  }
  /// Parameters and inputs that describe how a case was made, and that no replay needs.
  void may_have(std::initializer_list<const char*> names) const { known_.insert(names.begin(), names.end()); }

  /// What a case keeps in its manifest.json only; nothing where that is missing.
  [[nodiscard]] std::optional<std::string> manifest(const std::string& name) const {
    std::ifstream in(folder() / "manifest.json");
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    auto at = text.find("\"" + name + "\"");
    if (at == std::string::npos) return {};
    at = text.find_first_not_of(" \t\r\n:", at + name.size() + 2);
    if (at == std::string::npos) return {};
    const auto end = text[at] == '"' ? text.find('"', ++at) : text.find_first_of(",}] \t\r\n", at);
    const std::string value = text.substr(at, end == std::string::npos ? end : end - at);
    return value == "null" ? std::nullopt : std::optional(value);
  }
  /// Seconds between the rows of a drive: a parameter, or else in manifest.json, or else the fallback.
  [[nodiscard]] double drive_dt(double fallback) const {
    double x = fallback;
    if (has_parameter("drive_dt_s"))
      x = parameter("drive_dt_s");
    else if (const auto text = manifest("drive_dt_s"))
      x = number_of(*text).value_or(0);
    if (!(x > 0)) refuse("'drive_dt_s', here or in manifest.json, is no time above 0");
    return x;
  }

  [[nodiscard]] double dt() const { return dt_; }
  [[nodiscard]] std::int64_t steps() const { return steps_; }
  /// The integrator that is wanted, unless another one is to be tried.
  [[nodiscard]] std::string method() const { return method_.empty() ? meta("method") : method_; }
  void read_method_as(const std::string& method) { method_ = method; }

  [[nodiscard]] const std::vector<array_entry>& outputs() const { return table_.outputs; }
  [[nodiscard]] const std::vector<pathway_entry>& pathways() const { return table_.pathways; }

  [[nodiscard]] bool has_input(const std::string& name) const { return find(table_.inputs, name) != nullptr; }
  [[nodiscard]] bool has_output(const std::string& name) const { return find(table_.outputs, name) != nullptr; }
  /// The first input whose name begins and ends like this.
  [[nodiscard]] std::string input_like(const std::string& begin, const std::string& end) const {
    for (const auto& in : table_.inputs)
      if (in.name.starts_with(begin) && in.name.ends_with(end)) return in.name;
    table_.miss("input " + begin + "..." + end);
  }

  [[nodiscard]] xt::xarray<double> input(const std::string& name, const array_demand& wanted = {}) const {
    const array_entry& entry = existing(table_.inputs, "input", name);
    known_.insert(name);
    auto array = load(entry, "input");
    const auto say = [&](const std::string& what) { table_.refuse(called(entry, "input") + what, entry.line); };
    for (std::size_t k = 0; k < array.size(); ++k)
      if (!std::isfinite(array.flat(k)))
        say(" holds " + std::string(std::isnan(array.flat(k)) ? "nan" : "an infinite value") + " at place " +
            std::to_string(k) + "; numbers are expected");
    if (!wanted.unit.empty() && entry.unit != wanted.unit)
      say(" is in '" + entry.unit + "'; '" + wanted.unit + "' is expected");
    if (wanted.size && array.size() != *wanted.size)
      say(" has " + std::to_string(array.size()) + " values; " + std::to_string(*wanted.size) + " are expected");
    if (wanted.columns && array.dimension() != 2)
      say(" has " + std::to_string(array.dimension()) + " dimensions; 2 are expected");
    if (wanted.columns && *wanted.columns != 0 && array.shape()[1] != *wanted.columns)
      say(" has " + std::to_string(array.shape()[1]) + " columns; " + std::to_string(*wanted.columns) +
          " are expected");
    return array;
  }
  /// An input of whole numbers from 0 on, all below `end`.
  [[nodiscard]] std::vector<std::int64_t> integers(const std::string& name, const array_demand& wanted = {},
                                                   double end = 9e15) const {
    return whole(input(name, wanted), existing(table_.inputs, "input", name), "input", end);
  }
  [[nodiscard]] xt::xarray<double> output(const std::string& name) const {
    return load(existing(table_.outputs, "output", name), "output");
  }
  [[nodiscard]] std::vector<std::int64_t> output_integers(const std::string& name) const {
    return whole(output(name), existing(table_.outputs, "output", name), "output", 9e15);
  }

  /// What the table holds and no replay reads, in sentences.
  [[nodiscard]] std::vector<std::string> notes() const {
    std::vector<std::string> all = table_.notes;
    static const std::set<std::string> known_metas{"scenario",        "variant",   "dt_s",          "steps",   "method",
                                                   "refractory_mode", "semantics", "exchange_rule", "periodic"};
    for (const auto& [name, m] : table_.meta)
      if (!known_metas.contains(name))
        all.push_back("line " + std::to_string(m.line) + ": meta '" + name + "' is not known and ignored");
    for (const auto& [name, p] : table_.parameters)
      if (!known_.contains(name))
        all.push_back("line " + std::to_string(p.line) + ": parameter '" + name + "' is not known and ignored");
    for (const auto& in : table_.inputs)
      if (!known_.contains(in.name))
        all.push_back("line " + std::to_string(in.line) + ": input '" + in.name + "' is not known and ignored");
    return all;
  }

private:
  void read_time() {
    static_cast<void>(meta("scenario"));
    static_cast<void>(meta("variant"));
    static_cast<void>(meta("dt_s"));
    static_cast<void>(meta("steps"));
    dt_ = table_.number(table_.meta.at("dt_s"), "meta 'dt_s'");
    if (!(dt_ > 0)) refuse_meta("dt_s", "a time step above 0 is expected");
    const double steps = table_.number(table_.meta.at("steps"), "meta 'steps'");
    if (steps != std::floor(steps) || steps < 0 || steps > 1e12)
      refuse_meta("steps", "a whole number from 0 on is expected");
    steps_ = static_cast<std::int64_t>(steps);
  }
  static const array_entry* find(const std::vector<array_entry>& list, const std::string& name) {
    for (const auto& entry : list)
      if (entry.name == name) return &entry;
    return nullptr;
  }
  [[nodiscard]] const array_entry& existing(const std::vector<array_entry>& list, const std::string& kind,
                                            const std::string& name) const {
    const array_entry* entry = find(list, name);
    if (entry == nullptr) table_.miss(kind + " " + name);
    return *entry;
  }
  static std::string called(const array_entry& entry, const std::string& kind) {
    return kind + " '" + entry.name + "' (" + entry.file + ")";
  }
  [[nodiscard]] xt::xarray<double> load(const array_entry& entry, const std::string& kind) const {
    const auto path = folder() / entry.file;
    if (!std::filesystem::exists(path))
      table_.refuse(kind + " '" + entry.name + "': there is no file " + path.string(), entry.line);
    xt::xarray<double> array;
    try {
      array = cortexpr::load_npy<double>(path);
    } catch (const cortexpr::error& problem) {
      table_.refuse(kind + " '" + entry.name + "': " + problem.what(), entry.line);
    }
    if (array.size() != entry.size)
      table_.refuse(called(entry, kind) + " has " + std::to_string(array.size()) + " values, but its shape is '" +
                        entry.shape + "' here",
                    entry.line);
    return array;
  }
  [[nodiscard]] std::vector<std::int64_t> whole(const xt::xarray<double>& a, const array_entry& entry,
                                                const std::string& kind, double end) const {
    std::vector<std::int64_t> numbers;
    numbers.reserve(a.size());
    for (const double x : a) {
      if (!(x >= 0 && x < end && x == std::floor(x)))
        table_.refuse(called(entry, kind) + " holds " + text_of_number(x) + " at place " +
                          std::to_string(numbers.size()) + "; whole numbers from 0 on" +
                          (end < 9e15 ? " and below " + text_of_number(end) : "") + " are expected",
                      entry.line);
      numbers.push_back(static_cast<std::int64_t>(x));
    }
    return numbers;
  }

  case_table table_;
  double dt_ = 0;
  std::int64_t steps_ = 0;
  std::string method_;
  mutable std::set<std::string> known_;
};

} // namespace oracle
