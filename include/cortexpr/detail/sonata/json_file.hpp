// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/file.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace cortexpr::detail {

using json = nlohmann::json;

[[nodiscard, gnu::cold]] inline json read_json(const file_path& path) {
  const std::string text = read_file(path);
  json read = json::parse(text, nullptr, false, true);
  if (read.is_discarded() || !read.is_object())
    refuse({path.string(), ": is no JSON file that can be read; it holds one object, { ... }"});
  return read;
}

/// The numbers of a file of parameters, by name. Those of objects and lists in it are called "coeffs/G" and "r/0".
[[gnu::cold]] inline void collect_numbers(const json& from, const std::string& name,
                                          std::map<std::string, double>& to) {
  if (from.is_number()) to[name] = from.get<double>();
  if (from.is_boolean()) to[name] = from.get<bool>() ? 1 : 0;
  if (from.is_structured())
    for (const auto& [key, value] : from.items()) collect_numbers(value, name.empty() ? key : name + '/' + key, to);
}
[[nodiscard, gnu::cold]] inline std::map<std::string, double> read_parameters(const file_path& path) {
  std::map<std::string, double> numbers;
  collect_numbers(read_json(path), "", numbers);
  return numbers;
}

} // namespace cortexpr::detail
