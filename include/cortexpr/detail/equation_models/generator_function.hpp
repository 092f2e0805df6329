// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equation_models/compiled.hpp>
#include <cortexpr/detail/equation_models/text_function.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cortexpr::detail::equation {

/// The values of names in a generator: the number of the neuron, that of the loop, how many there are to choose from,
/// random numbers.
template <class Text, class Choices>
struct leaves_of_generator {
  std::int64_t own, loop;
  Choices& all;

  template <std::size_t K>
  [[nodiscard]] auto at() const {
    constexpr const entry& e = program_of<Text>.names[K];
    if constexpr (e.random_uniform)
      return all.uniform();
    else if constexpr (e.random_normal)
      return all.normal();
    else if constexpr (e.name == Text::source.generator.variable)
      return static_cast<double>(loop);
    else if constexpr (e.name == "N_post" || e.name == "N_pre")
      return static_cast<double>(all.size());
    else
      return static_cast<double>(own);
  }
};

/// The neurons among which a generator chooses.
template <class T>
concept ShowsChoices = requires(T& all, std::int64_t n) {
  all.range(n, n, n);
  all.size();
};

/// What a generator reads that it does not know.
template <class Text>
struct unknown_in_generator {
  static constexpr objection said = [] {
    objection o;
    for (const entry& e : program_of<Text>.names) {
      const bool known = e.name == Text::source.generator.variable || e.name == "i" || e.name == "j" ||
                         e.name == "N_post" || e.name == "N_pre" || e.random_uniform || e.random_normal;
      if (known || o.exists() || e.name.empty()) continue;
      o.said.put("'")
          .put(e.name)
          .put("' is not known to a generator, which knows i or j, its loop, N_post or N_pre and ")
          .put("rand(); write a number, or, of neurons, connected_if(text<...>)");
      o.place = e.place;
    }
    return o;
  }();
};
/// A generator where a value, a condition or statements belong.
template <class Text>
struct generator_elsewhere {
  static constexpr objection said = [] {
    objection o;
    o.said.put("this lists neurons, as targets_of(text<...>) and sources_of(text<...>) do");
    o.place = Text::source.generator.variable_place;
    return o;
  }();
};
/// A generator that knows what it reads, or has another mistake.
template <class Text>
inline constexpr bool knows_its_names = is_wrong<Text> || !unknown_in_generator<Text>::said.exists();
template <class Text>
struct report_of_generator {};
template <class Text>
  requires(!knows_its_names<Text>)
struct report_of_generator<Text> {
  static_assert(sizeof(mistake_found<refused_text<Text, unknown_in_generator<Text>>>) != 0);
};

/// A generator of connections, as `targets_of` and `sources_of` call it.
template <class Text>
struct text_generator : report<Text>, report_of_generator<Text> {
  static constexpr bool is_text = true;
  template <use_of_text Use>
  static constexpr bool fits = Use == use_of_text::partner && !is_wrong<Text> && knows_its_names<Text>;
  template <use_of_text Use, class, class>
  using mistake = std::conditional_t<Use == use_of_text::partner || is_wrong<Text> || !knows_its_names<Text>, void,
                                     mistake_found<refused_text<Text, generator_elsewhere<Text>>>>;
  static constexpr bool lists_targets = uses_name<Text>("i") || uses_name<Text>("N_post");
  static constexpr bool lists_sources = uses_name<Text>("j") || uses_name<Text>("N_pre");
  static_assert(
      !(lists_targets && lists_sources),
      "cortexpr: a generator of connections lists the targets of a neuron i, with N_post, or the sources of a "
      "neuron j, with N_pre; not both");

  template <ShowsChoices Choices>
  [[nodiscard]] std::vector<std::int64_t> operator()(std::int64_t own, Choices& all) const {
    constexpr generator_text g = Text::source.generator;
    if constexpr (g.variable.empty()) {
      if (value<g.condition>(own, 0, all)) return {whole(value<g.element>(own, 0, all))};
      return {};
    } else {
      return listed(own, all);
    }
  }
  /// What the network has refused in words.
  template <Arithmetic I, Arithmetic J>
  refused_value operator()(I, J, const auto&...) const {
    return {};
  }
  template <class Asked>
    requires(ShowsNeuron<Asked> || IsTimeItself<Asked>)
  refused_value operator()(const Asked&, const auto&...) const { return {}; }

  constexpr bool operator==(const text_generator&) const { return true; }

private:
  template <class Choices>
  static std::vector<std::int64_t> listed(std::int64_t own, Choices& all) {
    constexpr generator_text g = Text::source.generator;
    const std::int64_t begin = limit<g.begin>(own, all, 0), end = limit<g.end>(own, all, 0),
                       step = limit<g.step>(own, all, 1);
    const auto range = all.range(begin, end, step);
    std::vector<std::int64_t> chosen;
    const auto use = [&](std::int64_t loop) {
      if constexpr (g.condition >= 0)
        if (!value<g.condition>(own, loop, all)) return;
      chosen.push_back(whole(value<g.element>(own, loop, all)));
    };
    if constexpr (!g.samples) {
      for (const std::int64_t loop : range) use(loop);
    } else {
      const auto size = static_cast<std::int64_t>(range.size());
      if constexpr (g.by_size)
        for (const std::int64_t k : all.sample(limit<g.amount>(own, all, 0), 0, size)) use(begin + k * step);
      else
        for (const std::int64_t k : all.chosen_with(value<g.amount>(own, 0, all), 0, size)) use(begin + k * step);
    }
    return chosen;
  }
  template <std::int8_t Part, class Choices>
  static auto value(std::int64_t own, std::int64_t loop, Choices& all) {
    constexpr auto part = static_cast<std::size_t>(Part);
    return value_of<Text, computed{purpose::part, part}, program_of<Text>.roots[part]>(
        leaves_of_generator<Text, Choices>{own, loop, all});
  }
  template <std::int8_t Part, class Choices>
  static std::int64_t limit(std::int64_t own, Choices& all, std::int64_t otherwise) {
    if constexpr (Part >= 0)
      return whole(value<Part>(own, 0, all));
    else
      return otherwise;
  }
  static std::int64_t whole(double x) { return whole_number(x, Text::source.parts[0].text); }
};

} // namespace cortexpr::detail::equation
