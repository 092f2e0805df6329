// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <algorithm>
#include <chrono>
#include <cortexpr/simulation/progress.hpp>
#include <sstream>
#include <string>
#include <thread>

using namespace cortexpr;

namespace {

std::string after_last_return(const std::string& text) { return text.substr(text.rfind('\r') + 1); }

// Lets a bar see `steps` steps of which each takes that long; the stream's text.
std::string shown(std::int64_t steps, double dt, std::chrono::microseconds pause, std::int64_t stop_after) {
  std::ostringstream out;
  auto bar = progress::bar(out);
  bar.start(steps, dt);
  std::int64_t done = 0;
  while (done < stop_after) {
    std::this_thread::sleep_for(pause);
    bar.update(++done);
  }
  bar.finish(done);
  return out.str();
}

} // namespace

TEST_CASE("progress: the last line says that all is done") {
  const std::string text = shown(20000, 1e-4, std::chrono::microseconds(0), 20000);
  REQUIRE(text.back() == '\n');
  const std::string line = after_last_return(text);
  CHECK(line.find("[##############################] 100 %  2.00 s of 2.00 s") == 0);
  CHECK(line.find("x real time") != std::string::npos);
  CHECK(line.find("left") == std::string::npos);
}

TEST_CASE("progress: a run that is stopped early says how far it came") {
  const std::string line = after_last_return(shown(1000, 1e-3, std::chrono::microseconds(0), 450));
  CHECK(line.find("[#############.................] 45 %  0.45 s of 1.00 s") == 0);
}

TEST_CASE("progress: slow steps are seen, ten times a second at most") {
  const auto begin = std::chrono::steady_clock::now();
  const std::string text = shown(40, 1e-3, std::chrono::milliseconds(10), 40);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const auto drawn = std::count(text.begin(), text.end(), '\r');
  CHECK(drawn >= 2);
  CHECK(static_cast<double>(drawn) <= seconds * 10 + 2);
  CHECK(text.find(" left") != std::string::npos);
}

TEST_CASE("progress: runs without steps and runs announced as endless") {
  CHECK(after_last_return(shown(0, 1e-3, std::chrono::microseconds(0), 0)).find("100 %  0.00 s of 0.00 s") !=
        std::string::npos);
  CHECK(after_last_return(shown(std::int64_t{1} << 62, 1e-4, std::chrono::microseconds(0), 10)).find("] 0 %") !=
        std::string::npos);
}

TEST_CASE("progress: a second run begins anew") {
  std::ostringstream out;
  auto bar = progress::bar(out);
  for (int run = 0; run < 2; ++run) {
    bar.start(10, 0.1);
    for (int k = 1; k <= 10; ++k) bar.update(k);
    bar.finish(10);
  }
  const std::string text = out.str();
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
}

TEST_CASE("progress: an exception leaves a complete line") {
  std::ostringstream out;
  {
    auto bar = progress::bar(out);
    bar.start(1000, 1e-3);
    for (int k = 1; k <= 30; ++k) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      bar.update(k);
    }
  }
  REQUIRE(!out.str().empty());
  CHECK(out.str().back() == '\n');
}

TEST_CASE("progress: none shows nothing") {
  auto quiet = progress::none();
  quiet.start(10, 1e-3);
  quiet.update(10);
  quiet.finish(10);
}

TEST_CASE("progress: an update costs next to nothing") {
  std::ostringstream out;
  auto bar = progress::bar(out);
  constexpr std::int64_t steps = 20'000'000;
  bar.start(steps, 1e-4);
  const auto begin = std::chrono::steady_clock::now();
  for (std::int64_t k = 1; k <= steps; ++k) bar.update(k);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  CHECK(seconds / static_cast<double>(steps) < 100e-9);
}
