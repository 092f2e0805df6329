// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/description/options/values.hpp>
#include <cortexpr/detail/sonata/attributes.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr {

/// Nodes of a population of a SONATA circuit, all of them or some: what `sonata_circuit::nodes` and `where` give.
/// Element k is neuron k of the population that is made of them. An attribute is that of the node in the HDF5 file, or
/// else that of its type in the table, or else a number in the file that `dynamics_params` names.
///
/// Example (examples/sonata_circuit.cpp):
///
///     const sonata_nodes cortex = circuit.nodes("cortex"), external = circuit.nodes("external");
class sonata_nodes {
public:
  [[nodiscard]] const std::string& population() const { return all_->name; }
  [[nodiscard]] std::size_t size() const { return chosen_.size(); }
  /// Their node ids.
  [[nodiscard]] std::vector<std::uint64_t> ids() const {
    std::vector<std::uint64_t> list;
    for (const std::size_t k : chosen_) list.push_back(all_->ids[k]);
    return list;
  }
  /// Those whose attribute is this text, or number.
  [[nodiscard]] sonata_nodes where(const std::string& attribute, std::string_view text) const {
    return part([&](std::size_t k) { return all_->attributes.text(k, attribute) == text; });
  }
  [[nodiscard]] sonata_nodes where(const std::string& attribute, double number) const {
    return part([&](std::size_t k) { return all_->attributes.number(k, attribute) == number; });
  }
  /// Whether an attribute is given for every one of them.
  [[nodiscard]] bool has(const std::string& attribute) const {
    return std::all_of(chosen_.begin(), chosen_.end(), [&](std::size_t k) {
      return all_->attributes.text(k, attribute) || all_->attributes.number(k, attribute);
    });
  }
  /// An attribute of each. Throws `io_error` with file and node where it is missing or no number; with a second
  /// argument that stands for what is missing.
  [[nodiscard]] std::vector<double> numbers(const std::string& attribute,
                                            std::optional<double> otherwise = std::nullopt) const {
    std::vector<double> list;
    for (const std::size_t k : chosen_) {
      const std::optional<double> x = all_->attributes.number(k, attribute);
      if (!x && !otherwise) refuse_missing(k, attribute);
      list.push_back(x ? *x : *otherwise);
    }
    return list;
  }
  /// An attribute that is text. Throws `io_error` with file and node where it is missing.
  [[nodiscard]] std::vector<std::string> texts(const std::string& attribute) const {
    std::vector<std::string> list;
    for (const std::size_t k : chosen_) {
      std::optional<std::string> text = all_->attributes.text(k, attribute);
      if (!text) refuse_missing(k, attribute);
      list.push_back(std::move(*text));
    }
    return list;
  }
  /// The same as values of neurons, counted in `unit`: `set<"cells.V_th">(cells.values("V_th", 1_mV))`.
  template <dimension D>
  [[nodiscard]] value_list<D> values(const std::string& attribute, quantity<D> unit) const {
    return cortexpr::values(numbers(attribute), unit);
  }
  /// Names of the parameters that files of `dynamics_params` give.
  [[nodiscard]] std::set<std::string> parameter_names() const {
    std::set<std::string> names;
    for (const std::size_t k : chosen_) names.merge(all_->attributes.parameter_names(k));
    return names;
  }
  /// Which of them has this node id; `size()` if none has.
  [[nodiscard]] std::size_t find(std::uint64_t id) const {
    const auto at = std::lower_bound(by_id_.begin(), by_id_.end(), std::pair(id, std::size_t{0}));
    return at == by_id_.end() || at->first != id ? size() : at->second;
  }
  /// File and population, for messages.
  [[nodiscard]] const std::string& place() const { return all_->attributes.place(); }

  /// All nodes of a population in a file that was opened.
  [[gnu::cold]] sonata_nodes(const detail::hdf5_reader& file, const std::string& population,
                             const detail::file_path& types, const std::string& folder)
      : sonata_nodes(std::make_shared<const population_of_nodes>(file, population, types, folder)) {}

private:
  struct population_of_nodes {
    std::string name;
    detail::sonata_attributes attributes;
    std::vector<std::uint64_t> ids;

    population_of_nodes(const detail::hdf5_reader& file, const std::string& population, const detail::file_path& types,
                        const std::string& folder)
        : name(population), attributes(file, "node", population, types, folder) {
      const std::string dataset = detail::joined({"/nodes/", population, "/node_id"});
      if (!file.has(dataset)) {
        for (std::size_t k = 0; k < attributes.size(); ++k) ids.push_back(k);
        return;
      }
      ids = file.ids(dataset);
      attributes.require_size(file, dataset, ids.size());
      std::vector<std::uint64_t> sorted = ids;
      std::sort(sorted.begin(), sorted.end());
      if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end())
        detail::refuse({file.path(), ": dataset '", dataset, "': the id ", *twice, " is there twice"});
    }
  };

  explicit sonata_nodes(std::shared_ptr<const population_of_nodes> all) : all_(std::move(all)) {
    for (std::size_t k = 0; k < all_->ids.size(); ++k) choose(k);
    std::sort(by_id_.begin(), by_id_.end());
  }
  template <class Wanted>
  [[nodiscard]] sonata_nodes part(const Wanted& wanted) const {
    sonata_nodes some = *this;
    some.chosen_.clear();
    some.by_id_.clear();
    for (const std::size_t k : chosen_)
      if (wanted(k)) some.choose(k);
    std::sort(some.by_id_.begin(), some.by_id_.end());
    return some;
  }
  void choose(std::size_t k) {
    by_id_.emplace_back(all_->ids[k], chosen_.size());
    chosen_.push_back(k);
  }
  [[noreturn, gnu::cold]] void refuse_missing(std::size_t k, const std::string& attribute) const {
    all_->attributes.refuse_missing(detail::joined({"the node ", all_->ids[k]}), attribute);
  }

  std::shared_ptr<const population_of_nodes> all_;
  std::vector<std::size_t> chosen_; ///< places in the file
  std::vector<std::pair<std::uint64_t, std::size_t>> by_id_;
};

} // namespace cortexpr
