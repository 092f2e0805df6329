// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/model/integrators/integrators.hpp>
#include <cstddef>
#include <utility>

namespace laws {

namespace cx = cortexpr;

/// One neuron (or one pack of equal ones) advanced by an integrator, as the network's loop does it.
template <class M, class Integrator = cx::default_integrator<M>, class B = double>
class one_neuron {
public:
  using T = typename cx::detail::lane_traits<B>::value_type;
  using numbers = cx::numeric<B>;
  using columns_type = cx::parameters_of<M, cx::columns<T>>;

  explicit one_neuron(double dt, const columns_type& columns = {}, std::size_t n = 1) : dt_(dt) {
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      ((cx::variable<K>(p) = cx::detail::lanes<B>(cx::variable<K>(columns).of(0))), ...);
    }
    (std::make_index_sequence<cx::detail::parameter_count<M>>{});
    stepper.prepare(columns, dt, n);
  }

  /// Inputs come from `input(time)`, read at the times that the integrator asks for.
  template <class Input>
  void step(const Input& input, bool active = true) {
    std::array<cx::inputs_of<M, numbers>, Integrator::stages.size()> in{};
    for (std::size_t s = 0; s < in.size(); ++s)
      in[s] = input((static_cast<double>(steps_) + Integrator::stages[s]) * dt_);
    x = stepper.advance(x, p, in, at(active));
    ++steps_;
  }
  void step(bool active = true) {
    step([](double) { return cx::inputs_of<M, numbers>{}; }, active);
  }
  void run(std::size_t steps, bool active = true) {
    for (std::size_t k = 0; k < steps; ++k) step(active);
  }

  [[nodiscard]] cx::detail::block<B> at(bool active) const {
    return {0, typename cx::detail::lanes<B>::mask(active), cx::detail::lanes<B>(dt_)};
  }

  template <std::size_t K>
  [[nodiscard]] double value() const {
    const auto& v = static_cast<const cx::detail::lanes<B>&>(cx::variable<K>(x));
    if constexpr (cx::detail::lanes<B>::size == 1)
      return static_cast<double>(v.value);
    else
      return static_cast<double>(v.value.get(0));
  }

  cx::state_of<M, numbers> x{};
  cx::parameters_of<M, numbers> p{};
  typename Integrator::template stepper<M, T> stepper;

private:
  double dt_;
  std::size_t steps_ = 0;
};

} // namespace laws
