// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/cortexpr.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>

namespace catalogue {

using meanings = std::map<std::string, std::string>;

namespace detail {

using namespace cortexpr;

template <class T, std::size_t K>
void row(std::ostream& out, const meanings& mean, std::string_view prefix) {
  constexpr T defaults{};
  const auto& value = variable<K>(defaults);
  const std::string name(variable_names<T>[K].view());
  if (name.compare(0, prefix.size(), prefix) != 0) return;
  const auto known = mean.find(name);
  if (known == mean.end()) throw std::runtime_error("what does " + name + " mean?");
  out << "| `" << name << "` | " << known->second << " | "
      << cortexpr::detail::quantity_text(value.si(), std::remove_cvref_t<decltype(value)>::dims) << " |\n";
}

template <class T>
void table(std::ostream& out, const char* title, const char* last, const meanings& mean, std::string_view prefix) {
  if constexpr (variable_count<T> != 0) {
    out << "\n| " << title << " | meaning | " << last << " |\n|---|---|---|\n";
    [&]<std::size_t... K>(std::index_sequence<K...>) { (row<T, K>(out, mean, prefix), ...); }
    (std::make_index_sequence<variable_count<T>>{});
  }
}

} // namespace detail

/// What a page says of a model by itself: equations, tables of its members (of those whose names begin with `prefix`),
/// its integrator.
template <class M>
[[nodiscard]] std::string described(const meanings& mean, std::string_view prefix = "") {
  using namespace cortexpr;
  std::ostringstream out;
  if constexpr (Flows<M>) {
    out << "```text\n";
    print_equations<M>(out);
    out << "```\n\n```math\n" << latex_equations<M>() << "```\n"; // the site shows this one
  }
  detail::table<state_of<M, checked>>(out, "variable", "at the start", mean, prefix);
  detail::table<parameters_of<M, checked>>(out, "parameter", "default", mean, prefix);
  if constexpr (requires { typename inputs_of<M, checked>; })
    if (prefix.empty()) detail::table<inputs_of<M, checked>>(out, "input", "without a drive", mean, prefix);
  if constexpr (Flows<M>) out << "\nIntegrator by default: `" << default_integrator<M>::name << "`.\n";
  return out.str();
}

} // namespace catalogue
