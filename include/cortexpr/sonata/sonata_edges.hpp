// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/files/listed_synapses.hpp>
#include <cortexpr/detail/sonata/attributes.hpp>
#include <cortexpr/io/read_connections.hpp>
#include <cortexpr/sonata/sonata_nodes.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr {

/// Edges of a population of a SONATA circuit, all of them or some: what `sonata_circuit::edges` gives.
///
/// Example (examples/sonata_circuit.cpp):
///
///     set<"excitation">(edges.excitatory().connections(pA)),
class sonata_edges {
public:
  [[nodiscard]] const std::string& name() const { return all_->name; }
  [[nodiscard]] std::size_t size() const { return chosen_.size(); }
  /// The nodes at their ends, as the circuit has them or as `between` chose them.
  [[nodiscard]] const sonata_nodes& sources() const { return sources_; }
  [[nodiscard]] const sonata_nodes& targets() const { return targets_; }

  /// Those from some nodes to some nodes, for populations that are a part of the circuit's; neurons are numbered as in
  /// these parts.
  [[nodiscard]] sonata_edges between(const sonata_nodes& sources, const sonata_nodes& targets) const {
    require_population(sources, sources_, "sources");
    require_population(targets, targets_, "targets");
    sonata_edges some = part([&](std::size_t k) {
      return sources.find(all_->source[k]) < sources.size() && targets.find(all_->target[k]) < targets.size();
    });
    some.sources_ = sources;
    some.targets_ = targets;
    return some;
  }
  /// Those whose syn_weight is positive, or zero; and those whose it is negative.
  [[nodiscard]] sonata_edges excitatory() const {
    return part([&](std::size_t k) { return number(k, "syn_weight") >= 0; });
  }
  [[nodiscard]] sonata_edges inhibitory() const {
    return part([&](std::size_t k) { return number(k, "syn_weight") < 0; });
  }
  /// Those whose attribute is this text, or number.
  [[nodiscard]] sonata_edges where(const std::string& attribute, std::string_view text) const {
    return part([&](std::size_t k) { return all_->attributes.text(k, attribute) == text; });
  }
  [[nodiscard]] sonata_edges where(const std::string& attribute, double wanted) const {
    return part([&](std::size_t k) { return all_->attributes.number(k, attribute) == wanted; });
  }
  /// An attribute of each. Throws `io_error` with file and edge where it is missing or no number; with a second
  /// argument that stands for what is missing.
  [[nodiscard]] std::vector<double> numbers(const std::string& attribute,
                                            std::optional<double> otherwise = std::nullopt) const {
    std::vector<double> list;
    for (const std::size_t k : chosen_) list.push_back(number(k, attribute, otherwise));
    return list;
  }
  /// The same as values of synapses, counted in `unit`.
  template <dimension D>
  [[nodiscard]] value_list<D> values(const std::string& attribute, quantity<D> unit) const {
    return cortexpr::values(numbers(attribute), unit);
  }

  /// Connections for `set<"S">(...)`, in the order of the file: weights are `syn_weight` times `nsyns`, if that is
  /// there, counted in `unit`; delays are `delay` in ms. Throws `io_error` with the edge where one of them is missing.
  template <dimension D>
  [[nodiscard]] connection_list<D, true, true> connections(quantity<D> unit) const {
    return connection_list<D, true, true>(listed(unit.si()));
  }
  [[nodiscard]] connection_list<dim::one, true, true> connections(double factor = 1) const {
    return connection_list<dim::one, true, true>(listed(factor));
  }

  /// All edges of a population in a file that was opened.
  [[gnu::cold]] sonata_edges(const detail::hdf5_reader& file, const std::string& population,
                             const detail::file_path& types, const std::string& folder, sonata_nodes sources,
                             sonata_nodes targets)
      : all_(std::make_shared<const population_of_edges>(file, population, types, folder)),
        sources_(std::move(sources)),
        targets_(std::move(targets)) {
    for (std::size_t k = 0; k < all_->attributes.size(); ++k) {
      require_node(file, all_->source[k], sources_, "source", k);
      require_node(file, all_->target[k], targets_, "target", k);
      chosen_.push_back(k);
    }
  }

private:
  struct population_of_edges {
    std::string name;
    detail::sonata_attributes attributes;
    std::vector<std::uint64_t> source, target;

    population_of_edges(const detail::hdf5_reader& file, const std::string& population, const detail::file_path& types,
                        const std::string& folder)
        : name(population), attributes(file, "edge", population, types, folder) {
      for (const auto& [end, list] : {std::pair("source", &source), std::pair("target", &target)}) {
        const std::string dataset = detail::joined({"/edges/", population, "/", end, "_node_id"});
        const std::vector<std::int64_t> from_file = file.numbers<std::int64_t>(dataset);
        if (from_file.size() != attributes.size())
          detail::refuse({file.path(), ": dataset '", dataset, "' has ", from_file.size(),
                          " entries, the population has ", attributes.size(), " edge types"});
        list->assign(from_file.begin(), from_file.end()); // what is negative is no node
      }
    }
  };

  template <class Wanted>
  [[nodiscard]] sonata_edges part(const Wanted& wanted) const {
    sonata_edges some = *this;
    some.chosen_.clear();
    for (const std::size_t k : chosen_)
      if (wanted(k)) some.chosen_.push_back(k);
    return some;
  }
  void require_node(const detail::hdf5_reader& file, std::uint64_t id, const sonata_nodes& among, const char* end,
                    std::size_t k) const {
    if (among.find(id) == among.size())
      detail::refuse({file.path(), ": dataset '/edges/", name(), "/", end, "_node_id', entry ", k, ": ",
                      static_cast<std::int64_t>(id), " is the id of no node of '", among.population(), "', which has ",
                      among.size(), " nodes"});
  }
  void require_population(const sonata_nodes& wanted, const sonata_nodes& mine, const char* what) const {
    if (wanted.population() != mine.population())
      raise({"edges '", name(), "': their ", what, " are nodes of '", mine.population(), "', not of '",
             wanted.population(), "'"});
  }
  [[nodiscard]] double number(std::size_t k, const std::string& attribute,
                              std::optional<double> otherwise = std::nullopt) const {
    const std::optional<double> x = all_->attributes.number(k, attribute);
    if (!x && !otherwise) all_->attributes.refuse_missing(detail::joined({"edge ", k}), attribute);
    return x ? *x : *otherwise;
  }
  [[nodiscard, gnu::cold]] detail::listed_synapses listed(double weight_unit) const {
    detail::listed_synapses list;
    list.file = all_->attributes.place();
    list.columns = {"source_node_id", "target_node_id", "syn_weight", "delay"};
    list.weight_unit = weight_unit;
    list.delay_unit = 1e-3;
    for (const std::size_t k : chosen_) {
      list.source.push_back(static_cast<std::uint32_t>(sources_.find(all_->source[k])));
      list.target.push_back(static_cast<std::uint32_t>(targets_.find(all_->target[k])));
      const double weight = number(k, "syn_weight") * all_->attributes.number_beside_parameters(k, "nsyns").value_or(1);
      list.weight.push_back(list.value_of(detail::list_column::weight, weight, k));
      list.delay.push_back(list.value_of(detail::list_column::delay, number(k, "delay"), k));
    }
    list.sources_needed = static_cast<std::uint32_t>(sources_.size());
    list.targets_needed = static_cast<std::uint32_t>(targets_.size());
    return list;
  }

  std::shared_ptr<const population_of_edges> all_;
  sonata_nodes sources_, targets_;
  std::vector<std::size_t> chosen_; ///< places in the file
};

} // namespace cortexpr
