// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/model/integrators/integrators.hpp>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace oracle {

/// All integrators of the library as one whose method is chosen at run time, as a case wants: a network is compiled
/// once and not once per integrator. Each works as it does alone, its own coefficients in registers.
struct any_integrator {
  template <class... Integrators>
  struct list {};
  using all = list<cortexpr::euler, cortexpr::rk2, cortexpr::heun, cortexpr::rk4, cortexpr::exponential_euler,
                   cortexpr::exact, cortexpr::euler_maruyama>;

  static constexpr std::array stages{0.0, 0.5, 1.0}; // those of every integrator
  static constexpr const char* name = "any integrator";
  static inline std::string_view chosen; ///< the one of the runs that follow

  template <class M, class Kept, class... Integrators>
  struct filter;
  template <class M, class... Kept>
  struct filter<M, list<Kept...>> {
    using type = list<Kept...>;
  };
  template <class M, class... Kept, class First, class... Others>
  struct filter<M, list<Kept...>, First, Others...>
      : filter<M, std::conditional_t<cortexpr::fits<First, M>, list<Kept..., First>, list<Kept...>>, Others...> {};
  template <class M, class... Integrators>
  static typename filter<M, list<>, Integrators...>::type keep_fitting(list<Integrators...>);
  /// Those that can advance the equations of M.
  template <class M>
  using fitting = decltype(keep_fitting<M>(all{}));

  template <class Integrator, class B, class Stepper, class X, class P, class In>
  [[gnu::always_inline]] static X advanced(const Stepper& s, const X& x, const P& p, const In& in,
                                           const cortexpr::detail::block<B>& at) {
    const auto own_stages = [&]<std::size_t... K>(std::index_sequence<K...>) {
      return std::array{in[static_cast<std::size_t>(2 * Integrator::stages[K])]...};
    }
    (std::make_index_sequence<Integrator::stages.size()>{});
    if constexpr (cortexpr::detail::NeedsNormals<Integrator>)
      return s.advance(x, p, own_stages, at, std::array<cortexpr::detail::lanes<B>, 0>{}); // no model here has noise
    else
      return s.advance(x, p, own_stages, at);
  }
  template <class... Integrators, class Steppers, class X, class P, class In, class B>
  [[gnu::always_inline]] static X advanced(list<Integrators...>, const Steppers& steppers, std::size_t index,
                                           const X& x, const P& p, const In& in, const cortexpr::detail::block<B>& at) {
    X y = x;
    [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
      ((K == index ? void(y = advanced<Integrators, B>(std::get<K>(steppers), x, p, in, at)) : void()), ...);
    }
    (std::index_sequence_for<Integrators...>{});
    return y;
  }

  template <cortexpr::Model M, class T, class List = fitting<M>>
  class stepper;
  template <cortexpr::Model M, class T, class... Integrators>
  class stepper<M, T, list<Integrators...>> {
    using steppers = std::tuple<typename Integrators::template stepper<M, T>...>;

  public:
    void prepare(const cortexpr::parameters_of<M, cortexpr::columns<T>>& p, double dt, std::size_t n) {
      std::apply([&](auto&... s) { (s.prepare(p, dt, n), ...); }, steppers_);
      index_ = 0;
      static_cast<void>(((Integrators::name == chosen ? false : (++index_, true)) && ...));
      if (index_ == sizeof...(Integrators)) throw std::logic_error("no integrator was chosen");
    }
    template <class X, class P, class In, class B>
    [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const cortexpr::detail::block<B>& at) const {
      return advanced(list<Integrators...>{}, steppers_, index_, x, p, in, at);
    }

    template <class B, bool WithInputs>
    class shared {
      template <class Stepper>
      using in_loop = decltype(cortexpr::detail::for_loop<B, true, WithInputs>(std::declval<const Stepper&>()));

    public:
      explicit shared(const stepper& s)
          : steppers_(std::apply(
                [](const auto&... each) {
                  return std::tuple<in_loop<std::remove_cvref_t<decltype(each)>>...>(
                      cortexpr::detail::for_loop<B, true, WithInputs>(each)...);
                },
                s.steppers_)),
            index_(s.index_) {}
      template <class X, class P, class In>
      [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in,
                                       const cortexpr::detail::block<B>& at) const {
        return advanced(list<Integrators...>{}, steppers_, index_, x, p, in, at);
      }

    private:
      std::tuple<in_loop<typename Integrators::template stepper<M, T>>...> steppers_;
      std::size_t index_;
    };

  private:
    steppers steppers_;
    std::size_t index_ = 0;
  };
};

} // namespace oracle
