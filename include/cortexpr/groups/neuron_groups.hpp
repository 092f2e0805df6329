// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/text/letters_apart.hpp>
#include <cortexpr/groups/named_groups.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// The groups of a population that has been built: names, sizes, and where each begins among the neurons.
class neuron_groups {
public:
  neuron_groups() = default;
  /// One group, called as its population.
  neuron_groups(std::string name, std::uint32_t size) : names_{std::move(name)}, first_{0, size} {}
  /// Throws `invalid_value`, which names the population, for sizes that are not possible and names that are not unique.
  template <class Groups>
  neuron_groups(const Groups& groups, std::string_view population) {
    for (const auto& [name, size] : groups.list) add(std::string(name), size, population);
    if (names_.empty()) raise({"population '", population, "': it has no groups; give one at least"});
    check_names(population);
  }

  [[nodiscard]] std::size_t count() const { return names_.size(); }
  /// All neurons.
  [[nodiscard]] std::uint32_t neurons() const { return first_.back(); }
  [[nodiscard]] const std::string& name(std::size_t g) const { return names_[g]; }
  [[nodiscard]] std::uint32_t first(std::size_t g) const { return first_[g]; }
  [[nodiscard]] std::uint32_t size(std::size_t g) const { return first_[g + 1] - first_[g]; }
  /// Where all groups begin, and the number of neurons.
  [[nodiscard]] const std::vector<std::uint32_t>& bounds() const { return first_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// The group of a neuron.
  [[nodiscard]] std::size_t of_neuron(std::uint32_t i) const {
    return static_cast<std::size_t>(std::upper_bound(first_.begin(), first_.end(), i) - first_.begin()) - 1;
  }
  /// The number of the group of this name; throws `invalid_value` if there is none.
  [[nodiscard]] std::size_t index_of(std::string_view wanted, std::string_view owner) const {
    const auto found = std::find(names_.begin(), names_.end(), wanted);
    if (found == names_.end()) refuse(wanted, owner);
    return static_cast<std::size_t>(found - names_.begin());
  }
  [[nodiscard]] bool operator==(const neuron_groups&) const = default;

private:
  void add(std::string name, std::int64_t size, std::string_view population) {
    if (name.empty() || name.find_first_of(" .:[]{}") != std::string::npos)
      raise({"population '", population, "': a group cannot be called '", name,
             "'; a name is not empty and holds no space and none of . : [ ] { }"});
    if (size < 1) raise({"population '", population, "': group '", name, "' has ", size, " neurons; give 1 or more"});
    const std::int64_t end = size + std::int64_t{first_.back()};
    if (size > most || end > most)
      raise({"population '", population, "': with group '", name, "' it has more than 4,000,000,000 neurons"});
    names_.push_back(std::move(name));
    first_.push_back(static_cast<std::uint32_t>(end));
  }
  void check_names(std::string_view population) const {
    std::vector<std::string_view> sorted(names_.begin(), names_.end());
    std::sort(sorted.begin(), sorted.end());
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end()) raise({"population '", population, "': two groups are called '", *twice, "'"});
  }
  [[noreturn, gnu::cold]] void refuse(std::string_view wanted, std::string_view owner) const {
    const auto nearest = std::min_element(names_.begin(), names_.end(), [&](const auto& a, const auto& b) {
      return letters_apart(a, wanted) < letters_apart(b, wanted);
    });
    raise({"'", owner, "': there is no group called '", wanted, "'; did you mean '", *nearest, "'?"});
  }

  static constexpr std::int64_t most = 4'000'000'000;
  std::vector<std::string> names_;
  std::vector<std::uint32_t> first_{0};
};

} // namespace cortexpr::detail
