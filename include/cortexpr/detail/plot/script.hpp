// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/files/gnuplot.hpp>
#include <cortexpr/detail/plot/panel.hpp>

namespace cortexpr::detail {

/// Writes the gnuplot script of a figure: panels below each other over one time axis.
class plot_script {
public:
  [[gnu::cold]] plot_script(const std::string& title, const std::vector<panel>& panels, span_of_numbers time, bool png)
      : title_(title), panels_(panels), time_(time), png_(png) {
    unit_ = time_.length() > 10 ? 1 : 1e-3;
    std::size_t left = 4, right = 0;
    double scale = 30; // of colours and their numbers
    for (const auto& p : panels_) {
      left = std::max(left, width_of_marks(p));
      for (const auto& c : p.curves)
        if (p.bands.empty()) right = std::max(right, c.name.size());
      for (const auto& level : p.levels) right = std::max(right, level.second.size());
      right = std::max(right, p.note.size());
      if (!p.image.values.empty()) scale = std::max(scale, 110 + 9 * width_of_colours(colour_range(p.image)));
    }
    left_ = 50 + 9 * static_cast<double>(std::min<std::size_t>(left, 24));
    right_ = std::max(scale, right == 0 ? 0 : 70 + 8.5 * static_cast<double>(right));
    head_ = title_.empty() ? 14 : 48;
    height_ = head_ + foot;
    for (std::size_t k = 0; k < panels_.size(); ++k) height_ += each + (has_axis(k) ? axis : 0);
    height_ = std::max(height_, each);
  }

  /// The script, which draws a PNG or an SVG picture on gnuplot's standard output.
  [[nodiscard, gnu::cold]] std::string text() const {
    std::string s = png_ ? "set terminal pngcairo" : "set terminal svg background 'white'";
    s += " noenhanced font 'sans" + font_size(12) + "' size 1200," + number(height_) +
         "\nset encoding utf8\nset border 3 lw 1 lc rgb '#444444'\n"
         "set tics out nomirror scale 0.6 textcolor rgb '#333333'\n"
         "set palette defined (0 '#440154', 1 '#414487', 2 '#2a788e', 3 '#22a884', 4 '#7ad151', 5 '#fde725')\n"
         "set multiplot\nset lmargin at screen " +
         number(left_ / width) + "\nset rmargin at screen " + number(1 - right_ / width) + "\n";
    if (!title_.empty())
      s += "set label 1 " + gnuplot_text(title_) + " at screen " + number(left_ / width) + ", screen " +
           number(1 - 24 / height_) + " left font '" + font_size(15) + "' textcolor rgb '#111111'\n";
    double top = head_;
    for (std::size_t k = 0; k < panels_.size(); ++k) {
      draw(s, panels_[k], top, has_axis(k));
      top += each + (has_axis(k) ? axis : 0);
      s += "unset label\nunset colorbox\n";
    }
    return s + "unset multiplot\n";
  }

private:
  static constexpr double width = 1200, each = 200, axis = 54, foot = 4;
  // Okabe and Ito's colours keep apart for all eyes.
  static constexpr std::array colours{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};

  [[gnu::cold]] static std::string number(double x) {
    std::string text;
    append_number(text, x);
    return text;
  }
  // In points; SVG counts pixels.
  [[nodiscard, gnu::cold]] std::string font_size(double points) const {
    return "," + number(std::round(points * (png_ ? 1 : 1.25)));
  }
  [[gnu::cold]] static std::string in_grey(const std::string& text) {
    return gnuplot_text(text) + " textcolor rgb '#333333'";
  }

  // Of the panels over the time axis only the last has numbers below it.
  [[nodiscard]] bool has_axis(std::size_t k) const {
    const auto timed = [](const panel& p) { return p.timed(); };
    return !panels_[k].timed() ||
           std::none_of(panels_.begin() + static_cast<std::ptrdiff_t>(k) + 1, panels_.end(), timed);
  }

  // Appends one panel below `top` pixels.
  [[gnu::cold]] void draw(std::string& s, const panel& p, double top, bool with_axis) const {
    const double bottom = top + each;
    s += "set tmargin at screen " + number(1 - (top + 8) / height_) + "\nset bmargin at screen " +
         number(1 - (bottom - 12) / height_) + "\n";
    const span_of_numbers own = p.x_range.empty() ? span_of_numbers{p.image.left, p.image.right} : p.x_range;
    const span_of_numbers x = p.timed() ? time_ : own;
    const double unit = p.timed() ? unit_ : 1;
    s += "set xrange [" + number(x.low / unit) + ":" + number(x.high / unit) + "]\n";
    write_x_marks(s, p, std::max(nice_step(x.length() / unit, 8), p.timed() || !p.x_range.empty() ? 0.0 : 1.0));
    if (with_axis)
      s += "set format x '%g'\nset xlabel " + in_grey(p.timed() ? (unit_ < 1 ? "time (ms)" : "time (s)") : p.x_label) +
           " offset 0,0.3\n";
    else
      s += "set format x ''\nunset xlabel\n";
    // Long labels grow smaller until they fit.
    const double size = std::min(12.0, 1.55 * each / static_cast<double>(std::max<std::size_t>(p.label.size(), 1)));
    s += "set ylabel " + in_grey(p.label) + " font '" + font_size(std::max(size, 7.0)) +
         (has_names(p) ? "' offset -0.2,0\n" : "' offset 0.5,0\n"); // gnuplot takes names for narrower than they are
    write_y_axis(s, p);
    s += p.side_by_side() ? "set border 0\n" : "set border 3\n";
    if (!p.image.values.empty())
      s += "unset grid\n";
    else
      s += std::string("set grid xtics ") + (p.bands.empty() ? "ytics" : "noytics") + " lc rgb '#e6e6e6' lt 1 lw 0.8\n";
    // Keys that are higher than the panel would lose names; SVG counts lines twice as high.
    const auto lines = static_cast<double>(p.curves.size() + p.levels.size() + 1);
    s += "set key at graph 1.012, graph 1.0 left top Left reverse vertical maxrows 20 samplen 1.4 spacing " +
         number(std::min(1.05, (png_ ? 9 : 6.6) / lines)) + " textcolor rgb '#333333'\n";
    write_plot(s, p, x, unit);
  }

  [[gnu::cold]] static bool has_names(const panel& p) {
    return std::any_of(p.bands.begin(), p.bands.end(), [](const auto& band) { return !band.second.empty(); });
  }
  [[gnu::cold]] static span_of_numbers y_range(const panel& p) {
    if (!p.y_range.empty()) return p.y_range;
    span_of_numbers y;
    for (const auto& c : p.curves)
      for (const double value : c.y) y.take(value);
    for (const auto& level : p.levels) y.take(level.first);
    if (y.empty()) return {0, 1};
    const double size = std::max(std::abs(y.low), std::abs(y.high));
    const double margin = y.length() > std::max(1e-9 * size, 1e-290) ? 0.06 * y.length() : std::max(0.1 * size, 1e-12);
    return {y.low - margin, y.high + margin};
  }
  [[gnu::cold]] static double y_step(const panel& p) {
    return std::max(nice_step(y_range(p).length(), 5), p.counts() ? 1.0 : 0.0);
  }
  // Characters of the widest mark on the y axis.
  [[gnu::cold]] static std::size_t width_of_marks(const panel& p) {
    std::size_t widest = 0;
    for (const auto& band : p.bands) widest = std::max(widest, band.second.size());
    return p.bands.empty() ? width_of_numbers(y_range(p), y_step(p)) : widest;
  }
  [[gnu::cold]] static std::size_t width_of_numbers(span_of_numbers range, double step) {
    std::size_t widest = 0;
    const double first = std::ceil(range.low / step);
    for (int k = 0; k < 12 && (first + k) * step <= range.high; ++k) {
      char text[32];
      widest = std::max(widest, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%g", (first + k) * step)));
    }
    return widest;
  }
  [[gnu::cold]] static span_of_numbers colour_range(const heat_map& image) {
    span_of_numbers range;
    for (const double v : image.values) range.take(v);
    if (range.empty()) range = {0, 1};
    if (range.length() <= 0) range.high = range.low + std::max(std::abs(range.low) * 1e-3, 1e-12);
    return range;
  }
  // How many letters the numbers beside the colours have beyond two.
  [[gnu::cold]] static double width_of_colours(span_of_numbers range) {
    return std::max(0.0, static_cast<double>(width_of_numbers(range, nice_step(range.length(), 4))) - 2);
  }

  // Numbers at multiples of a step, or names, which are formats.
  [[gnu::cold]] static void write_x_marks(std::string& s, const panel& p, double step) {
    if (p.x_bands.empty())
      s += "set xtics scale 0.6 " + number(step) + "\n";
    else
      s += "set xtics scale 0 (" + named_marks(p.x_bands) + ")\n";
  }
  [[gnu::cold]] static std::string named_marks(const std::vector<std::pair<double, std::string>>& bands) {
    std::string marks;
    for (const auto& [place, name] : bands) {
      std::string escaped;
      for (const char c : name) escaped += c == '%' ? std::string("%%") : std::string(1, c);
      marks += marks.empty() ? "" : ", ";
      marks += gnuplot_text(escaped) + " " + number(place);
    }
    return marks;
  }

  [[gnu::cold]] static void write_y_axis(std::string& s, const panel& p) {
    const auto y = y_range(p);
    s += "set format y '%g'\nset yrange [" + number(y.low) + ":" + number(y.high) + "]\n";
    if (p.bands.empty()) {
      s += "set ytics scale 0.6 " + number(y_step(p)) + "\n";
      return;
    }
    s += "set ytics scale 0 (" + named_marks(p.bands) + ")\n";
  }

  [[gnu::cold]] static void write_plot(std::string& s, const panel& p, span_of_numbers x, double unit) {
    std::string data, plot;
    const auto add = [&](const std::string& what) { plot += (plot.empty() ? "plot " : ", ") + what; };
    if (!p.image.values.empty()) add(write_image(s, data, p, unit));
    for (std::size_t c = 0; c < p.curves.size(); ++c) {
      const std::string points = points_of(p.curves[c], x.low, x.high, unit);
      if (points.find_first_not_of('\n') == std::string::npos) continue;
      const std::string block = "$d" + std::to_string(c);
      data += joined({block, " << END_OF_DATA\n", points, "END_OF_DATA\n"});
      const bool named = !p.curves[c].name.empty() && p.bands.empty();
      add(block + style_of(p.curves[c], p, points) + " lc rgb '" + colours[c % colours.size()] + "' " +
          (named ? "title " + gnuplot_text(p.curves[c].name) : "notitle"));
    }
    for (const auto& [value, name] : p.levels)
      add(number(value) + " with lines lw 1.2 dt 2 lc rgb '#777777' " +
          (name.empty() ? "notitle" : "title " + gnuplot_text(name)));
    if (!p.note.empty()) add("NaN with lines lc rgb 'white' title " + gnuplot_text(p.note));
    if (p.empty()) s += "set label 2 'no data' at graph 0.5, graph 0.5 center textcolor rgb '#999999'\n";
    if (plot.empty()) add("NaN notitle");
    s += data + plot + "\n";
  }

  [[gnu::cold]] static std::string style_of(const curve& c, const panel& p, const std::string& points) {
    const double rows = p.y_range.empty() ? 1 : std::max(p.y_range.length(), 1.0);
    const auto dots = std::count(points.begin(), points.end(), '\n');
    switch (c.style) {
    case stroke::line:
      return " using 1:2 with lines lw 1.7";
    case stroke::steps:
      return " using 1:2 with steps lw 1.7";
    case stroke::ticks:
      return " using 1:($2-0.4):(0):(0.8) with vectors nohead lw 1.5";
    case stroke::dots:
      break;
    }
    return " using 1:2 with points pt 7 ps " + number(std::clamp(25.0 / rows,
                                                                 dots < 3000    ? 0.3
                                                                 : dots < 15000 ? 0.2
                                                                                : 0.12,
                                                                 0.5));
  }

  [[gnu::cold]] static std::string write_image(std::string& s, std::string& data, const panel& p, double unit) {
    const heat_map image = reduced(p.image, 400, 1200);
    const span_of_numbers range = colour_range(image);
    s += "set cbrange [" + number(range.low) + ":" + number(range.high) + "]\nset cbtics scale 0.6 " +
         number(nice_step(range.length(), 4)) + "\nset format cb '%g'\nset cblabel " + in_grey(p.image.label) +
         " offset 1,0\nset colorbox user origin graph 1.012, graph 0 size graph 0.012, graph 1\n";
    data += "$m << END_OF_DATA\n";
    for (std::size_t i = 0; i < image.rows; ++i) {
      for (std::size_t j = 0; j < image.columns; ++j) {
        const double v = image.values[i * image.columns + j];
        if (std::isfinite(v))
          append_number(data, v);
        else
          data += "NaN";
        data += j + 1 < image.columns ? ' ' : '\n';
      }
    }
    data += "END_OF_DATA\n";
    const double step = (image.right - image.left) / static_cast<double>(image.columns) / unit;
    return "$m matrix using ($1*" + number(step) + "+" + number(image.left / unit + step / 2) + "):($2*" +
           number(image.row_height) + "+" + number((image.row_height - 1) / 2) + "):3 with image notitle";
  }

  const std::string& title_;
  const std::vector<panel>& panels_;
  span_of_numbers time_;
  double unit_ = 1e-3, left_ = 0, right_ = 0, head_ = 0, height_ = 0;
  bool png_ = true;
};

} // namespace cortexpr::detail
