// SPDX-License-Identifier: BSL-1.0
// Texts of equations. A '|' begins another part, whose kind is the letter after it; the first part is equations. What
// is read has to be in order, and a mistake lies in its text, whose names alone are kept. A text with the word
// `for` is a generator of connections, too.
#include <cortexpr/detail/equations/generator_parts.hpp>
#include <cortexpr/detail/equations/mistake_text.hpp>
#include <cortexpr/detail/equations/outcome/read_source.hpp>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace cortexpr::detail::equation;

source_text source_of(std::string_view text) {
  constexpr std::string_view kinds = "etrfanpqscv"; // in the order of part_kind
  source_text source;
  auto kind = part_kind::equations;
  while (true) {
    const std::size_t end = text.find('|');
    source.add(kind, text.substr(0, end));
    if (end == std::string_view::npos || end + 1 == text.size()) return source;
    const std::size_t known = kinds.find(text[end + 1]);
    kind = static_cast<part_kind>(known == std::string_view::npos ? 0 : known);
    text.remove_prefix(end + 2);
  }
}
void require(bool holds) {
  if (!holds) std::abort();
}
void check_mistake(const source_text& source, const mistake& m) {
  require(m.part < source.count && m.size > 0);
  const auto size = static_cast<int>(source.parts[m.part].text.size());
  require(m.place >= 0 && m.place <= size);
  require(text_of(source, m).mark.size > 0);
}
void check(const source_text& source, const program<>& p) {
  if (p.error.found) {
    check_mistake(source, p.error);
    require(p.statement_count == 0);
  }
  const auto is_root = [&p](std::int16_t root) { return root >= none && root < static_cast<int>(p.node_count); };
  for (std::size_t n = 0; n < p.node_count; ++n) {
    for (const std::int16_t operand : p.nodes[n].operands()) require(operand < static_cast<int>(n));
    if (p.nodes[n].what == op::name) require(p.nodes[n].a >= 0 && p.nodes[n].a < static_cast<int>(p.name_count));
    require(p.nodes[n].what != op::white_noise);
  }
  for (std::size_t e = 0; e < p.name_count; ++e) {
    require(is_root(p.names[e].root) && !p.names[e].name.empty());
    for (const std::int16_t amplitude : p.names[e].noise) require(is_root(amplitude));
  }
  for (std::size_t k = 0; k < p.statement_count; ++k) {
    const statement& s = p.statements[k];
    require(s.root >= 0 && is_root(s.root) && is_root(s.addend));
    require(s.target >= 0 && s.target < static_cast<int>(p.name_count));
  }
  for (const std::int16_t root : p.roots) require(is_root(root));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const source_text source = source_of(text);
  check(source, read_text(source));
  check(source, read_source(source));
  if (is_generator(text)) {
    source_text generator;
    generator_parts(generator, text).cut();
    check(generator, read_text(generator));
  }
  return 0;
}
