// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/model/readings/symbols.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr {

namespace detail {

/// What parameters of a rule, or its prepared coefficients, are set to in order to see where their names belong.
constexpr double mark_of_parameter(std::size_t k) { return (1 + 0.01 * static_cast<double>(k + 1)) * 1e77; }

inline void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

/// Texts in which parameters stand by their values, those of `P`, or by their names.
template <notation N, class P>
class named_parameters {
public:
  explicit named_parameters(const P& usual) : usual_(usual) {}

  /// The text that `write(p)` gives. Where the rule computes with parameters alone, names are lost: then with values.
  template <class Write>
  [[nodiscard]] std::string operator()(const Write& write) const {
    if constexpr (lists_parameters<P>) {
      P marked = usual_;
      const auto list = detail::tie_members(marked);
      const auto mark = []<class T>(T& x, std::size_t k) {
        if constexpr (is_quantity<T> || std::is_floating_point_v<T>) x = T(mark_of_parameter(k));
      };
      constexpr auto indices = std::make_index_sequence<decltype(list)::size>{};
      [&]<std::size_t... K>(std::index_sequence<K...>) { (mark(field_at<K>(list), K), ...); }
      (indices);
      std::string text = write(marked);
      const auto name = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
        using type = std::remove_cvref_t<decltype(field_at<K>(list))>;
        if constexpr (is_quantity<type> || std::is_floating_point_v<type>) {
          const std::string found(symbol<N>(field_at<K>(list)).view());
          const std::string by(symbol<N>::named(member_name<P, K>()).view());
          replace_all(text, N == notation::latex ? "\\left( " + found + " \\right)" : "(" + found + ")", by);
          replace_all(text, found, by);
        }
      };
      [&]<std::size_t... K>(std::index_sequence<K...>) { (name(std::integral_constant<std::size_t, K>{}), ...); }
      (indices);
      if (!has_number_of_a_mark(text)) return text;
    }
    return write(usual_);
  }

private:
  /// Numbers so large or small come from marks alone.
  static bool has_number_of_a_mark(const std::string& text) {
    for (const std::string_view before : {"e", "10^{"})
      for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
        std::size_t digit = at + before.size(), exponent = 0;
        if (digit < text.size() && text[digit] == '-') ++digit;
        for (; digit < text.size() && text[digit] >= '0' && text[digit] <= '9'; ++digit)
          exponent = 10 * exponent + static_cast<std::size_t>(text[digit] - '0');
        if (exponent >= 40) return true;
      }
    return false;
  }
  const P& usual_;
};

template <class Rule, notation N>
struct written_rule {
  using reading = symbols<N>;
  template <class Part>
  static auto named() {
    Part x{};
    name_variables<Part, N>(x);
    return x;
  }
  /// The right-hand side of variable K by a reading with parameters p.
  template <std::size_t K>
  static std::string side(const Rule& rule) {
    const auto x = named<typename Rule::template synapse<reading>>();
    const auto n = named<surroundings<Rule, reading>>();
    if constexpr (HasRecurrence<Rule>) {
      const auto prepared = prepared_for(rule, quantity<dim::second>(1e-3));
      return named_parameters<N, std::remove_cvref_t<decltype(prepared)>>(prepared)([&](const auto& p) {
        const auto later = rule.next(x, p, n);
        return std::string(variable<K>(later).view());
      });
    } else {
      return named_parameters<N, Rule>(rule)([&](const Rule& p) {
        const parameters_of<equations_of<Rule>, reading> carried{p};
        const auto dx = [&] {
          if constexpr (SynapseFlowsAround<Rule>)
            return equations_of<Rule>::flow(x, carried, n);
          else
            return equations_of<Rule>::flow(x, carried);
        }();
        std::string text(variable<K>(dx).view());
        if constexpr (HasSynapseNoise<Rule>) {
          const auto all = equations_of<Rule>::noise(x, carried);
          const symbol<N> amplitude = variable<K>(all);
          if (amplitude.view() != "0" && !amplitude.view().starts_with("0/"))
            text = std::string((symbol<N>(variable<K>(dx)) + amplitude * symbol<N>::named("xi")).view());
        }
        return text;
      });
    }
  }
  static std::string current(const Rule& rule) {
    return named_parameters<N, Rule>(rule)([&](const Rule& p) {
      const auto n = named<surroundings<Rule, reading>>();
      feeding_synapse<Rule, reading, symbol<N>> s{
          {named<typename Rule::template synapse<reading>>()}, n.w, n.pre, n.post};
      return std::string(symbol<N>(current_of(p, s)).view());
    });
  }
  /// Calls f(name, right-hand side) for the traces of a side.
  template <class Part, class F>
  static void each_trace([[maybe_unused]] const Rule& rule, [[maybe_unused]] F&& f) {
    const auto decays = [&](std::size_t k) {
      return named_parameters<N, Rule>(rule)([&](const Rule& p) {
        const double tau = time_constants_of<Part>(p)[k];
        const auto x = symbol<N>::named(variable_names<Part>[k].view());
        return std::string((-x / symbol<N>(quantity<dim::second>(tau))).view());
      });
    };
    for (std::size_t k = 0; k < variable_count<Part>; ++k) f(variable_names<Part>[k].view(), decays(k));
  }
};

/// A rule that has something to print: equations, or traces that decay.
template <class Rule>
concept HasWrittenEquations = !Model<Rule> && (HasEquations<Rule> || SourceDecays<Rule> || TargetDecays<Rule>);

/// Calls f(left-hand side, sign, right-hand side) for all lines; `derivative` and `later` give the left-hand sides.
template <class Rule, notation N, class F>
void each_line(const Rule& rule, F&& f) {
  using written = written_rule<Rule, N>;
  const auto derivative = [](std::string_view name) {
    if constexpr (N == notation::latex)
      return "\\frac{\\mathrm{d} " + std::string(latex_name(name).view()) + "}{\\mathrm{d} t}";
    else
      return "d" + std::string(name) + "/dt";
  };
  if constexpr (HasEquations<Rule>) {
    using variables = typename Rule::template synapse<checked>;
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      const auto one = [&]<std::size_t V>(std::integral_constant<std::size_t, V>) {
        const std::string_view name = variable_names<variables>[V].view();
        if constexpr (HasRecurrence<Rule>)
          f(std::string(symbol<N>::named(name).view()), N == notation::latex ? "\\leftarrow" : "<-",
            written::template side<V>(rule));
        else
          f(derivative(name), "=", written::template side<V>(rule));
      };
      (one(std::integral_constant<std::size_t, K>{}), ...);
    }
    (std::make_index_sequence<variable_count<variables>>{});
  }
  if constexpr (SourceDecays<Rule>)
    written::template each_trace<source_part<Rule>>(
        rule, [&](std::string_view name, const std::string& side) { f(derivative(name), "=", side); });
  if constexpr (TargetDecays<Rule>)
    written::template each_trace<target_part<Rule>>(
        rule, [&](std::string_view name, const std::string& side) { f(derivative(name), "=", side); });
  if constexpr (HasCurrent<Rule>)
    f(N == notation::latex ? std::string("\\text{target}") : std::string("target"),
      N == notation::latex ? "\\leftarrow \\sum" : "<- sum of", written::current(rule));
}

} // namespace detail

/// Prints the equations of a rule of synapses, one per line: of variables, `du/dt = (post.v - u)/tau` or, for a
/// recurrence, `e_bar <- kappa*e_bar + ...`; the decay of traces; what is fed, `target <- sum of w*s`. Parameters stand
/// by their names, or by their values where the rule computes with parameters alone. What events do is code and not
/// shown.
///
/// Example (examples/reference/surroundings.cpp):
///
///     print_equations<follower>(std::cout);
template <class Rule>
  requires detail::HasWrittenEquations<Rule>
void print_equations(std::ostream& out, const Rule& rule = {}) {
  detail::each_line<Rule, notation::text>(rule,
                                          [&](const std::string& left, const char* sign, const std::string& right) {
                                            out << left << ' ' << sign << ' ' << right << '\n';
                                          });
}

/// The same as an `aligned` environment of LaTeX.
template <class Rule>
  requires detail::HasWrittenEquations<Rule>
[[nodiscard]] std::string latex_equations(const Rule& rule = {}) {
  std::string all = "\\begin{aligned}\n";
  detail::each_line<Rule, notation::latex>(
      rule, [&](const std::string& left, const char* sign, const std::string& right) {
        all.append(left).append(" &").append(sign).append(" ").append(right).append(" \\\\\n");
      });
  return all + "\\end{aligned}\n";
}

} // namespace cortexpr
