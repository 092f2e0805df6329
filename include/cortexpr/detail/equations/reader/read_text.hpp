// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/lexer/odd_letters.hpp>
#include <cortexpr/detail/equations/reader/declarations.hpp>
#include <cortexpr/detail/equations/reader/noise_terms.hpp>
#include <cortexpr/detail/equations/reader/statements.hpp>
#include <cortexpr/detail/equations/reader/unit_unification.hpp>
#include <cortexpr/detail/equations/used_nodes.hpp>

namespace cortexpr::detail::equation {

/// Reads the parts of a source in turn.
class text_reader {
public:
  constexpr explicit text_reader(const source_text& source)
      : d_(source), names_(d_), e_(d_, names_), declared_(d_, e_), statements_(d_, e_, names_) {}

  constexpr program<> read() {
    if (!d_.source.refusal.empty()) d_.fail({0, d_.source.refusal_place}, d_.source.refusal);
    require_own_loop();
    pass(step::note_written);
    pass(step::declare);
    const std::size_t declared = d_.result.name_count;
    for (std::size_t e = 0; e < declared; ++e) e_.read_line(static_cast<std::int16_t>(e));
    pass(step::read);
    pass(step::read_refractory);
    require_summed();
    noise_terms noise(d_);
    noise.check();
    unit_unification(d_, names_).run();
    require_still_flow();
    noise.split();
    number_roles();
    if (d_.failed()) {
      const mistake found = d_.result.error;
      d_.result = program<>{};
      d_.result.error = found;
    }
    keep_used_nodes(d_.result);
    return d_.result;
  }

private:
  static constexpr std::size_t max_text = 30'000;

  draft d_;
  names names_;
  expressions e_;
  declarations declared_;
  statements statements_;

  enum class step : std::uint8_t { note_written, declare, read, read_refractory };
  constexpr void pass(step s) {
    for (std::size_t k = 0; k < d_.source.count && !d_.failed(); ++k) take(s, static_cast<std::uint8_t>(k));
  }
  constexpr void take(step s, std::uint8_t k) {
    const part_kind kind = d_.source.parts[k].kind;
    const bool is_late = kind == part_kind::refractory;
    switch (s) {
    case step::note_written:
      if (d_.source.parts[k].text.size() > max_text)
        d_.fail({k, 0}, "a text of more than ", max_text, " characters");
      else if (const odd_letter odd = find_odd_letter(d_.source.parts[k].text); odd.found())
        d_.fail({k, static_cast<std::int16_t>(odd.place)}, odd.words);
      if (!d_.failed() && holds_statements(kind)) statements_.note_written(k);
      break;
    case step::declare:
      if (kind == part_kind::equations) declared_.read(k);
      break;
    case step::read:
      if (holds_statements(kind))
        statements_.read(k);
      else if (kind != part_kind::equations && !is_late)
        read_root(kind, k);
      break;
    case step::read_refractory:
      if (is_late) read_refractory(k);
      break;
    }
  }
  constexpr std::int16_t whole_expression(std::uint8_t k) {
    e_.open(k);
    e_.in_.skip(true);
    if (e_.in_.at_end())
      return d_.fail({k, static_cast<std::int16_t>(d_.source.parts[k].from)}, "this text is empty; leave it out");
    std::int16_t root = e_.read();
    e_.skip();
    if (!d_.failed() && !e_.in_.at_end()) root = e_.unexpected();
    return root;
  }
  constexpr void read_root(part_kind kind, std::uint8_t k) {
    std::int16_t root = whole_expression(k);
    if (d_.failed()) return;
    if (kind == part_kind::value) {
      root = e_.make().number_of(root);
      if (d_.source.parts[k].has_unit) d_.want({.root = root, .unit = d_.source.parts[k].unit});
    } else if (d_.is_truth(root)) {
      root = e_.make().truth(root);
    } else {
      d_.fail({k, 0}, kind == part_kind::threshold ? "a threshold is a condition, as v > V_th"
                      : kind == part_kind::event   ? "an event is a condition, as v > V_th"
                                                   : "a condition is expected here, as i != j");
    }
    d_.result.roots[k] = root;
  }
  /// A constant time is the default of a parameter t_ref; what else there is stays an expression.
  constexpr void read_refractory(std::uint8_t k) {
    const std::int16_t root = whole_expression(k);
    if (d_.failed()) return;
    const node& n = d_.at(root);
    const position where = d_.position_of(root);
    if (n.what == op::constant) {
      if (!n.any_unit && n.unit != dim::second) {
        d_.fail(where, "refractory is a time or a condition, this is ", in_unit(n.unit).view());
        return;
      }
      if (d_.find("t_ref") != none) {
        d_.fail(where, "t_ref is a name of this text and has its own value; write t_ref here");
        return;
      }
      entry x;
      x.name = "t_ref";
      x.unit = dim::second;
      x.value = n.value;
      x.part = k;
      x.place = n.place;
      d_.add(x);
    } else if (d_.is_truth(root)) {
      if (e_.make().is_fixed_truth(root))
        d_.fail(where, "this condition never changes; leave refractory out, or write a time");
      d_.result.roots[k] = e_.make().truth(root);
    } else {
      d_.want({.root = root, .unit = dim::second});
      const bool is_parameter =
          n.what == op::name && d_.name(n.a).name == "t_ref" && d_.name(n.a).what == role::parameter;
      if (!is_parameter) d_.result.roots[k] = root;
    }
  }

  /// The variable of a generator's loop is a name of its own.
  constexpr void require_own_loop() {
    const std::string_view loop = d_.source.generator.variable;
    if (loop.empty()) return;
    const position where{0, d_.source.generator.variable_place};
    for (const special_name& s : special_names)
      if (s.word == loop) d_.fail(where, "'", loop, "' has a meaning of its own; choose another name for the loop");
    if (find_unit(loop).found || loop == "e" || loop == "pi" || loop == "inf")
      d_.fail(where, "'", loop, "' has a meaning of its own; choose another name for the loop");
  }

  /// A line that has the name of a neuron's variable, and that nothing reads, was meant to feed that variable.
  constexpr void require_summed() {
    for (std::size_t k = 0; k < d_.result.name_count && d_.source.of_synapses && !d_.failed(); ++k)
      if (const entry& x = d_.result.names[k];
          x.what == role::shorthand && !x.summed && is_of_an_end(x.name) && !is_read(k))
        d_.fail({x.part, x.place}, "'", x.name, "' is read by nothing; a line that feeds '", name_in_neuron(x.name),
                "' of the neurons in every step ends in (summed)");
  }

  [[nodiscard]] constexpr bool is_read(std::size_t shorthand) const {
    const std::int16_t root = d_.result.names[shorthand].root;
    for (std::size_t k = 0; k < d_.result.name_count; ++k)
      if (k != shorthand && d_.result.names[k].root == root) return true;
    for (std::size_t k = 0; k < d_.result.statement_count; ++k)
      if (d_.result.statements[k].root == root || d_.result.statements[k].addend == root) return true;
    return names_.is_used(static_cast<std::int16_t>(shorthand));
  }
  /// Flows read nothing that changes within a step but what they integrate.
  constexpr void require_still_flow() {
    if (d_.failed()) return;
    std::array<bool, max_nodes> inside{};
    for (std::size_t e = 0; e < d_.result.name_count; ++e)
      if (const entry& x = d_.result.names[e]; x.has_flow && x.root != none)
        inside[static_cast<std::size_t>(x.root)] = true;
    for (std::size_t n = d_.result.node_count; n-- > 0;) {
      if (!inside[n]) continue;
      const node& x = d_.result.nodes[n];
      for (const std::int16_t operand : x.operands())
        if (operand != none) inside[static_cast<std::size_t>(operand)] = true;
      const position where{x.part, x.place};
      if (x.what == op::poisson)
        d_.fail(where, "poisson() changes within a step; give it a line of its own with (constant over dt)");
      if (x.what != op::name) continue;
      const entry& read = d_.name(x.a);
      if (read.random_uniform || read.random_normal)
        d_.fail(where, read.random_normal ? "randn()" : "rand()",
                " changes within a step; give it a line of its own with (constant over dt)");
      else if (read.what == role::input && read.name == "dt")
        d_.fail(where, "dt stands in an equation: its solution would depend on the step; only thresholds and ",
                "statements know dt");
    }
  }

  constexpr void number_roles() {
    std::array<std::int16_t, 5> next{};
    for (std::size_t e = 0; e < d_.result.name_count; ++e) {
      entry& x = d_.result.names[e];
      x.index = next[static_cast<std::size_t>(x.what)]++;
    }
  }
};

/// What a text says; the first mistake, if it has one, and nothing else then.
[[nodiscard]] constexpr program<> read_text(const source_text& source) { return text_reader(source).read(); }

} // namespace cortexpr::detail::equation
