// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/base/error.hpp>
#include <cortexpr/io/arrays.hpp>
#include <cortexpr/io/npz.hpp>
#include <cortexpr/io/xtensor.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cortexpr/simulation/trials.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// Results of trials as arrays whose first axis is the trial. A trial that has failed, or has not begun, has NaN.

namespace cortexpr {

namespace detail {

/// Whether trial k has results.
template <class Net>
[[nodiscard]] bool has_results(const trials<Net>& all, std::size_t k) {
  return all.began(k) && all.failure(k).empty();
}
/// The first trial that has results; throws `invalid_value` if there is none.
template <class Net>
[[nodiscard]] std::size_t first_with_results(const trials<Net>& all, std::string_view name) {
  for (std::size_t k = 0; k < all.size(); ++k)
    if (has_results(all, k)) return k;
  raise({"'", name, "': no trial has results; call run, or each"});
}

/// The numbers of a recording, and their shape: rows x columns, or one axis.
template <class Real>
[[nodiscard]] const std::vector<Real>& numbers_of(const trace<Real>& r) {
  return r.values;
}
[[nodiscard]] inline const std::vector<double>& numbers_of(const rate_trace& r) { return r.hertz; }
template <class Real>
[[nodiscard]] std::array<std::size_t, 2> shape_of(const trace<Real>& r) {
  return {r.rows(), r.columns()};
}
[[nodiscard]] inline std::array<std::size_t, 1> shape_of(const rate_trace& r) { return {r.size()}; }

/// A monitor with one result in total; a monitor whose rows are of single neurons, so that trials differ in number.
template <class Recording>
concept GivesTotal = requires {
  requires Recording::facts::total;
};
template <class Recording>
concept ListsValues = requires {
  requires Recording::facts::lists;
};

/// The results of a monitor, trial x number.
template <class Net, fixed_string Path>
[[nodiscard]] xt::xtensor<double, 2> collect_totals(const trials<Net>& all) {
  constexpr auto name = name_constant<Path>{};
  using row = typename std::remove_cvref_t<decltype(all[0][name])>::facts::row;
  xt::xtensor<double, 2> out(std::array<std::size_t, 2>{all.size(), row::columns},
                             std::numeric_limits<double>::quiet_NaN());
  for (std::size_t k = first_with_results(all, Path.view()); k < all.size(); ++k) {
    if (!has_results(all, k)) continue;
    const auto result = all[k][name].result();
    for (std::size_t c = 0; c < row::columns; ++c) out(k, c) = row::si(result, c);
  }
  return out;
}

/// Recordings of all trials, one after the other, as `collect` shows them.
template <class Net, fixed_string Path>
[[nodiscard]] auto collect_recordings(const trials<Net>& all) {
  constexpr auto name = name_constant<Path>{};
  const std::size_t first = first_with_results(all, Path.view());
  const auto& model = all[first][name];
  using number = typename std::remove_cvref_t<decltype(numbers_of(model))>::value_type;
  const auto shape = shape_of(model);
  constexpr std::size_t axes = std::tuple_size_v<std::remove_const_t<decltype(shape)>> + 1;
  std::array<std::size_t, axes> whole{all.size()};
  std::copy(shape.begin(), shape.end(), whole.begin() + 1);
  xt::xtensor<number, axes> out(whole, std::numeric_limits<number>::quiet_NaN());
  const std::size_t each = numbers_of(model).size();
  for (std::size_t k = first; k < all.size(); ++k) {
    if (!has_results(all, k)) continue;
    const auto& r = all[k][name];
    if (shape_of(r) != shape)
      raise({"'", Path.view(), "': ", all.name(k), " has a recording of another size than ", all.name(first),
             "; trials that were stopped or differ in size are read one by one"});
    std::copy(numbers_of(r).begin(), numbers_of(r).end(), out.begin() + static_cast<std::ptrdiff_t>(k * each));
  }
  return out;
}

} // namespace detail

/// A trace of all trials: trial x time x neuron, in SI units; a rate: trial x bin, in Hz; or the result of a monitor
/// that has one in total: trial x number. Throws `invalid_value` if recordings differ in size.
///
/// Example (examples/reference/trials_arrays.cpp):
///
///     const xt::xtensor<double, 3> v = collect<"cells.v">(sweep);          // trial x time x neuron
///     const xt::xtensor<double, 2> spikes = spike_counts<"cells">(sweep);  // trial x neuron
template <fixed_string Path, class Net>
[[nodiscard]] auto collect(const trials<Net>& all) {
  constexpr auto name = name_constant<Path>{};
  using recording = std::remove_cvref_t<decltype(all[0][name])>;
  constexpr bool has_numbers = requires(const recording& r) { detail::numbers_of(r); };
  static_assert(has_numbers || !std::is_same_v<recording, spike_train>,
                "cortexpr: spikes of trials are no array; count them, spike_counts<\"n\">(sweep), or read "
                "sweep[k][\"n.spikes\"_name]");
  static_assert(!detail::ListsValues<recording>,
                "cortexpr: a monitor that lists values at spikes has another number of them in each trial; read "
                "sweep[k][\"name\"_name]");
  if constexpr (detail::GivesTotal<recording>)
    return detail::collect_totals<Net, Path>(all);
  else if constexpr (has_numbers && !detail::ListsValues<recording>)
    return detail::collect_recordings<Net, Path>(all);
}

/// How many spikes each neuron had in each trial, trial x neuron, of record<"n.spikes">().
template <fixed_string Population, class Net>
[[nodiscard]] xt::xtensor<double, 2> spike_counts(const trials<Net>& all) {
  constexpr auto path = Population + ".spikes";
  constexpr auto name = name_constant<path>{};
  const std::size_t first = detail::first_with_results(all, path.view());
  constexpr std::size_t k = Net::structure::find_population(Population.view());
  if constexpr (k == not_found) {
    return all[first][name], xt::xtensor<double, 2>{}; // the name has been refused
  } else {
    const auto size_of = [&](std::size_t t) { return detail::item_at<k>(all[t].state().items).size; };
    const std::size_t neurons = size_of(first);
    xt::xtensor<double, 2> counts(std::array<std::size_t, 2>{all.size(), neurons},
                                  std::numeric_limits<double>::quiet_NaN());
    for (std::size_t t = first; t < all.size(); ++t) {
      if (!detail::has_results(all, t)) continue;
      if (size_of(t) != neurons)
        raise({"'", Population.view(), "': ", all.name(t), " has another number of neurons than ", all.name(first),
               "; read such trials one by one"});
      for (std::size_t i = 0; i < neurons; ++i) counts(t, i) = 0;
      for (const std::uint32_t i : all[t][name].neurons) ++counts(t, i);
    }
    return counts;
  }
}

/// Writes the recordings of all trials (SI units) to one archive, `.npz`, which numpy.load opens. It holds for a trace
/// "n.v" the arrays "n.v" (trial x time x neuron), "n.v.t" (s) and "n.v.i" (which neurons); for a rate "n.rate" (trial
/// x bin, Hz) and "n.rate.t"; for spikes "n.spikes.trial", "n.spikes.t" and "n.spikes.i", all trials one after the
/// other; for the total of a monitor its numbers (trial x number); "seed"; what `vary` gave, "vary.cells.I"; and
/// "units". `sweep.save(path)` calls this. Throws `io_error` with the path, and `invalid_value` if recordings of a name
/// differ in size.
template <class Net>
void save_trials(const trials<Net>& all, const detail::file_path& path) {
  if (path.ending() != ".npz") detail::refuse({path.string(), ": recordings of trials are saved as .npz"});
  std::vector<npz_entry> entries;
  const auto add = [&](std::string_view name, std::string_view part, const auto& array, std::string_view unit) {
    entries.push_back({detail::joined({name, part}), array, std::string(unit)});
  };
  Net::structure::template for_each<item_kind::record>([&](auto r) {
    constexpr std::string_view name = Net::structure::names[r];
    constexpr auto path_of = detail::to_fixed<name.size()>(name);
    const std::size_t first = detail::first_with_results(all, name);
    const auto& model = all[first][name_constant<path_of>{}];
    using recording = std::remove_cvref_t<decltype(model)>;
    if constexpr (std::is_same_v<recording, spike_train>) {
      std::vector<std::int64_t> trial;
      std::vector<std::uint32_t> neuron;
      std::vector<double> t;
      for (std::size_t k = first; k < all.size(); ++k) {
        if (!detail::has_results(all, k)) continue;
        const auto& spikes = all[k][name_constant<path_of>{}];
        for (std::size_t s = 0; s < spikes.size(); ++s) {
          trial.push_back(static_cast<std::int64_t>(k));
          neuron.push_back(spikes.neuron(s));
          t.push_back(spikes.time(s));
        }
      }
      add(name, ".trial", to_array(trial), "1");
      add(name, ".t", to_array(t), "s");
      add(name, ".i", to_array(neuron), "1");
    } else if constexpr (detail::GivesTotal<recording>) {
      add(name, "", detail::collect_totals<Net, path_of>(all), model.unit);
    } else if constexpr (detail::ListsValues<recording>) {
      std::vector<std::int64_t> trial;
      std::vector<std::uint32_t> neuron;
      std::vector<double> t, value;
      for (std::size_t k = first; k < all.size(); ++k) {
        if (!detail::has_results(all, k)) continue;
        const auto& list = all[k][name_constant<path_of>{}];
        for (const std::int64_t step : list.steps) t.push_back(static_cast<double>(step) * list.dt);
        trial.resize(t.size(), static_cast<std::int64_t>(k));
        neuron.insert(neuron.end(), list.neurons.begin(), list.neurons.end());
        value.insert(value.end(), list.values.begin(), list.values.end());
      }
      const std::size_t columns = recording::facts::row::columns;
      add(name, "", detail::view_of(value, t.size(), columns), model.unit);
      add(name, ".trial", to_array(trial), "1");
      add(name, ".t", to_array(t), "s");
      add(name, ".neuron", to_array(neuron), "1");
    } else {
      const auto array = detail::collect_recordings<Net, path_of>(all);
      add(name, "", array, [&]() -> std::string {
        if constexpr (requires { model.unit; })
          return model.unit;
        else
          return "Hz";
      }());
      add(name, ".t", times_of(model), "s");
      if constexpr (requires { model.columns(); }) add(name, ".i", ids_of(model), "1");
    }
  });
  std::vector<std::int64_t> seeds;
  for (std::size_t k = 0; k < all.size(); ++k) seeds.push_back(static_cast<std::int64_t>(all.seed_of(k)));
  add("seed", "", to_array(seeds), "1");
  for (const auto& v : all.varied()) add("vary.", v.path, to_array(v.si), v.unit);
  save_npz(path, entries);
}

} // namespace cortexpr
