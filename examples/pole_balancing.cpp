// SPDX-License-Identifier: BSL-1.0
// A spiking network balances a pole on a cart. Eight groups of sensory neurons are driven by the position, velocity,
// angle and angular velocity (a group for each sign); two groups of motor neurons push the cart to the right and to the
// left. How much each sensor counts stands in the weights of the synapses. Every millisecond the program writes
// currents and reads spikes. The page is docs/closed_loop.md.

#include "program.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <vector>

using namespace cortexpr;

namespace {

// The pole of Barto, Sutton and Anderson (1983): a cart of 1 kg with a pole of 0.1 kg and 1 m, without friction.
struct cart_pole {
  double x = 0, speed = 0, angle = 0.05, turn = 0; // m, m/s, rad, rad/s

  void move(double force, double dt) {
    constexpr double g = 9.8, pole = 0.1, total = 1.1, half = 0.5;
    const double s = std::sin(angle), c = std::cos(angle);
    const double pull = (force + pole * half * turn * turn * s) / total;
    const double bend = (g * s - c * pull) / (half * (4.0 / 3 - pole * c * c / total));
    speed += dt * (pull - pole * half * bend * c / total);
    turn += dt * bend;
    x += dt * speed;
    angle += dt * turn;
  }
  [[nodiscard]] bool stands() const { return std::abs(angle) < 0.21 && std::abs(x) < 2.4; }
};

constexpr std::uint32_t group = 50, sensors = 8 * group, motors = 200;
/// What counts as a large value of the four variables, and how hard the cart is to be pushed for it, in newtons.
constexpr std::array<double, 4> large{2, 1, 0.2, 1.5}, push{1.5, 2.5, 7, 10};

/// A sensor of a positive value excites the motor neurons that push to the right, one of a negative value the others.
constexpr auto wiring = [](std::uint32_t i, std::uint32_t j) {
  const std::uint32_t sensor = i / group, side = j / (motors / 2);
  const double share = push[sensor / 2] / (push[0] + push[1] + push[2] + push[3]);
  return sensor % 2 == side ? 14_pA * share : 0_pA;
};
constexpr auto controller =
    describe(population<"sensors">(sensors, lif{}, start<"v">(uniform(-60_mV, -50_mV)),
                                   parameter<"V_th">(normal(-50_mV, 0.5_mV))),
             population<"motors">(motors, synaptic_lif<current<exponential>>{}, start<"v">(uniform(-60_mV, -50_mV)),
                                  parameter<"V_th">(normal(-50_mV, 0.5_mV))),
             projection<"sensors -> motors.exc">(all_to_all{}, weight(function_of(wiring)), delay(0.5_ms)),
             drive<"motors.I">(0.1_nA), drive<"sensors.I">(live), record<"motors.spikes">());

struct history {
  std::vector<double> seconds, angle, x, force;
};

/// Seconds until the pole falls, or `longest`.
double balance(double longest, bool connected, std::uint64_t start, history& h) {
  simulation<network<controller>> brain{seed{start}};
  const std::span<double> current = brain.input<"sensors.I">(); // A
  cart_pole cart;
  double rate = 0; // spikes per second of the right minus the left motor neurons, over the last 15 ms or so
  for (int ms = 0; ms < static_cast<int>(1000 * longest); ++ms) {
    const std::array state{cart.x, cart.speed, cart.angle, cart.turn};
    for (std::size_t i = 0; i < current.size(); ++i) {
      const std::size_t sensor = i / group;
      const double value = std::clamp(state[sensor / 2] / large[sensor / 2], -1.5, 1.5);
      current[i] = 0.3e-9 + 0.15e-9 * (sensor % 2 == 0 ? value : -value);
    }
    brain.clear_recordings();
    brain.advance(1_ms);
    int right = 0;
    for (const std::uint32_t i : brain.spikes<"motors">()) right += i < motors / 2 ? 1 : -1;
    rate += (1000.0 * right - rate) / 15;
    const double force = connected ? std::clamp(9e-4 * rate, -15.0, 15.0) : 0;
    const double kick = ms % 4000 == 2000 ? 60 : 0; // a kick of 60 mN s now and then
    for (int part = 0; part < 5; ++part) cart.move(force + kick, 0.2e-3);
    if (ms % 10 == 0) {
      h.seconds.push_back(1e-3 * ms);
      h.angle.push_back(cart.angle * 180 / 3.14159265358979);
      h.x.push_back(cart.x);
      h.force.push_back(force);
    }
    if (!cart.stands()) return 1e-3 * ms;
  }
  return longest;
}

} // namespace

int main(int argc, char** argv) {
  std::filesystem::path output = "output";
  std::uint64_t start = 1;
  CLI::App app{"A spiking network balances a pole", "pole_balancing"};
  app.add_option("--seed", start, "seed of all random numbers")->capture_default_str();
  return examples::run_program(app, argc, argv, output, [&](bool quick) {
    const double longest = quick ? 12 : 60;
    history h, fallen;
    const double with = balance(longest, true, start, h), without = balance(longest, false, start, fallen);
    std::printf("with the network the pole stands for %.1f s%s, without it for %.1f s\n", with,
                with == longest ? " (the whole run)" : "", without);
    const auto picture = output / "pole_balancing.png";
    figure("A spiking network balances a pole; the cart is kicked every 4 s")
        .lines("angle (degrees)", h.seconds, {{"angle", h.angle}})
        .lines("cart (m)", h.seconds, {{"position", h.x}})
        .lines("force (N)", h.seconds, {{"force", h.force}})
        .save(picture);
    std::printf("picture: %s\n", picture.string().c_str());
    if (with < longest || without > 2) throw std::runtime_error("the pole has fallen");
  });
}
