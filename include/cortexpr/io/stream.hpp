// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/base/place_in_use.hpp>
#include <cortexpr/io/npz.hpp>
#include <cortexpr/io/save.hpp>
#include <cortexpr/units/steps.hpp>
#include <cstdint>
#include <cstdio>
#include <dirent.h>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

/// The step at which a chunk ends, read from the name of its file; -1 for other files.
[[gnu::cold]] inline std::int64_t end_of_chunk(std::string_view name) {
  constexpr std::size_t digits = 16;
  if (name.size() != digits + 4 || name.substr(digits) != ".npz") return -1;
  std::int64_t step = 0;
  for (const char c : name.substr(0, digits)) {
    if (c < '0' || c > '9') return -1;
    step = 10 * step + (c - '0');
  }
  return step;
}
[[gnu::cold]] inline std::string name_of_chunk(std::int64_t end) {
  char name[32];
  std::snprintf(name, sizeof name, "%016lld.npz", static_cast<long long>(end));
  return name;
}

/// The chunks of a folder in their order.
[[gnu::cold]] inline std::vector<std::int64_t> ends_of_chunks(const file_path& folder) {
  struct close_folder {
    void operator()(DIR* open) const { ::closedir(open); }
  };
  const std::unique_ptr<DIR, close_folder> open(::opendir(folder.c_str()));
  if (open == nullptr) refuse({folder.string(), ": the folder of a stream cannot be read (", words_for(errno), ")"});
  std::vector<std::int64_t> ends;
  while (const dirent* const entry = ::readdir(open.get())) // NOLINT(concurrency-mt-unsafe): a stream of its own
    if (const std::int64_t end = end_of_chunk(entry->d_name); end >= 0) ends.push_back(end);
  std::sort(ends.begin(), ends.end());
  return ends;
}

} // namespace detail

/// Option of `run`: what is recorded goes to disk every so often and is taken out of memory, which stays bounded
/// however long the run is: `sim.run(10'000_s, stream_to("results", 10_s))`. The folder, made if it is not there, gets
/// an archive per period, named after the step at which it ends ("results/0000000000100000.npz"), each complete or not
/// there at all, with the arrays that `sim.save` writes; `read_stream` puts them together again, and so do three lines
/// of Python (docs/recording_and_pictures.md). A run that goes on, or a program that has loaded a state, continues the
/// stream. Throws `io_error` with the path when the disk is full: the run has ended at a step, what has not been
/// written is still in memory, and the next run with a stream writes it first.
class stream_to {
public:
  static constexpr bool writes_files = true, works_on_ranks = true;

  explicit stream_to(detail::file_path folder, quantity<dim::second> period = quantity<dim::second>(1))
      : folder_(std::move(folder)), period_(period.si()) {}

  /// Removes chunks of an interrupted run that end after the present step; without this they are refused.
  [[nodiscard]] stream_to replacing() const {
    stream_to changed = *this;
    changed.replaces_ = true;
    return changed;
  }

  void begin(auto& sim, auto& recording, std::int64_t) {
    steps_ =
        detail::whole_steps(period_, sim.dt(), "a period", detail::joined({"stream_to(\"", folder_.string(), "\")"}));
    written_ = sim.state().step;
    const bool late = holds_results(sim, recording);
    if (sim.state().rank == 0) {
      in_use_ = detail::place_in_use(folder_.string());
      open_folder(written_, late);
    }
    if (late) write(sim, recording);
  }
  bool after_step(auto& sim, auto& recording) {
    if (sim.state().step % steps_ == 0) write(sim, recording);
    return false;
  }
  void end(auto& sim, auto& recording) {
    if (sim.state().step != written_) write(sim, recording);
    in_use_ = {};
  }
  [[nodiscard]] bool sees(std::int64_t step) const { return step % steps_ == 0; }
  [[nodiscard]] std::int64_t recorded_steps(double dt) const {
    const double steps = detail::nearest_step(period_ / dt);
    return steps >= 1 && steps < detail::most_steps ? static_cast<std::int64_t>(steps) : 1;
  }

private:
  [[gnu::cold]] void open_folder(std::int64_t step, bool writes_at_once) const {
    if (::mkdir(folder_.c_str(), 0777) != 0 && errno != EEXIST)
      detail::refuse({folder_.string(), ": the folder cannot be made (", detail::words_for(errno), ")"});
    std::vector<std::int64_t> ends = detail::ends_of_chunks(folder_);
    const auto later = std::upper_bound(ends.begin(), ends.end(), step);
    if (writes_at_once && later != ends.begin() && *(later - 1) == step)
      detail::refuse({folder_.string(), ": holds recordings up to step ", step,
                      " already, and so does this simulation; call clear_recordings() before the run"});
    if (later == ends.end()) return;
    const std::string holds = detail::joined(
        {folder_.string(), ": holds recordings of a run up to step ", ends.back(), ", this one is at step ", step});
    if (!replaces_)
      detail::refuse({holds,
                      "; name another folder, or continue with stream_to(...).replacing(), which removes what comes "
                      "after that step"});
    if (step != 0 && (later == ends.begin() || *(later - 1) != step))
      detail::refuse({holds, ", where no chunk ends, so that what was recorded before it would be lost; load a state "
                             "that was saved at a multiple of the stream's period"});
    for (auto end = later; end != ends.end(); ++end)
      std::remove(detail::joined({folder_.string(), "/", detail::name_of_chunk(*end)}).c_str());
  }
  template <class Simulation, class Recording>
  static bool holds_results(const Simulation&, const Recording& recording) {
    bool any = false;
    Simulation::structure::template for_each<item_kind::record>(
        [&](auto r) { any = any || detail::item_at<r>(recording.items).holds_results(); });
    return any;
  }
  template <class Simulation, class Recording>
  void write(Simulation& sim, Recording& recording) {
    sim.save(detail::joined({folder_.string(), "/", detail::name_of_chunk(sim.state().step)}));
    Simulation::structure::template for_each<item_kind::record>(
        [&](auto r) { detail::item_at<r>(recording.items).drop_results(folder_.string()); });
    sim.results_taken();
    written_ = sim.state().step;
  }

  detail::file_path folder_;
  double period_;
  bool replaces_ = false;
  std::int64_t steps_ = 1, written_ = 0;
  detail::place_in_use in_use_;
};

/// The archives that a stream has written to a folder, in their order. Throws `io_error` with the path.
[[nodiscard, gnu::cold]] inline std::vector<std::string> stream_chunks(const detail::file_path& folder) {
  std::vector<std::string> paths;
  for (const std::int64_t end : detail::ends_of_chunks(folder))
    paths.push_back(detail::joined({folder.string(), "/", detail::name_of_chunk(end)}));
  return paths;
}

/// An array that a stream has written, put together: `read_stream<double>("results", "n2.v")`. What says which
/// neurons a trace holds ("n2.v.i"), or where groups begin ("n2.v.first"), comes from the first chunk. Throws
/// `io_error` with the path.
template <class T>
[[nodiscard]] xt::xarray<T> read_stream(const detail::file_path& folder, const std::string& name) {
  const std::vector<std::string> chunks = stream_chunks(folder);
  if (chunks.empty()) detail::refuse({folder.string(), ": holds no chunk of a stream"});
  const auto once = [&] {
    if (detail::ends_with(name, ".first")) return true;
    if (!detail::ends_with(name, ".i")) return false;
    const auto all = detail::npz_reader(chunks[0]).names();
    return std::find(all.begin(), all.end(), name.substr(0, name.size() - 2)) != all.end();
  };
  xt::xarray<T> first = load_npz<T>(chunks[0], name);
  if (chunks.size() == 1 || once()) return first;
  auto shape = first.shape();
  if (shape.empty()) detail::refuse({chunks[0], ": '", name, "' is no list"});
  std::vector<T> all(first.begin(), first.end());
  for (std::size_t k = 1; k < chunks.size(); ++k) {
    const xt::xarray<T> more = load_npz<T>(chunks[k], name);
    if (more.dimension() != shape.size() || !std::equal(shape.begin() + 1, shape.end(), more.shape().begin() + 1))
      detail::refuse({chunks[k], ": '", name, "' has another number of columns than in ", chunks[0]});
    all.insert(all.end(), more.begin(), more.end());
    shape[0] += more.shape()[0];
  }
  auto whole = xt::xarray<T>::from_shape(shape);
  std::copy(all.begin(), all.end(), whole.begin());
  return whole;
}

} // namespace cortexpr
