// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/equations/mistake_text.hpp>
#include <cortexpr/detail/equations/reader/read_text.hpp>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

/// Texts of equations, read at run time: what a compiler would do with them, in no time.

namespace texts {

using namespace cortexpr::detail::equation;

struct written {
  part_kind kind;
  std::string text;
};
/// Texts and what they say; names are views of the texts.
struct reading {
  std::vector<written> parts;
  source_text source{};
  program<> result{};

  reading(std::initializer_list<written> all) : parts(all) {
    for (const written& p : parts) source.add(p.kind, p.text);
    result = read_text(source);
  }
  reading(const reading&) = delete;
  reading& operator=(const reading&) = delete;

  /// The first mistake with its place: "equations, line 1, column 9: unknown function 'f'"; empty if there is none.
  [[nodiscard]] std::string mistake() const {
    return result.error.found ? std::string(text_of(source, result.error).message.view()) : std::string();
  }
  [[nodiscard]] const entry& name(std::string_view wanted) const {
    for (const entry& x : result.names)
      if (x.name == wanted) return x;
    throw std::string(wanted);
  }
};
inline std::string mistake_of(std::initializer_list<written> parts) { return reading(parts).mistake(); }
inline std::string first_mistake(const std::string& text) { return mistake_of({{part_kind::equations, text}}); }

/// Values of names while a tree is evaluated.
using values = std::map<std::string, double>;

/// The value of an expression, one operation after the other.
inline double value_of(const program<>& p, std::int16_t root, const values& given = {}) {
  const node& n = p.nodes.at(static_cast<std::size_t>(root));
  const auto of = [&](std::int16_t operand) { return value_of(p, operand, given); };
  switch (n.what) {
  case op::constant:
    return n.value;
  case op::name: {
    const entry& x = p.names.at(static_cast<std::size_t>(n.a));
    if (x.what == role::parameter && !x.required) return x.value;
    return given.at(std::string(x.name));
  }
  case op::add:
    return of(n.a) + of(n.b);
  case op::subtract:
    return of(n.a) - of(n.b);
  case op::multiply:
    return of(n.a) * of(n.b);
  case op::divide:
    return of(n.a) / of(n.b);
  case op::modulo:
    return of(n.a) - std::floor(of(n.a) / of(n.b)) * of(n.b);
  case op::whole_quotient:
    return std::floor(of(n.a) / of(n.b));
  case op::power:
    return std::pow(of(n.a), of(n.b));
  case op::negative:
    return -of(n.a);
  case op::less:
    return of(n.a) < of(n.b) ? 1 : 0;
  case op::greater:
    return of(n.a) > of(n.b) ? 1 : 0;
  case op::at_most:
    return of(n.a) <= of(n.b) ? 1 : 0;
  case op::at_least:
    return of(n.a) >= of(n.b) ? 1 : 0;
  case op::equal:
    return of(n.a) == of(n.b) ? 1 : 0;
  case op::unequal:
    return of(n.a) != of(n.b) ? 1 : 0;
  case op::both:
    return of(n.a) != 0 && of(n.b) != 0 ? 1 : 0;
  case op::either:
    return of(n.a) != 0 || of(n.b) != 0 ? 1 : 0;
  case op::opposite:
    return of(n.a) != 0 ? 0 : 1;
  case op::choose:
    return of(n.a) != 0 ? of(n.b) : of(n.c);
  case op::minimum:
    return std::min(of(n.a), of(n.b));
  case op::maximum:
    return std::max(of(n.a), of(n.b));
  case op::clip:
    return std::min(std::max(of(n.a), of(n.b)), of(n.c));
  case op::function:
    return function_table.at(static_cast<std::size_t>(n.b)).of(of(n.a));
  case op::poisson:
  case op::white_noise:
  case op::user_function:
    break;
  }
  throw n.what;
}
/// The value of an expression of pure numbers.
inline double value_of(const std::string& text, const values& given = {}) {
  std::string names;
  for (const auto& [name, value] : given) names += name + " : 1\n";
  const reading r{{part_kind::value, text}, {part_kind::equations, names}};
  if (!r.mistake().empty()) throw r.mistake();
  return value_of(r.result, r.result.roots[0], given);
}

} // namespace texts
