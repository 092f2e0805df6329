// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/io/csv.hpp>
#include <cortexpr/io/gnuplot.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cortexpr/units/quantity.hpp>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr {

/// A picture of panels below each other that share the time axis (ms); `.save("x.png")` or `.save("x.svg")`.
///
///     figure("two groups").raster("spikes", {{"n1", a}, {"n2", b}}).traces("v (mV)", v, 1_mV).save("run.png");
class figure {
public:
  explicit figure(std::string title = "") : title_(std::move(title)) {}

  /// One dot per spike; groups are stacked and coloured.
  figure& raster(const std::string& label, const std::vector<std::pair<std::string, const spike_train&>>& groups) {
    panel p{label, {}, "", 1.0, {}};
    std::uint32_t base = 0;
    for (const auto& [name, spikes] : groups) {
      const std::uint32_t top =
          spikes.neurons.empty() ? 0 : *std::max_element(spikes.neurons.begin(), spikes.neurons.end());
      std::string data;
      for (std::size_t k = 0; k < spikes.size(); ++k) point(data, spikes.time(k) * 1e3, base + spikes.neurons[k]);
      p.curves.push_back({name, std::move(data), "points pt 7 ps " + dot_size(spikes.size())});
      base += std::max<std::uint32_t>(top + 1, static_cast<std::uint32_t>(spikes.which.size()));
    }
    p.options = "set yrange [-0.5:" + std::to_string(std::max(base, 1u)) + "-0.5]\n";
    return add(std::move(p));
  }

  /// A line per recorded neuron or synapse (at most twelve), counted in `unit`.
  template <class Real, dimension D>
  figure& traces(const std::string& label, const trace<Real>& t, quantity<D> unit) {
    panel p{label, {}, "set offsets 0,0,graph 0.06,graph 0.06\n", 1.0, {}};
    const std::size_t shown = std::min<std::size_t>(t.columns(), 12);
    // More points than pixels make no better picture: every stretch keeps its lowest and highest value.
    for (std::size_t c = 0; c < shown; ++c) {
      std::string data;
      const std::size_t stretch = std::max<std::size_t>(1, t.rows() / 2400);
      for (std::size_t row = 0; row < t.rows(); row += stretch) {
        std::size_t low = row, high = row;
        for (std::size_t k = row; k < std::min(row + stretch, t.rows()); ++k) {
          if (t(k, c) < t(low, c)) low = k;
          if (t(k, c) > t(high, c)) high = k;
        }
        for (const std::size_t k : {std::min(low, high), std::max(low, high)}) {
          point(data, t.time(k) * 1e3, static_cast<double>(t(k, c)) / unit.si());
          if (low == high) break;
        }
      }
      p.curves.push_back({std::to_string(t.which[c]), std::move(data), "lines lw 1.6"});
    }
    p.show_keys = shown > 1;
    return add(std::move(p));
  }

  /// Mean firing rates as steps.
  figure& rates(const std::string& label, const std::vector<std::pair<std::string, const rate_trace&>>& groups) {
    panel p{label, {}, "set yrange [0:*]\n", 1.0, {}};
    for (const auto& [name, r] : groups) {
      std::string data;
      for (std::size_t k = 0; k < r.size(); ++k) point(data, r.time(k) * 1e3, r.hertz[k]);
      p.curves.push_back({name, std::move(data), "steps lw 1.8"});
    }
    return add(std::move(p));
  }

  /// A dashed line across the last panel, such as a threshold.
  figure& level(double value) {
    if (!panels_.empty()) panels_.back().levels.push_back(value);
    return *this;
  }

  /// Draws the picture; the ending of the path, .png or .svg, says how. Throws `io_error` with the path.
  void save(const std::filesystem::path& path) const {
    const std::string ending = path.extension().string();
    if (ending != ".png" && ending != ".svg") raise<io_error>(path.string() + ": pictures end in .png or .svg");
    io::draw_with_gnuplot(path, script(path, ending == ".png"));
  }

private:
  struct curve {
    std::string name, data, style;
  };
  struct panel {
    std::string label;
    std::vector<curve> curves;
    std::string options;
    double height = 1;
    std::vector<double> levels;
    bool show_keys = true;
  };

  figure& add(panel p) {
    panels_.push_back(std::move(p));
    return *this;
  }
  static void point(std::string& data, double x, double y) {
    if (!std::isfinite(y)) {
      data += '\n';
      return;
    }
    io::append_number(data, x);
    data += ' ';
    io::append_number(data, y);
    data += '\n';
  }
  static std::string dot_size(std::size_t dots) { return dots > 20000 ? "0.15" : dots > 2000 ? "0.3" : "0.6"; }

  [[nodiscard]] std::string script(const std::filesystem::path& path, bool png) const {
    // Okabe and Ito's colours keep apart for all eyes.
    constexpr std::array colours{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};
    const std::size_t rows = std::max<std::size_t>(panels_.size(), 1);
    const double head = title_.empty() ? 20 : 52, foot = 58, each = 200;
    const double height = head + foot + each * static_cast<double>(rows);
    std::string s = png ? "set terminal pngcairo noenhanced size 1200," : "set terminal svg noenhanced size 1200,";
    s += std::to_string(static_cast<int>(height)) + " font 'sans,12'" + (png ? " lw 1" : "") + "\n";
    s += "set output " + io::quoted(path.string()) + "\nset encoding utf8\n";
    s += "set border 3 lw 0.8 lc rgb '#444444'\nset tics out nomirror scale 0.6 textcolor rgb '#444444'\n";
    s += "set grid lc rgb '#e4e4e4' lt 1 lw 0.7\nset key top right outside Left reverse samplen 1.2 spacing 1.1 "
         "textcolor rgb '#444444'\n";
    s += "set bars 0\n";
    for (std::size_t k = 0; k < colours.size(); ++k)
      s += "set linetype " + std::to_string(k + 1) + " lc rgb '" + colours[k] + "'\n";
    s += "set linetype cycle " + std::to_string(colours.size()) + "\n";
    for (std::size_t k = 0; k < panels_.size(); ++k)
      for (std::size_t c = 0; c < panels_[k].curves.size(); ++c)
        s += "$d" + std::to_string(k) + "_" + std::to_string(c) + " << END_OF_DATA\n" + panels_[k].curves[c].data +
             "END_OF_DATA\n";
    s += "set multiplot\nset lmargin at screen 0.1\nset rmargin at screen 0.9\n";
    if (!title_.empty())
      s += "set label 1 " + io::quoted(title_) + " at screen 0.1, screen " + std::to_string(1 - 26 / height) +
           " left font 'sans,15'\n";
    const auto [from, to] = time_span();
    s += "set xrange [" + std::to_string(from) + ":" + std::to_string(to) + "]\n";
    for (std::size_t k = 0; k < panels_.size(); ++k) {
      const auto& p = panels_[k];
      const double top = 1 - (head + each * static_cast<double>(k)) / height;
      s += "set tmargin at screen " + std::to_string(top - 10 / height) + "\nset bmargin at screen " +
           std::to_string(top - (each - 14) / height) + "\n";
      s += k + 1 == panels_.size() ? "set format x '%g'\nset xlabel 'time (ms)' textcolor rgb '#444444'\n"
                                   : "set format x ''\nunset xlabel\n";
      s += "set ylabel " + io::quoted(p.label) +
           " offset 0.5,0 textcolor rgb '#444444'\nset yrange [*:*]\nset offsets 0,0,0,0\n" + p.options;
      std::string plot;
      for (std::size_t c = 0; c < p.curves.size(); ++c) {
        if (p.curves[c].data.find_first_not_of('\n') == std::string::npos) continue;
        plot += std::string(plot.empty() ? "plot " : ", ") + "$d" + std::to_string(k) + "_" + std::to_string(c) +
                " using 1:2 with " + p.curves[c].style + " lt " + std::to_string(c + 1) +
                (p.show_keys ? " title " + io::quoted(p.curves[c].name) : " notitle");
      }
      for (const double value : p.levels)
        plot += std::string(plot.empty() ? "plot " : ", ") + std::to_string(value) +
                " with lines lw 1 dt 2 lc rgb '#777777' notitle";
      if (plot.empty()) plot = "set yrange [0:1]\nplot NaN notitle";
      s += plot + "\nunset label 1\n";
    }
    return s + "unset multiplot\nunset output\n";
  }

  // All panels share the span of all data; an empty picture shows one millisecond.
  [[nodiscard]] std::pair<double, double> time_span() const {
    double from = 0, to = 0;
    bool any = false;
    for (const auto& p : panels_)
      for (const auto& c : p.curves) {
        const auto first = c.data.find_first_not_of('\n');
        const auto end = c.data.find_last_not_of('\n');
        if (first == std::string::npos) continue;
        const auto last = c.data.rfind('\n', end) == std::string::npos ? 0 : c.data.rfind('\n', end) + 1;
        const double begin = std::stod(c.data.substr(first)), finish = std::stod(c.data.substr(last));
        from = any ? std::min(from, begin) : begin;
        to = any ? std::max(to, finish) : finish;
        any = true;
      }
    return {from, to > from ? to : from + 1};
  }

  std::string title_;
  std::vector<panel> panels_;
};

/// One dot per spike. Throws `io_error` with the path.
inline void plot_raster(const std::filesystem::path& path, const spike_train& spikes, const std::string& title = "") {
  figure(title).raster("neuron", {{"", spikes}}).save(path);
}
/// Lines over time, counted in `unit`.
template <class Real, dimension D>
void plot_traces(const std::filesystem::path& path, const trace<Real>& t, quantity<D> unit, const std::string& label,
                 const std::string& title = "") {
  figure(title).traces(label, t, unit).save(path);
}
/// Mean firing rate over time.
inline void plot_rate(const std::filesystem::path& path, const rate_trace& r, const std::string& title = "") {
  figure(title).rates("rate (Hz)", {{"", r}}).save(path);
}

} // namespace cortexpr
