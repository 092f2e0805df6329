// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/summary/message_format.hpp>
#include <cortexpr/units/unit_symbol.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr {

/// How bad a finding is: a number worth knowing; a network that probably does not do what was meant; one that cannot.
enum class severity { note, warning, error };

/// What reports call a severity: "note", "warning", "error".
[[nodiscard]] constexpr std::string_view severity_name(severity s) {
  return s == severity::error ? "error" : s == severity::warning ? "warning" : "note";
}

/// One thing that `diagnose` has found.
struct finding {
  /// A number that stands in the text, in SI units.
  struct number {
    std::string name;
    double si = 0;
    dimension unit{};
  };
  severity level = severity::note;
  std::string code;   ///< short and stable: "silent", "zero_weights"; all of them are listed in docs/diagnose.md
  std::string item;   ///< the population, projection or drive, as it is called in the description
  std::string what;   ///< what is the case
  std::string why;    ///< why that matters
  std::string advice; ///< what to write instead
  std::vector<number> numbers{};
};

/// What `diagnose` returns: findings, the worst first. Prints as text, as JSON, and is a value to look into.
///
/// Example (examples/reference/diagnose.cpp):
///
///     const auto diagnosis = diagnose(sim);
///     std::cout << diagnosis; // or diagnosis.json()
///     for (const finding& f : diagnosis.findings)
///       std::cout << f.code << " of " << f.item << '\n';
class diagnosis {
public:
  std::vector<finding> findings;

  /// Adds a finding; what was said of an item already, for another slice of its targets, is not said again.
  void add(finding f) {
    for (const finding& g : findings)
      if (g.code == f.code && g.item == f.item && g.what == f.what) return;
    findings.push_back(std::move(f));
  }
  /// The worst first; among equals, the order of the checks.
  void sort() {
    std::stable_sort(findings.begin(), findings.end(),
                     [](const finding& a, const finding& b) { return a.level > b.level; });
  }

  /// The first finding of that code (and, if given, of that item), or nullptr.
  [[nodiscard]] const finding* find(std::string_view code, std::string_view item = {}) const {
    for (const finding& f : findings)
      if (f.code == code && (item.empty() || f.item == item)) return &f;
    return nullptr;
  }
  [[nodiscard]] bool has(std::string_view code, std::string_view item = {}) const {
    return find(code, item) != nullptr;
  }
  [[nodiscard]] std::vector<finding> of(severity level) const {
    std::vector<finding> chosen;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(chosen),
                 [&](const finding& f) { return f.level == level; });
    return chosen;
  }
  [[nodiscard]] std::vector<finding> errors() const { return of(severity::error); }
  [[nodiscard]] std::vector<finding> warnings() const { return of(severity::warning); }
  [[nodiscard]] std::vector<finding> notes() const { return of(severity::note); }
  /// No errors and no warnings.
  [[nodiscard]] bool clean() const { return errors().empty() && warnings().empty(); }

  /// One line: "2 warnings, 5 notes" or "nothing to report (5 notes)".
  [[nodiscard]] std::string summary() const {
    const auto some = [&](severity level) {
      const std::size_t n = of(level).size();
      return n == 0 ? std::string()
                    : detail::counted_text(static_cast<double>(n), std::string(severity_name(level))) + ", ";
    };
    std::string text = some(severity::error) + some(severity::warning);
    const bool good = text.empty();
    text += some(severity::note);
    if (!text.empty()) text.resize(text.size() - 2);
    if (!good) return text;
    return text.empty() ? "nothing to report" : "nothing to report (" + text + ")";
  }

  /// {"errors": 0, "warnings": 1, "notes": 3, "findings": [{...}, ...]}; numbers in SI units.
  [[nodiscard]] std::string json() const {
    std::string out = "{\"errors\": " + std::to_string(errors().size()) +
                      ", \"warnings\": " + std::to_string(warnings().size()) +
                      ", \"notes\": " + std::to_string(notes().size()) + ", \"findings\": [";
    for (std::size_t k = 0; k < findings.size(); ++k) out += (k == 0 ? "\n  " : ",\n  ") + json(findings[k]);
    return out + (findings.empty() ? "]}" : "\n]}");
  }

  friend std::ostream& operator<<(std::ostream& out, const diagnosis& r) {
    out << "diagnose: " << r.summary() << '\n';
    for (const finding& f : r.findings) {
      out << severity_name(f.level) << " [" << f.code << "] " << f.item << ": " << f.what << '\n';
      if (!f.why.empty()) out << "    why:   " << f.why << '\n';
      if (!f.advice.empty()) out << "    write: " << f.advice << '\n';
    }
    return out;
  }

private:
  static std::string json(const finding& f) {
    using detail::json_text;
    std::string out = "{\"severity\": " + json_text(severity_name(f.level)) + ", \"code\": " + json_text(f.code) +
                      ", \"item\": " + json_text(f.item) + ", \"what\": " + json_text(f.what) +
                      ", \"why\": " + json_text(f.why) + ", \"advice\": " + json_text(f.advice) + ", \"numbers\": {";
    for (std::size_t k = 0; k < f.numbers.size(); ++k) {
      const auto& n = f.numbers[k];
      // JSON knows no infinities and no NaN.
      out += (k == 0 ? "" : ", ") + json_text(n.name) +
             ": {\"si\": " + (std::isfinite(n.si) ? detail::number_text(n.si, 17) : "null") +
             ", \"unit\": " + json_text(unit_symbol(n.unit)) + "}";
    }
    return out + "}}";
  }
};

} // namespace cortexpr
