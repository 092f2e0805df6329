// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/integrators/dormand_prince_rule.hpp>
#include <cortexpr/detail/integrators/fits.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/detail/integrators/upstroke.hpp>
#include <cortexpr/model/columns.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

namespace cortexpr {

/// A rule of fixed steps for neurons whose threshold stands in an upstroke (adaptive exponential, Izhikevich): the rule
/// itself, but for neurons whose variable runs away or crosses the threshold in this step. These are integrated level
/// by level, are reset where they cross the threshold, and go on from there to the end of the step; or rest, if they
/// have a refractory period of a step or more. A variable runs away where its growth rate d(dx/dt)/dx
/// exceeds 0.35 per step. Spikes
/// are those of the step, at most one per neuron. Of the order of the rule, resets included.
///
/// Example (examples/reference/reset_at_crossing.cpp):
///
///     population<"cells">(100, adex{}, reset_at_crossing<rk4>{})
template <class Rule>
struct reset_at_crossing {
  static constexpr auto stages = Rule::stages;
  static constexpr bool finds_spikes = true;
  static constexpr bool may_wait =
      true; ///< where a schedule wants integration and threshold apart it is the rule alone

private:
  static constexpr auto full_name = [] {
    std::array<char, 64> text{};
    std::size_t n = 0;
    for (const std::string_view part :
         {std::string_view("reset_at_crossing<"), std::string_view(Rule::name), std::string_view(">")})
      for (const char c : part) text[n++] = c;
    return text;
  }();

public:
  static constexpr const char* name = full_name.data();

  template <class M>
  static constexpr void check() {
    static_assert(
        detail::ThresholdInUpstroke<M>,
        "cortexpr: reset_at_crossing is for models with a reset whose threshold reads one variable, and whose "
        "equation of this variable is not linear in it (adex, izhikevich); use dormand_prince, or the rule "
        "alone");
  }

  template <Model M, class T>
  class stepper {
    using base_type = typename Rule::template stepper<M, T>;
    static constexpr std::size_t K = detail::threshold_variable<M>;

  public:
    void prepare(const parameters_of<M, columns<T>>& p, double dt, std::size_t n) {
      detail::require_fit<reset_at_crossing, M>();
      rule_.prepare(p, dt, n);
      const bool varying = !detail::parameters_shared(p, ~std::uint64_t{0});
      begin_ = column<T>(T(0));
      top_ = column<T>(T(0));
      if (varying) {
        begin_.assign(n, std::numeric_limits<T>::infinity()); // padding has no upstroke
        top_.assign(n, std::numeric_limits<T>::infinity());
      }
      for (std::size_t i = 0; i < (varying ? n : 1); ++i) {
        const auto levels = detail::find_upstroke<M>(detail::parameters_at<M, T>(p, i), runs_away / dt);
        put(begin_, i, levels.begin);
        put(top_, i, levels.top);
      }
    }

    template <class X, class P, class In, class B>
    [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
      return rule_.advance(x, p, in, at);
    }
    /// The same, with resets at the threshold. The neurons of the block that spike are entered in `fired`; `crossing`
    /// holds their states at the threshold.
    template <class X, class P, class In, class B>
    [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const detail::block<B>& at,
                                     typename detail::lanes<B>::mask& fired, X& crossing) const {
      return find_spikes(*this, rule_, x, p, in, at, fired, crossing);
    }

    /// The neurons of a block whose variable runs away: after a step by the rule they are at `y`.
    template <class X, class B>
    [[gnu::always_inline]] auto run_away(const X& y, const detail::block<B>& at) const {
      const auto begin = detail::load_lanes<B>(begin_.data() + (begin_.shared() ? 0 : at.first));
      return (static_cast<const detail::lanes<B>&>(variable<K>(y)) > begin) & at.active;
    }

    /// The same where all neurons have the same parameters.
    template <class B, bool WithInputs>
    class shared {
    public:
      explicit shared(const stepper& s) : all_(s), rule_(detail::for_loop<B, true, WithInputs>(s.rule_)) {}
      template <class X, class P, class In>
      [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
        return rule_.advance(x, p, in, at);
      }
      template <class X, class P, class In>
      [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const detail::block<B>& at,
                                       typename detail::lanes<B>::mask& fired, X& crossing) const {
        return find_spikes(all_, rule_, x, p, in, at, fired, crossing);
      }
      template <class X>
      [[gnu::always_inline]] auto run_away(const X& y, const detail::block<B>& at) const {
        return all_.run_away(y, at);
      }

    private:
      const stepper& all_;
      decltype(detail::for_loop<B, true, WithInputs>(std::declval<const base_type&>())) rule_;
    };

  private:
    static constexpr double runs_away = 0.35; ///< growth of the slope in a step from which on steps are divided

    static void put(column<T>& levels, std::size_t i, double value) {
      if (levels.shared())
        levels = column<T>(static_cast<T>(value));
      else
        levels[i] = static_cast<T>(value);
    }

    template <class R, class X, class P, class In, class B>
    [[gnu::always_inline]] static X find_spikes(const stepper& s, const R& rule, const X& x, const P& p, const In& in,
                                                const detail::block<B>& at, typename detail::lanes<B>::mask& fired,
                                                X& crossing) {
      using L = detail::lanes<B>;
      X y = rule.advance(x, p, in, at);
      fired = L(1) < L(0);
      const auto above = s.run_away(y, at);
      if (detail::any_lane(above)) [[unlikely]] {
        using state = state_of<M, numeric<T>>;
        const std::uint64_t bits = detail::bits_of_mask<B>(above);
        std::uint64_t spiking = 0;
        crossing = y;
        for (std::size_t lane = 0; bits >> lane != 0; ++lane) {
          if ((bits >> lane & 1U) == 0) continue;
          const auto end =
              detail::step_in_upstroke<M, T>(detail::lane_of<state>(x, lane), detail::lane_of<state>(y, lane),
                                             detail::lane_of<parameters_of<M, numeric<T>>>(p, lane),
                                             detail::lane_of<inputs_of<M, numeric<T>>>(in[in.size() > 1 ? 1 : 0], lane),
                                             detail::first_lane(at.dt), s.top_.of(at.first + lane));
          detail::put_lane(y, end.x, lane);
          detail::put_lane(crossing, end.crossing, lane);
          if (end.fired) spiking |= std::uint64_t{1} << lane;
        }
        fired = detail::mask_of_bits<B>(spiking);
      }
      return y;
    }

    base_type rule_;
    column<T> begin_, top_;
  };
};

} // namespace cortexpr
