// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace oracle {

/// What is wrong with a case, with file and line.
class case_error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The number that a text is, all of it; nothing if it is none.
[[nodiscard]] inline std::optional<double> number_of(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double x = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (problem != std::errc() || end != text.data() + text.size()) return {};
  return x;
}
[[nodiscard]] inline std::string text_of_number(double x) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, x).ptr};
}

/// The value of a key, and the line that gives it.
struct value_entry {
  std::string value;
  std::size_t line = 0;
};

/// One array of a case: where it lies and what it holds.
struct array_entry {
  std::string name, file, dtype, shape, unit;
  std::size_t line = 0, size = 0;
};

/// A group of synapses between ranges of neurons ("0,25", or "P" for all of population P).
struct pathway_entry {
  std::string name, source, target, effect, delay, plastic;
  std::size_t line = 0;
};

/// The lines of a case.tsv, taken apart. Lines end by LF or CRLF; more columns than are known are no mistake.
class case_table {
public:
  std::filesystem::path folder;
  std::map<std::string, value_entry> meta, parameters;
  std::vector<array_entry> inputs, outputs;
  std::vector<pathway_entry> pathways;
  std::vector<std::string> notes; ///< about what was ignored

  explicit case_table(const std::filesystem::path& place) : folder(place) {
    const std::string text = read();
    std::size_t line = 0;
    for (std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      add(fields_of(std::string_view(text).substr(at, end - at)), ++line);
      at = end + 1;
    }
    if (strange_lines_ > 1) notes.push_back(std::to_string(strange_lines_ - 1) + " more lines like that are ignored");
  }

  [[nodiscard]] std::string place(std::size_t line = 0) const {
    return (folder / "case.tsv").string() + (line == 0 ? "" : ":" + std::to_string(line)) + ": ";
  }
  [[noreturn]] void refuse(const std::string& why, std::size_t line = 0) const { throw case_error(place(line) + why); }

  /// A line that must be there is not; perhaps it is one that could not be understood.
  [[noreturn]] void miss(const std::string& key) const {
    refuse("there is no line '" + key + "'" + (notes.empty() ? "" : " (" + notes.front() + ")"));
  }

  /// A finite number.
  [[nodiscard]] double number(const value_entry& entry, const std::string& what) const {
    const auto x = number_of(entry.value);
    if (!x) refuse(what + " is '" + entry.value + "'; a number is expected", entry.line);
    if (!std::isfinite(*x)) refuse(what + " is '" + entry.value + "'; a finite number is expected", entry.line);
    return *x;
  }

private:
  [[nodiscard]] std::string read() const {
    const auto file = folder / "case.tsv";
    if (!std::filesystem::exists(folder)) throw case_error(folder.string() + ": there is no such folder");
    if (!std::filesystem::is_regular_file(file)) throw case_error(folder.string() + ": holds no file case.tsv");
    std::ifstream in(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in) refuse("cannot be read");
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) refuse("is empty");
    return text;
  }

  static std::vector<std::string> fields_of(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::vector<std::string> fields;
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t end = std::min(line.find('\t', at), line.size());
      std::string_view field = line.substr(at, end - at);
      while (field.starts_with(' ')) field.remove_prefix(1);
      while (field.ends_with(' ')) field.remove_suffix(1);
      fields.emplace_back(field);
      at = end + 1;
    }
    while (!fields.empty() && fields.back().empty()) fields.pop_back();
    return fields;
  }

  void add(const std::vector<std::string>& f, std::size_t line) {
    if (f.empty() || f[0].starts_with('#')) return;
    const auto need = [&](std::size_t count, const char* what) {
      if (f.size() < count + 1)
        refuse("'" + f[0] + "' needs " + what + ", separated by tabs; found " + std::to_string(f.size() - 1) + " of " +
                   std::to_string(count),
               line);
    };
    if (f[0] == "meta" || f[0] == "param") {
      need(2, "a name and a value");
      auto& keys = f[0] == "meta" ? meta : parameters;
      const auto [at, is_new] = keys.try_emplace(f[1], value_entry{f[2], line});
      if (!is_new && at->second.value != f[2])
        refuse("'" + f[0] + " " + f[1] + "' is '" + f[2] + "', but line " + std::to_string(at->second.line) +
                   " says '" + at->second.value + "'",
               line);
    } else if (f[0] == "input" || f[0] == "output") {
      need(5, "a name, a file, a type, a shape and a unit");
      auto& list = f[0] == "input" ? inputs : outputs;
      for (const auto& other : list)
        if (other.name == f[1])
          refuse("'" + f[0] + " " + f[1] + "' stands in line " + std::to_string(other.line) + " already", line);
      list.push_back({f[1], f[2], f[3], f[4], f[5], line, size_of(f, line)});
    } else if (f[0] == "pathway") {
      need(6, "a name, a source, a target, an effect, a delay and whether it is plastic");
      pathways.push_back({f[1], f[2], f[3], f[4], f[5], f[6], line});
    } else if (strange_lines_++ == 0) {
      notes.push_back("line " + std::to_string(line) + ", '" + f[0].substr(0, 40) +
                      "', is none of meta, param, input, output, pathway, which end by a tab; it is ignored");
    }
  }

  /// The number of values of an array whose shape is given as "512,20"; "" is a single number.
  [[nodiscard]] std::size_t size_of(const std::vector<std::string>& f, std::size_t line) const {
    std::size_t size = 1;
    for (std::size_t at = 0; at < f[4].size();) {
      const std::size_t end = std::min(f[4].find(',', at), f[4].size());
      const auto n = number_of(f[4].substr(at, end - at));
      if (!n || !(*n >= 0 && *n < 1e9 && *n == std::floor(*n)))
        refuse(f[0] + " '" + f[1] + "' has the shape '" + f[4] + "'; whole numbers like 512,20 are expected", line);
      size *= static_cast<std::size_t>(*n);
      at = end + 1;
    }
    return size;
  }

  std::size_t strange_lines_ = 0;
};

} // namespace oracle
