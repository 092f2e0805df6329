// SPDX-License-Identifier: BSL-1.0
#include "support/equation_texts.hpp"
#include <catch2/catch.hpp>
#include <cortexpr/detail/equations/mistake_text.hpp>

using namespace texts;

namespace {

/// Words, line and mark of the mistake in equations.
mistake_text shown(const std::string& text) {
  const reading r{{part_kind::equations, text}};
  return text_of(r.source, r.result.error);
}

} // namespace

TEST_CASE("a mistake shows its line and a mark below its place", "[equations]") {
  const mistake_text m = shown("s_e : volt\n   dI/dt = (s_e - v)/tau : amp  \nv : amp");
  CHECK(m.message.view() == "equations, line 2, column 17: cannot subtract amp from volt");
  CHECK(m.line.view() == "dI/dt = (s_e - v)/tau : amp");
  CHECK(m.mark.view() == "             ^");
  const mistake_text at_end = shown("x = 3*");
  CHECK(at_end.line.view() == "x = 3*");
  CHECK(at_end.mark.view() == "^");
  const mistake_text tabs = shown("\t\tx = 3\t+ $ : 1");
  CHECK(tabs.line.view() == "x = 3 + $ : 1");
  CHECK(tabs.mark.view() == "        ^");
}
TEST_CASE("a long line is cut so that the place is seen", "[equations]") {
  const std::string sum(60, 'a'), more(70, 'b');
  const mistake_text begin = shown("x = $ + " + sum + " + " + more + " : 1");
  CHECK(begin.line.view() == "x = $ + " + sum + " + b...");
  CHECK(begin.mark.view() == "    ^");
  const mistake_text middle = shown("x = " + sum + " + $ + " + more + " : 1");
  CHECK(middle.line.view() == "..." + std::string(37, 'a') + " + $ + " + std::string(28, 'b') + "...");
  CHECK(middle.mark.view() == std::string(43, ' ') + "^");
  const mistake_text end = shown("x = " + sum + " + " + more + "$ : 1");
  CHECK(end.line.view() == "..." + std::string(67, 'b') + "$ : 1");
  CHECK(end.mark.view() == std::string(70, ' ') + "^");
  CHECK(end.line.view()[end.mark.view().size() - 1] == '$');
}
TEST_CASE("a part with a label is named by both", "[equations]") {
  source_text source;
  source.add(part_kind::equations, "v : volt");
  source.add(part_kind::on_pre, "v_post = 1; w", "down");
  const mistake_text m = text_of(source, read_text(source).error);
  CHECK(m.message.view().find("on_pre down, line 1, column 14: ") == 0);
}
