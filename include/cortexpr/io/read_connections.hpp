// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/description/options/values.hpp>
#include <cortexpr/detail/assembly/delay_steps.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/files/connection_columns.hpp>
#include <cortexpr/detail/files/listed_synapses.hpp>
#include <cortexpr/detail/files/read_columns.hpp>
#include <cortexpr/detail/files/read_table.hpp>
#include <cortexpr/random/engine.hpp>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cortexpr/units/steps.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr {

/// Connections that a file lists, with weights and delays if it has them: what `read_connections` returns and
/// `set<"S">(...)` takes. Copies share the lists.
template <dimension D, bool Weights, bool Delays>
class connection_list {
public:
  static constexpr bool numbered = true;

  /// How many connections there are.
  [[nodiscard]] std::size_t size() const { return all_->lists.source.size(); }
  /// How many neurons a population needs that is the source, the target, or both: the largest number in the file,
  /// plus 1.
  [[nodiscard]] std::int64_t source_neurons() const { return all_->lists.sources_needed; }
  [[nodiscard]] std::int64_t target_neurons() const { return all_->lists.targets_needed; }
  [[nodiscard]] std::int64_t neurons() const { return std::max(source_neurons(), target_neurons()); }
  /// Lists with an element for each connection, in the order of the file; neurons are numbered from 0.
  [[nodiscard]] const detail::sequence<std::uint32_t>& sources() const { return all_->lists.source; }
  [[nodiscard]] const detail::sequence<std::uint32_t>& targets() const { return all_->lists.target; }
  [[nodiscard]] const value_list<D>& weights() const requires Weights { return all_->weights; }
  [[nodiscard]] const value_list<dim::second>& delays() const requires Delays { return all_->delays; }

  // As a connection rule.

  void validate(const projection_extent& extent, std::string_view item) const {
    require_within(detail::list_column::source, sources(), all_->lists.sources_needed, extent.sources, item);
    require_within(detail::list_column::target, targets(), all_->lists.targets_needed, extent.targets, item);
  }
  /// Refuses the first delay that is no multiple of the time step, unless delays are rounded.
  void check_delays(double dt, bool rounds, std::string_view item) const {
    if constexpr (Delays) {
      const auto& list = all_->delays.si;
      for (std::size_t k = 0; k < list.size(); ++k) {
        const double steps = list[k] / dt;
        if (steps <= detail::longest_delay && (rounds || detail::is_whole(steps, detail::nearest_step(steps))))
          continue;
        const std::string owner =
            detail::joined({"projection '", item, "': ", all_->lists.place(detail::list_column::delay, k)});
        if (steps > detail::longest_delay)
          raise(
              {owner, ": a delay of ", detail::quantity_text(list[k], dim::second), " is more than ten million steps"});
        detail::refuse_off_grid(list[k], dt, "a delay", owner, false,
                                "; write delay(given).rounded() in the description to take the nearest step");
      }
    }
  }
  struct plan_type {
    detail::sequence<std::uint64_t> begin;
    detail::sequence<std::uint32_t> order; ///< of the file's entries, by source; empty if the file has this order
    const std::uint32_t* targets;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      for (std::uint64_t k = begin[i]; k < begin[i + 1]; ++k) {
        const std::uint64_t entry = order.empty() ? k : order[k];
        f(targets[entry], entry);
      }
    }
  };
  /// The plan refers to the lists.
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream, std::string_view) const {
    const auto& from = sources();
    plan_type p{detail::sequence<std::uint64_t>(extent.sources + std::size_t{1}), {}, targets().data()};
    bool sorted = true;
    for (std::size_t k = 0; k < from.size(); ++k) {
      ++p.begin[from[k] + std::size_t{1}];
      sorted = sorted && (k == 0 || from[k - 1] <= from[k]);
    }
    for (std::size_t i = 0; i < extent.sources; ++i) p.begin[i + 1] += p.begin[i];
    if (sorted) return p;
    p.order.resize(from.size());
    auto place = p.begin;
    for (std::size_t k = 0; k < from.size(); ++k) p.order[place[from[k]]++] = static_cast<std::uint32_t>(k);
    return p;
  }

  /// Takes lists that were read.
  [[gnu::cold]] explicit connection_list(detail::listed_synapses&& lists) : all_(std::make_shared<listed>()) {
    all_->weights.si = std::move(lists.weight);
    all_->delays.si = std::move(lists.delay);
    all_->lists = std::move(lists);
  }

private:
  struct listed {
    detail::listed_synapses lists;
    value_list<D> weights;
    value_list<dim::second> delays;
  };

  void require_within(detail::list_column c, const detail::sequence<std::uint32_t>& list, std::uint32_t needed,
                      std::uint32_t size, std::string_view item) const {
    if (needed <= size) return;
    const auto& lists = all_->lists;
    std::size_t k = 0;
    while (list[k] < size) ++k;
    const char* const kind = c == detail::list_column::source ? " sources" : " targets";
    raise(
        {"projection '", item, "': ", lists.place(c, k), ": ", std::uint64_t{list[k]} + lists.first, " is beyond the ",
         size, kind, " of the projection, which are numbered from ", lists.first, "; the list needs ", needed, kind,
         ": set<\"population\">(list.neurons()) gives a population this size",
         lists.first == 0 && list[k] == size ? ", connection_columns{.first = 1} reads files that count from 1" : ""});
  }

  std::shared_ptr<listed> all_;
};

/// In place of the unit of weights, where a file's delays are read and its weights are not.
struct without_weights_type {};
inline constexpr without_weights_type without_weights;

namespace detail {

/// Reads the lists by the ending of the file's name.
[[nodiscard, gnu::cold]] inline listed_synapses read_lists(const file_path& path, const connection_columns& columns,
                                                           bool weights, double weight_unit, bool delays,
                                                           double delay_unit) {
  listed_synapses out;
  out.file = path.string();
  out.first = columns.first;
  out.weight_unit = weight_unit;
  out.delay_unit = delay_unit;
  const wanted_columns wanted(columns, weights, delays);
  const std::string ending = path.ending();
  if (ending == ".npz")
    read_npz_columns(out, path, wanted);
  else if (ending == ".npy")
    read_npy_table(out, path, wanted);
  else
    read_table(out, path, wanted);
  const std::size_t n = out.source.size();
  const auto require_length = [&](std::size_t has, list_column c) {
    if (has != n)
      refuse({out.file, ": ", out.columns[static_cast<std::size_t>(c)], " has ", has, " entries, ", out.columns[0],
              " has ", n, "; connections need as many of each"});
  };
  require_length(out.target.size(), list_column::target);
  if (weights) require_length(out.weight.size(), list_column::weight);
  if (delays) require_length(out.delay.size(), list_column::delay);
  if (n > 0xffffffffu) refuse({out.file, ": lists more than 4,294,967,295 connections; cut it into several files"});
  return out;
}

/// A unit that numbers of a file are counted in.
template <class T>
concept CountedIn = is_quantity<T> || Arithmetic<T>;
template <class Unit>
constexpr dimension dimension_of_unit() {
  if constexpr (is_quantity<Unit>)
    return Unit::dims;
  else
    return dim::one;
}
template <class Unit>
[[nodiscard]] double si_of_unit(Unit unit) {
  return quantity<dimension_of_unit<Unit>()>(unit).si();
}

} // namespace detail

/// Reads a list of connections: `read_connections("edges.csv", 1_mV, 1_ms)` reads sources and targets, weights counted
/// in millivolts and delays counted in milliseconds. Without the unit of delays they are not read, without both neither
/// are weights; `without_weights` stands in place of a unit where only delays are.
///
/// The ending of the name says what the file is. `.npz`: an archive with an array for each column (numpy.savez).
/// `.npy`: an array of two dimensions, a row for each connection. All else is text, a line for each connection, with
/// or without a line of headings, separated by commas, semicolons, tabs or spaces; lines that begin with # are passed
/// over. `connection_columns` says which columns are meant. Files are read piece by piece, so that memory is needed
/// for the lists alone: 8 bytes for each connection, 8 for each weight, 8 for each delay.
///
/// Example (examples/reference/connection_lists.cpp):
///
///     const auto edges = read_connections("edges.csv", 1_mV, 1_ms);
///     simulation<net> sim{set<"cells">(edges.neurons()), set<"S">(edges)};
///
/// Weights and delays of the list take the place of those in the description, which may be `given`; a setting of
/// "S.w" or "S.delay" goes before those of the list. Throws `io_error` with file, line and column of the first entry
/// that is no number, negative, or too large; a neuron that the projection does not have, or a delay that is no
/// multiple of the time step, is refused in the same way when the network is built.
[[nodiscard]] inline connection_list<dim::one, false, false> read_connections(const detail::file_path& path,
                                                                              const connection_columns& columns = {}) {
  return connection_list<dim::one, false, false>(detail::read_lists(path, columns, false, 1, false, 1));
}
template <detail::CountedIn Unit>
[[nodiscard]] auto read_connections(const detail::file_path& path, Unit unit_of_weights,
                                    const connection_columns& columns = {}) {
  return connection_list<detail::dimension_of_unit<Unit>(), true, false>(
      detail::read_lists(path, columns, true, detail::si_of_unit(unit_of_weights), false, 1));
}
template <class Unit, detail::CountedIn Time>
[[nodiscard]] auto read_connections(const detail::file_path& path, Unit unit_of_weights, Time unit_of_delays,
                                    const connection_columns& columns = {}) {
  static_assert(detail::dimension_of_unit<Time>() == dim::second,
                "cortexpr: read_connections(file, unit of weights, unit of delays): delays are counted in a unit of "
                "time, such as 1_ms");
  if constexpr (std::is_same_v<Unit, without_weights_type>) {
    return connection_list<dim::one, false, true>(
        detail::read_lists(path, columns, false, 1, true, detail::si_of_unit(unit_of_delays)));
  } else {
    return connection_list<detail::dimension_of_unit<Unit>(), true, true>(detail::read_lists(
        path, columns, true, detail::si_of_unit(unit_of_weights), true, detail::si_of_unit(unit_of_delays)));
  }
}

} // namespace cortexpr
