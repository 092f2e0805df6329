// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/detail/plot/histogram.hpp>
#include <cortexpr/detail/plot/images.hpp>
#include <cortexpr/detail/plot/script.hpp>
#include <cortexpr/detail/plot/space_map.hpp>
#include <cortexpr/io/figure_data.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cortexpr/units/quantity.hpp>
#include <iterator>

namespace cortexpr {

/// A picture of panels below each other that share the time axis; `.save("x.png")` or `.save("x.svg")`.
///
/// Example (examples/reference/plot.cpp):
///
///     figure("two groups").raster("spikes", {{"n1", a}, {"n2", b}}).traces("v (mV)", v, 1_mV).save("run.svg");
class figure {
public:
  explicit figure(std::string title = "") : title_(std::move(title)) {}

  /// A mark per spike; groups are stacked, coloured and named.
  [[gnu::cold]] figure& raster(const std::string& label, const std::vector<spike_group>& groups) {
    detail::panel p;
    p.label = label;
    double base = 0;
    for (const auto& g : groups) {
      detail::curve c{g.name, detail::stroke::dots, g.times, g.ids};
      for (double& y : c.y) y += base;
      if (groups.size() > 1 && !g.name.empty()) p.bands.emplace_back(base + (g.neurons - 1) / 2, g.name);
      base += g.neurons;
      p.curves.push_back(std::move(c));
    }
    if (base <= 60)
      for (auto& c : p.curves) c.style = detail::stroke::ticks;
    p.y_range = {-0.5 - 0.02 * base, std::max(base, 1.0) - 0.5 + 0.02 * base};
    return add(std::move(p));
  }

  template <std::same_as<spike_train> Spikes> // so that {} means no groups
  [[gnu::cold]] figure& raster(const std::string& label, const Spikes& spikes) {
    return raster(label, {spike_group("", spikes)});
  }

  /// A line per recorded neuron or synapse, counted in `unit`; of many the first seven, as many as there are colours.
  template <class Real, dimension D>
  [[gnu::cold]] figure& traces(const std::string& label, const trace<Real>& t, quantity<D> unit) {
    constexpr std::size_t most = 7;
    detail::panel p;
    p.label = label;
    std::vector<double> time(t.rows());
    for (std::size_t row = 0; row < t.rows(); ++row) time[row] = t.time(row);
    for (std::size_t c = 0; c < std::min(t.columns(), most); ++c) {
      std::vector<double> y(t.rows());
      for (std::size_t row = 0; row < t.rows(); ++row) y[row] = static_cast<double>(t.unchecked(row, c)) / unit.si();
      p.curves.push_back(
          {t.columns() == 1 ? "" : std::to_string(t.which.unchecked(c)), detail::stroke::line, time, std::move(y)});
    }
    if (t.columns() > most) p.note = "of " + std::to_string(t.columns());
    return add(std::move(p));
  }

  /// Lines over common times (s). Throws `invalid_value` if a line has another length than the list of times.
  template <class Times>
  [[gnu::cold]] figure& lines(const std::string& label, const Times& seconds, const std::vector<named_values>& list) {
    return curves(label, detail::stroke::line, seconds, list);
  }
  /// Steps that begin at common times (s), such as rates in bins.
  template <class Times>
  [[gnu::cold]] figure& steps(const std::string& label, const Times& seconds, const std::vector<named_values>& list) {
    return curves(label, detail::stroke::steps, seconds, list);
  }

  /// Mean firing rates as steps.
  [[gnu::cold]] figure& rates(const std::string& label,
                              const std::vector<std::pair<std::string, const rate_trace&>>& groups) {
    detail::panel p;
    p.label = label;
    for (const auto& [name, r] : groups) {
      detail::curve c{name, detail::stroke::steps, {}, r.hertz};
      for (std::size_t k = 0; k < r.size(); ++k) c.x.push_back(r.time(k));
      if (r.size() > 0) { // the last bin has a width, too
        c.x.push_back(r.time(r.size() - 1) + static_cast<double>(r.period) * r.dt);
        c.y.push_back(r.hertz.back());
      }
      p.curves.push_back(std::move(c));
    }
    p.y_range = from_zero(p);
    return add(std::move(p));
  }
  template <std::same_as<rate_trace> Rate> // so that {} means no groups
  [[gnu::cold]] figure& rates(const std::string& label, const Rate& rate) {
    return rates(label, {{"", rate}});
  }

  /// A trace as a heat map, time x neuron, counted in `unit`; `colours` says what they mean.
  template <class Real, dimension D>
  [[gnu::cold]] figure& image(const std::string& label, const trace<Real>& t, quantity<D> unit,
                              const std::string& colours) {
    detail::panel p;
    p.label = label;
    p.image = {t.columns(), t.rows(), {}, 0, 1, 1, colours};
    for (std::size_t c = 0; c < t.columns(); ++c)
      for (std::size_t row = 0; row < t.rows(); ++row)
        p.image.values.push_back(static_cast<double>(t.unchecked(row, c)) / unit.si());
    if (t.rows() > 0) {
      p.image.left = t.time(0);
      p.image.right = t.time(t.rows() - 1) + static_cast<double>(t.period) * t.dt;
    }
    return add_image(std::move(p));
  }
  /// A matrix (any array of two dimensions) as a heat map with axes of its own: columns along x, rows upwards.
  template <detail::MatrixLike Matrix>
  [[gnu::cold]] figure& image(const std::string& label, const Matrix& m, const std::string& x_label,
                              const std::string& colours) {
    detail::panel p;
    p.label = label;
    p.x_label = x_label.empty() ? " " : x_label;
    p.image = detail::heat_map_of(detail::joined({"figure: image '", label, "'"}), m);
    p.image.label = colours;
    return add_image(std::move(p));
  }

  /// What columns and rows of the last image of a matrix stand for, numbers or names, in the place of 0, 1, 2, ...; of
  /// many some are shown, and an empty list keeps the numbers: `.marks(inhibition, std::vector{"V1", "V2"})`. Throws
  /// `invalid_value` if a list has another length or there is no such image.
  template <class Columns, class Rows>
  [[gnu::cold]] figure& marks(const Columns& columns, const Rows& rows) {
    if (panels_.empty() || !panels_.back().takes_marks())
      raise("figure: marks(columns, rows) are those of a matrix; call it once after image(label, matrix, ...)");
    detail::panel& p = panels_.back();
    const auto read = [&p](const auto& list, std::size_t size, std::string_view what, std::size_t most) {
      std::vector<std::string> texts;
      for (const auto& x : list) texts.push_back(detail::text_of_mark(x));
      if (!texts.empty() && texts.size() != size)
        raise({"figure: image '", p.label, "' has ", size, " ", what, ", and marks has ", texts.size(), " for them"});
      return detail::marks_of(texts, most);
    };
    p.x_bands = read(columns, p.image.columns, "columns", 16);
    p.bands = read(rows, p.image.rows, "rows", 10);
    return *this;
  }

  /// Small images side by side, such as receptive fields, with one scale of colours and their names below.
  [[gnu::cold]] figure& images(const std::string& label, const std::vector<named_image>& list,
                               const std::string& colours) {
    std::vector<std::pair<std::string, detail::heat_map>> named;
    named.reserve(list.size());
    for (const named_image& x : list) named.emplace_back(x.name, x.image);
    return add(detail::images_panel(label, named, colours));
  }
  /// Values of neurons at their places (`places<"E">(sim, 1_um)`) in the plane: one map per list, side by side, with
  /// one scale of colours and the names below. Where neurons share a pixel their mean is shown.
  template <class Places>
  [[gnu::cold]] figure& map(const std::string& label, const Places& where, const std::vector<named_values>& lists,
                            const std::string& colours) {
    const std::vector<double> x(where.x.begin(), where.x.end()), y(where.y.begin(), where.y.end());
    std::vector<std::pair<std::string, detail::heat_map>> named;
    named.reserve(lists.size());
    for (const named_values& list : lists) named.emplace_back(list.name, detail::space_map(label, x, y, list.values));
    return add(detail::images_panel(label, named, colours));
  }
  /// How many values of each list lie in each of equal bins, over an axis of its own.
  [[gnu::cold]] figure& histogram(const std::string& label, const std::vector<named_values>& lists, std::size_t bins,
                                  const std::string& x_label) {
    std::vector<detail::curve> curves;
    curves.reserve(lists.size());
    for (const named_values& x : lists) curves.push_back({x.name, detail::stroke::steps, {}, x.values});
    return add(detail::histogram_panel(label, curves, bins, x_label));
  }

  /// A dashed line across the last panel, such as a threshold, in the numbers of its y axis.
  [[gnu::cold]] figure& level(double value, const std::string& name = "") {
    if (!panels_.empty()) panels_.back().levels.emplace_back(value, name);
    return *this;
  }
  /// Shows only what happened between two times; all that there is unless given.
  [[gnu::cold]] figure& between(quantity<dim::second> from, quantity<dim::second> to) {
    if (!(from.si() < to.si())) raise({"figure: between(from, to) needs times of which the first is the earlier"});
    window_ = {from.si(), to.si()};
    return *this;
  }

  /// Draws the picture; the ending of the path, .png or .svg, says how. Throws `io_error` with the path.
  [[gnu::cold]] void save(const detail::file_path& path) const {
    const std::string ending = path.ending();
    if (ending != ".png" && ending != ".svg") detail::refuse({path.string(), ": pictures end in .png or .svg"});
    detail::draw_with_gnuplot(path, detail::plot_script(title_, panels_, time_span(), ending == ".png").text());
  }

private:
  [[gnu::cold]] figure& add(detail::panel p) {
    panels_.push_back(std::move(p));
    return *this;
  }
  [[gnu::cold]] figure& add_image(detail::panel p) {
    p.y_range = {-0.5, std::max(static_cast<double>(p.image.rows), 1.0) - 0.5};
    return add(std::move(p));
  }
  template <class Times>
  [[gnu::cold]] figure& curves(const std::string& label, detail::stroke style, const Times& seconds,
                               const std::vector<named_values>& list) {
    detail::panel p;
    p.label = label;
    std::vector<double> time;
    detail::require_list("figure: the times", seconds);
    detail::append_elements<double>(time, seconds);
    for (const named_values& x : list) {
      if (!x.matrix.empty()) detail::refuse_as_list(detail::joined({"figure: '", x.name, "'"}), x.matrix);
      if (x.values.size() != time.size())
        raise({"figure: '", x.name, "' has ", x.values.size(), " values for ", time.size(),
               " times; it needs one for each"});
      p.curves.push_back({x.name, style, time, x.values});
    }
    return add(std::move(p));
  }
  [[gnu::cold]] static detail::span_of_numbers from_zero(const detail::panel& p) {
    detail::span_of_numbers y{0, 0};
    for (const auto& c : p.curves)
      for (const double value : c.y) y.take(value);
    return {0, y.high > 0 ? 1.08 * y.high : 1};
  }

  // All panels share the span of all data, a little widened to round numbers; it begins at 0 if that is near.
  [[nodiscard, gnu::cold]] detail::span_of_numbers time_span() const {
    if (!window_.empty()) return window_;
    detail::span_of_numbers all;
    for (const auto& p : panels_) {
      if (!p.timed()) continue;
      for (const auto& c : p.curves)
        for (const double t : c.x) all.take(t);
      if (!p.image.values.empty()) {
        all.take(p.image.left);
        all.take(p.image.right);
      }
    }
    if (all.empty()) return {0, 1};
    if (all.low > 0 && all.low < 0.2 * all.high) all.low = 0;
    if (all.length() <= 0) return {all.low, all.low + 1e-3};
    const double step = detail::nice_step(all.length(), 8) / 2;
    const double rounded = std::ceil(all.high / step * (1 - 1e-12)) * step;
    if (rounded - all.high < 0.02 * all.length()) all.high = rounded;
    return all;
  }

  std::string title_;
  std::vector<detail::panel> panels_;
  detail::span_of_numbers window_;
};

/// A picture of spikes. Throws `io_error` with the path.
[[gnu::cold]] inline void plot_raster(const detail::file_path& path, const spike_train& spikes,
                                      const std::string& title = "") {
  figure(title).raster("neuron", {{"", spikes}}).save(path);
}
/// A picture of lines over time, counted in `unit`. Throws `io_error` with the path.
template <class Real, dimension D>
void plot_traces(const detail::file_path& path, const trace<Real>& t, quantity<D> unit, const std::string& label,
                 const std::string& title = "") {
  figure(title).traces(label, t, unit).save(path);
}
/// A picture of the mean firing rate over time. Throws `io_error` with the path.
[[gnu::cold]] inline void plot_rate(const detail::file_path& path, const rate_trace& r, const std::string& title = "") {
  figure(title).rates("rate (Hz)", {{"", r}}).save(path);
}

} // namespace cortexpr
