// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/io_testing.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/io/plot.hpp>
#include <cortexpr/io/xtensor.hpp>
#include <cortexpr/units/literals.hpp>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

using namespace cortexpr;

namespace {

spike_train some_spikes(std::uint32_t neurons) {
  spike_train spikes;
  spikes.which.all(neurons);
  spikes.dt = 1e-4;
  for (std::int64_t step = 0; step < 1000; ++step) {
    const std::uint32_t spiking[] = {static_cast<std::uint32_t>(step * 7) % neurons};
    spikes.take(step, spiking);
  }
  return spikes;
}

trace<double> some_trace(std::uint64_t neurons) {
  trace<double> t;
  t.which.all(neurons);
  t.dt = 1e-4;
  t.unit = "V";
  for (std::int64_t step = 0; step < 1000; ++step) {
    t.steps.push_back(step);
    for (std::uint64_t n = 0; n < neurons; ++n)
      t.values.push_back(-0.07 + 0.01 * std::sin(static_cast<double>(step + 20 * static_cast<std::int64_t>(n)) * 0.02));
  }
  return t;
}

rate_trace some_rate() {
  rate_trace r;
  r.period = 10;
  r.dt = 1e-4;
  for (std::int64_t step = 0; step < 1000; ++step) r.take(step, static_cast<std::size_t>(step / 100));
  return r;
}

bool is_png(const std::filesystem::path& path) {
  const std::string bytes = detail::read_file(path);
  return bytes.substr(0, 4) == "\x89PNG" && bytes.find("IEND") != std::string::npos;
}

std::string complaint(const figure& f, const std::filesystem::path& path) {
  return complaint_of<io_error>([&] { f.save(path); });
}

// Another PATH for the time of a test.
struct other_path {
  std::string former = std::getenv("PATH");
  explicit other_path(const std::string& path) { setenv("PATH", path.c_str(), 1); }
  ~other_path() { setenv("PATH", former.c_str(), 1); }
};

} // namespace

TEST_CASE("plot: one call each") {
  const temporary_folder folder;
  plot_raster(folder / "raster.png", some_spikes(20), "spikes");
  plot_traces(folder / "traces.png", some_trace(3), 1_mV, "v (mV)");
  plot_rate(folder / "rate.png", some_rate());
  for (const char* name : {"raster.png", "traces.png", "rate.png"}) CHECK(is_png(folder / name));
}

TEST_CASE("plot: all panels in one picture") {
  const temporary_folder folder;
  const xt::xtensor<double, 2> weights{{1, 2, 3}, {4, std::nan(""), 6}};
  const std::vector<double> time{0, 0.05, 0.1}, up{1, 2, 3}, gap{1, std::nan(""), 3};
  const auto all = figure("all of it")
                       .raster("spikes", {{"a", some_spikes(300)}, {"b", time, std::vector<int>{0, 1, 2}}})
                       .rates("rate (Hz)", {{"a", some_rate()}})
                       .traces("v (mV)", some_trace(12), 1_mV)
                       .level(-65, "threshold")
                       .lines("values", time, {{"up", up}, {"gap", gap}})
                       .steps("steps", time, {{"", up}})
                       .image("neuron", some_trace(12), 1_mV, "v (mV)")
                       .image("target", weights, "source", "weight");
  all.save(folder / "all.png");
  CHECK(is_png(folder / "all.png"));
  all.save(folder / "all.svg");
  const std::string svg = detail::read_file(folder / "all.svg");
  CHECK(says(svg, "<svg", "</svg>", "all of it", "threshold", "of 12", "time (ms)", "source"));
}

TEST_CASE("plot: histograms count every value and have an axis of their own") {
  const detail::panel p =
      detail::histogram_panel("n", {{"a", detail::stroke::steps, {}, {0, 1, 1.5, 4, std::nan("")}}}, 4, "w");
  CHECK_FALSE(p.timed());
  CHECK(p.curves[0].x == std::vector<double>{0, 0, 1, 2, 3, 4, 4});
  CHECK(p.curves[0].y == std::vector<double>{0, 1, 2, 0, 1, 1, 0});
  // One value, none, no bins.
  CHECK(detail::histogram_panel("n", {{"a", detail::stroke::steps, {}, {3}}}, 1, "").curves[0].y ==
        std::vector<double>{0, 1, 1, 0});
  CHECK(detail::histogram_panel("n", {{"a", detail::stroke::steps, {}, {}}}, 0, "").curves[0].y ==
        std::vector<double>{0, 0, 0, 0});
}

TEST_CASE("plot: images stand side by side, the first row on top") {
  const temporary_folder folder;
  const xt::xtensor<double, 2> m{{1, 2}, {3, 4}};
  const std::vector<named_image> list{{"before", m}, {"100 %", std::vector<int>{5, 6, 7, 8}, 2}};
  const detail::panel p =
      detail::images_panel("w", {{list[0].name, list[0].image}, {list[1].name, list[1].image}}, "weight");
  CHECK(p.image.rows == 2);
  CHECK(p.image.columns == 11);
  CHECK(p.image.values[0] == 3);
  CHECK(p.image.values[11] == 1);
  CHECK(p.image.values[3] == 7); // a column lies between them
  CHECK(std::isnan(p.image.values[2]));
  CHECK(p.x_bands[1].first == 3.5);
  // An axis of its own leaves the time axis of the other panels alone.
  figure("fields")
      .rates("rate (Hz)", {{"a", some_rate()}})
      .images("w", list, "weight")
      .histogram("synapses", {{"w", m}}, 10, "weight (nS)")
      .save(folder / "fields.svg");
  CHECK(says(detail::read_file(folder / "fields.svg"), "before", "100 %", "weight (nS)", "time (ms)"));
  CHECK(says(complaint_of<invalid_value>([] {
               named_image("x", std::vector<int>{1, 2, 3}, 2);
             }),
             "image 'x' has 3 values, which do not fill rows of 2"));
}

TEST_CASE("plot: columns and rows of an image are marked with what they stand for") {
  const temporary_folder folder;
  const xt::xtensor<double, 2> m{{1, 2, 3}, {4, 5, 1e-4}};
  figure("map")
      .image("area", m, "inhibition (nS)", "rate (Hz)")
      .marks(std::vector{1.0 + 0.7 * 3, 4.5, 5.9}, std::array{"V1", "V2"})
      .image("row", m, "column", "rate (Hz)")
      .marks(std::vector<int>{}, std::vector<std::string>{"low", "high"})
      .save(folder / "map.svg");
  CHECK(says(detail::read_file(folder / "map.svg"), ">3.1<", "4.5", "5.9", "V1", "V2", "low", "high", ">0<", ">2<"));
  // Of many, every k-th.
  const auto marks = detail::marks_of(std::vector<std::string>(32, "x"), 10);
  CHECK(marks.size() == 8);
  CHECK(marks[1].first == 4);
  CHECK(detail::marks_of({}, 10).empty());
  const auto refused = [&](auto&& call) { return complaint_of<invalid_value>(call); };
  const std::vector<int> two{1, 2}, none;
  CHECK(says(refused([&] { figure().image("area", m, "x", "z").marks(two, two); }),
             "image 'area' has 3 columns, and marks has 2 for them"));
  CHECK(says(refused([&] { figure().image("v", some_trace(2), 1_mV, "v").marks(two, none); }),
             "call it once after image"));
  CHECK(says(refused([&] { figure().marks(two, two); }), "call it once after image"));
  CHECK(says(refused([&] { figure().images("w", {{"w", m}}, "w").marks(two, none); }), "call it once after image"));
}

TEST_CASE("plot: empty data draw empty panels") {
  const temporary_folder folder;
  spike_train silent;
  silent.which.all(10);
  const auto nothing = figure().raster("spikes", {{"", silent}}).traces("v", trace<float>{}, 1_mV).rates("rate", {});
  nothing.save(folder / "empty.svg");
  const std::string svg = detail::read_file(folder / "empty.svg");
  std::size_t panels = 0;
  for (auto at = svg.find("no data"); at != std::string::npos; at = svg.find("no data", at + 1)) ++panels;
  CHECK(panels == 3);
  figure().save(folder / "bare.png");
  CHECK(is_png(folder / "bare.png"));
  figure().image("m", xt::xtensor<double, 2>(std::array<std::size_t, 2>{0, 0}), "j", "w").save(folder / "image.png");
  CHECK(is_png(folder / "image.png"));
}

TEST_CASE("plot: a raster, rates of one recording are those of one group without a name") {
  const temporary_folder folder;
  figure().raster("spikes", some_spikes(20)).save(folder / "one.svg");
  figure().raster("spikes", {{"", some_spikes(20)}}).save(folder / "group.svg");
  CHECK(detail::read_file(folder / "one.svg") == detail::read_file(folder / "group.svg"));
  figure().rates("rate (Hz)", some_rate()).save(folder / "rate.svg");
  figure().rates("rate (Hz)", {{"", some_rate()}}).save(folder / "rates.svg");
  CHECK(detail::read_file(folder / "rate.svg") == detail::read_file(folder / "rates.svg"));
}

TEST_CASE("plot: one spike, one value, constant and extreme values") {
  const temporary_folder folder;
  const std::vector<double> once{0.5}, time{0, 1, 2};
  figure().raster("spikes", {{"", once, once}}).save(folder / "one.png");
  CHECK(is_png(folder / "one.png"));
  for (const double x : {0.0, 1.0, -1e-300, 1e300, 1e20}) {
    figure().lines("v", time, {{"", std::vector<double>{x, x, std::nextafter(x, 1e308)}}}).save(folder / "x.png");
    CHECK(is_png(folder / "x.png"));
  }
  const double inf = HUGE_VAL, nan = std::nan("");
  figure().lines("v", time, {{"", std::vector<double>{inf, nan, -inf}}}).save(folder / "none.png");
  CHECK(is_png(folder / "none.png"));
}

TEST_CASE("plot: texts of users are shown and never executed") {
  const temporary_folder folder;
  const std::string path = (folder / "executed").string();
  const std::string text =
      "it's `touch " + path + "` \"@terminal\" 100 % {/Bold x}_2 \\n $(touch " + path + ")\n!touch " + path;
  figure(text)
      .raster(text, {{text, some_spikes(4)}, {"b", some_spikes(4)}})
      .lines(text, std::vector<double>{0, 1}, {{text, std::vector<double>{0, 1}}})
      .level(0, text)
      .save(folder / "it's `a` $name.svg");
  CHECK(!std::filesystem::exists(path));
  CHECK(says(detail::read_file(folder / "it's `a` $name.svg"), "@terminal", "100 %", "{/Bold x}_2 \\n $(touch"));
}

TEST_CASE("plot: a window shows what lies in it") {
  const detail::curve c{"", detail::stroke::line, {0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4, 5}};
  CHECK(detail::points_of(c, 2, 3, 1) == "2 2\n3 3\n");
  CHECK(detail::points_of(c, 2.5, 3.5, 1e-3) == "2000 2\n3000 3\n4000 4\n");
  const detail::curve dots{"", detail::stroke::dots, {0, 1, 2, 2, 3}, {0, 1, 2, 2, 3}};
  CHECK(detail::points_of(dots, 1, 2.5, 1) == "1 1\n2 2\n");
  CHECK(says(complaint_of<invalid_value>([] { figure().between(1_s, 1_s); }), "between"));
}

TEST_CASE("plot: long lines keep their peaks") {
  detail::curve c{"", detail::stroke::line, {}, {}};
  for (int k = 0; k < 1000000; ++k) {
    c.x.push_back(k);
    c.y.push_back(k == 654321 ? 77 : 0);
  }
  const std::string points = detail::points_of(c, 0, 1e6, 1);
  CHECK(says(points, "654321 77\n"));
  CHECK(std::count(points.begin(), points.end(), '\n') < 10000);
}

TEST_CASE("plot: a map of a grid has a pixel for each neuron") {
  for (const auto& [columns, rows] :
       {std::pair{20, 10}, {10, 20}, {3, 2}, {100, 30}, {7, 5}, {40, 1}, {1, 9}, {1, 1}}) {
    std::vector<double> x, y, value;
    for (int k = 0; k < columns * rows; ++k)
      x.push_back(10e-6 * (k % columns)), y.push_back(10e-6 * (k / columns)), value.push_back(k);
    const auto image = detail::space_map("grid", x, y, value);
    CAPTURE(columns, rows);
    CHECK(image.columns == static_cast<std::size_t>(columns));
    CHECK(image.rows == static_cast<std::size_t>(rows));
    std::vector<double> seen = image.values;
    std::sort(seen.begin(), seen.end());
    CHECK(seen == value);
  }
}

TEST_CASE("plot: heat maps of large matrices are means of blocks") {
  detail::heat_map m{4, 6, {}, 0, 6, 1, ""};
  for (int k = 0; k < 24; ++k) m.values.push_back(k);
  const auto small = detail::reduced(m, 2, 4);
  CHECK(small.rows == 2);
  CHECK(small.columns == 3);
  CHECK(small.row_height == 2);
  CHECK(small.right == 6);
  CHECK(small.values == std::vector<double>{3.5, 5.5, 7.5, 15.5, 17.5, 19.5});
  CHECK(detail::reduced(m, 4, 6).values == m.values);
}

TEST_CASE("plot: lists that do not fit are refused") {
  const std::vector<double> two{0, 1}, three{0, 1, 2};
  CHECK(says(complaint_of<invalid_value>([&] {
               figure().lines("v", two, {{"soma", three}});
             }),
             "'soma' has 3 values for 2 times"));
  CHECK(says(complaint_of<invalid_value>([&] {
               figure().raster("v", {{"exc", two, three}});
             }),
             "group 'exc' has 2 times and 3 neuron numbers"));
}

TEST_CASE("plot: places and endings that do not work") {
  const temporary_folder folder;
  const auto f = figure().lines("v", std::vector<double>{0, 1}, {{"", std::vector<double>{0, 1}}});
  CHECK(says(complaint(f, folder / "a.pdf"), (folder / "a.pdf").string(), "pictures end in .png or .svg"));
  CHECK(says(complaint(f, folder / "no/a.png"), (folder / "no/a.png").string(), "there is no folder"));
  if (std::filesystem::exists("/dev/full")) {
    std::filesystem::create_symlink("/dev/full", folder / "full.png");
    CHECK(says(complaint(f, folder / "full.png"), "full.png: cannot be written completely (No space left on device)"));
  }
}

TEST_CASE("plot: gnuplot is missing or fails") {
  const temporary_folder folder;
  const auto path = folder / "a.png";
  const figure f;
  {
    const other_path none((folder / "").string());
    CHECK(says(complaint(f, path), path.string(), "was not found; install the package gnuplot-nox"));
  }
  detail::write_file(folder / "gnuplot", "#!/bin/sh\necho 'line 7: cannot draw' >&2\nexit 3\n");
  std::filesystem::permissions(folder / "gnuplot", std::filesystem::perms::owner_all);
  {
    const other_path fake((folder / "").string());
    CHECK(says(complaint(f, path), path.string(), "gnuplot could not draw the picture: line 7: cannot draw"));
  }
  CHECK(!std::filesystem::exists(path));
}
