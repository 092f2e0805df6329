// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/by_function/choices.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/detail/connectivity/row_table.hpp>
#include <cortexpr/detail/text/use_of_text.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace cortexpr {

namespace detail {

/// What `targets_of` and `sources_of` have in common: a function that lists the partners of one neuron.
template <class F>
struct partner_list {
  F list;
  bool skips = false; ///< numbers outside the other side are left out

  static constexpr bool chooses = !std::is_invocable_v<const F&, std::int64_t>;

  /// Calls f(partner) for the partners of a neuron among `size` neurons. `whose` and `partner` are words for messages.
  template <class G>
  void for_each(std::uint32_t neuron, std::uint32_t size, stream numbers, std::string_view item, const char* whose,
                const char* partner, G&& f) const {
    const auto use = [&](std::int64_t x) {
      if (x >= 0 && x < std::int64_t{size}) return f(static_cast<std::uint32_t>(x));
      if (!skips)
        raise({"projection '", item, "': the function lists ", partner, " ", x, " for ", whose, " ", neuron,
               ", but there are ", size, ", numbered from 0; write .skip_invalid() to leave out what does not exist"});
    };
    choices others(size, numbers, neuron);
    const auto partners = [&] {
      if constexpr (chooses)
        return list(static_cast<std::int64_t>(neuron), others);
      else
        return list(static_cast<std::int64_t>(neuron));
    }();
    const auto use_number = [&](const auto& x) {
      constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();
      const std::int64_t number = whole_number(x, none);
      if (number == none)
        raise({"projection '", item, "': the function lists ", partner, " ", static_cast<double>(x), " for ", whose,
               " ", neuron, "; the number of a neuron is whole: round it in the function"});
      use(number);
    };
    if constexpr (Arithmetic<std::remove_cvref_t<decltype(partners)>>)
      use_number(partners);
    else
      for (const auto x : partners) use_number(x);
  }
};

// A text of targets names the source i, one of sources the target j.
template <class F>
concept ListsTargets = requires {
  requires F::lists_targets;
};
template <class F>
concept ListsSources = requires {
  requires F::lists_sources;
};
template <class T>
concept ListsNumbers = requires(const T& list) {
  requires Arithmetic<std::remove_cvref_t<decltype(*list.begin())>>;
  list.end();
};
template <class Result>
constexpr void check_listed() {
  using result = std::remove_cvref_t<Result>;
  static_assert(!std::is_same_v<result, bool>, "cortexpr: the function of targets_of and sources_of lists numbers of "
                                               "neurons; one that says whether i is connected to j is for "
                                               "connected_if([](auto i, auto j) { ... })");
  static_assert(
      Arithmetic<result> || ListsNumbers<result>,
      "cortexpr: the function of targets_of and sources_of returns the number of a neuron, i + 1, or a list of "
      "them, std::vector{i, i + 1}");
}
template <class F, bool OfTargets>
constexpr void check_partner_list() {
  constexpr bool right_side = !(OfTargets ? ListsSources<F> : ListsTargets<F>);
  static_assert(right_side, "cortexpr: targets_of lists the targets of a neuron i, with N_post; sources_of lists the "
                            "sources of a neuron j, with N_pre");
  constexpr bool callable =
      std::is_invocable_v<const F&, std::int64_t> || std::is_invocable_v<const F&, std::int64_t, choices&>;
  static_assert(callable, "cortexpr: targets_of and sources_of take a function of the number of a neuron, [](auto i) { "
                          "return i + 1; }, or of that and of the choices there are, [](auto i, auto& all) { return "
                          "all.range(i, i + 3); }");
  if constexpr (std::is_invocable_v<const F&, std::int64_t>)
    check_listed<std::invoke_result_t<const F&, std::int64_t>>();
  else if constexpr (callable)
    check_listed<std::invoke_result_t<const F&, std::int64_t, choices&>>();
}

} // namespace detail

/// The targets of every source, listed by a function (Brian2's connect(j='k for k in ...')). The function returns a
/// number or a range of numbers; `all` has ranges and samples of the targets (`choices`):
///
///     targets_of([](auto i) { return 2 * i; })
///     targets_of([](auto i, auto& all) { return all.range(i - 2, i + 3); }).skip_invalid()
///     targets_of([](auto, auto& all) { return all.sample(10); })
///
/// A number that is no target throws `invalid_value`, unless `.skip_invalid()`. Cost: what the function costs.
template <class F>
struct targets_of {
  static constexpr bool numbered = false;
  detail::partner_list<F> partners;

  constexpr explicit targets_of(F f) : partners{f} {
    if constexpr (detail::fits_place<detail::use_of_text::partner, F>()) detail::check_partner_list<F, true>();
  }
  [[nodiscard]] constexpr targets_of skip_invalid() const {
    targets_of rule = *this;
    rule.partners.skips = true;
    return rule;
  }
  void validate(const projection_extent&, std::string_view) const {}
  struct plan_type {
    const targets_of* rule;
    projection_extent extent;
    stream numbers;
    std::string item;
    template <class G>
    void for_row(std::uint32_t i, G&& f) const {
      rule->partners.for_each(i, extent.targets, numbers, item, "source", "target",
                              [&](std::uint32_t j) { f(j, std::uint64_t{0}); });
    }
  };
  /// The plan refers to this object.
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream s, std::string_view item) const {
    return {this, extent, s, std::string(item)};
  }
};

/// The sources of every target, listed by a function (Brian2's connect(i='k for k in ...')): as `targets_of` from the
/// other side. The function is called twice for each target, with the same random numbers.
template <class F>
struct sources_of {
  static constexpr bool numbered = false;
  detail::partner_list<F> partners;

  constexpr explicit sources_of(F f) : partners{f} {
    if constexpr (detail::fits_place<detail::use_of_text::partner, F>()) detail::check_partner_list<F, false>();
  }
  [[nodiscard]] constexpr sources_of skip_invalid() const {
    sources_of rule = *this;
    rule.partners.skips = true;
    return rule;
  }
  void validate(const projection_extent&, std::string_view) const {}
  [[nodiscard]] detail::row_table plan(const projection_extent& extent, stream s, std::string_view item) const {
    return detail::tabulate(extent.sources, [&](auto&& f) {
      for (std::uint32_t j = 0; j < extent.targets; ++j)
        partners.for_each(j, extent.sources, s, item, "target", "source", [&](std::uint32_t i) { f(i, j); });
    });
  }
};

} // namespace cortexpr
