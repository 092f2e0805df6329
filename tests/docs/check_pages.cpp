// SPDX-License-Identifier: BSL-1.0
// Compiles the ```cpp blocks of pages as they stand and compares outputs that the pages show with those of a run; how
// pages are marked is described in README.md here.
// check_pages --work FOLDER --contexts FOLDER --include FOLDER... --compiler "g++ ..." --link "-lzip" page.md...
#include "page.hpp"
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>

namespace {

using namespace docs;
namespace fs = std::filesystem;

struct settings {
  fs::path work, contexts, programs; // programs: where examples lie, whose output pages show
  std::string compile, link;         // the compiler with its options, and those of the linker
};

bool all_good = true;

void complain(const block& where, const std::string& what) {
  std::cerr << where.page << ':' << where.line << ": " << what << '\n';
  all_good = false;
}

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Runs a command of the shell; what it says goes to the file `said`.
bool succeeds(const std::string& command, const fs::path& said) {
  return std::system((command + " > '" + said.string() + "' 2>&1").c_str()) == 0;
}

/// The block, or its context with the block in the place of the line `// the block`.
std::string in_context(const settings& how, const block& b) {
  const std::string text = "#line " + std::to_string(b.line + 1) + " \"" + b.page + "\"\n" + b.text;
  if (b.context.empty()) return text;
  std::ifstream file(how.contexts / (b.context + ".cpp"));
  if (!file) complain(b, "there is no context " + b.context + " in tests/docs/contexts");
  std::string result, line;
  bool placed = false;
  while (std::getline(file, line)) {
    const std::size_t begin = line.find_first_not_of(' ');
    const bool here = begin != std::string::npos && line.substr(begin) == "// the block";
    placed |= here;
    result += (here ? text : line) + '\n';
  }
  for (std::size_t place = 0; (place = result.find("$number")) != std::string::npos;)
    result.replace(place, 7, std::to_string(b.line)); // several blocks of a page may stand in one context
  if (!placed) complain(b, "the context " + b.context + " has no line `// the block`");
  return result;
}

/// Words, and whether a run of others may stand in the place of "...".
bool same_word(const std::string& shown, const std::string& real, double tolerance) {
  if (shown == real) return true;
  char *end_shown = nullptr, *end_real = nullptr;
  const double a = std::strtod(shown.c_str(), &end_shown), b = std::strtod(real.c_str(), &end_real);
  if (end_shown == shown.c_str() || end_real == real.c_str() || std::string(end_shown) != end_real) return false;
  return std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

void compare(const block& shown, const std::string& real) {
  const auto page = words_of(shown.text), run = words_of(real);
  std::size_t k = 0;
  bool anywhere = shown.part; // after "..." the next words may stand anywhere further below
  for (std::size_t p = 0; p < page.size();) {
    if (page[p] == "...") {
      anywhere = true;
      ++p;
      continue;
    }
    std::size_t length = 0; // of the words up to the next "..."
    while (p + length < page.size() && page[p + length] != "...") ++length;
    const auto stands_at = [&](std::size_t at) {
      if (at + length > run.size()) return false;
      for (std::size_t i = 0; i < length; ++i)
        if (!same_word(page[p + i], run[at + i], shown.tolerance)) return false;
      return true;
    };
    while (anywhere && k + length < run.size() && !stands_at(k)) ++k;
    if (!stands_at(k)) return complain(shown, "the program does not say this; it says\n" + real);
    p += length;
    k += length;
    anywhere = false;
  }
  if (!anywhere && !shown.part && k != run.size()) complain(shown, "the program says more:\n" + real);
}

class checker {
public:
  explicit checker(settings how) : how_(std::move(how)) {}

  void check(const std::vector<block>& blocks) {
    std::string common = "#include <cortexpr/cortexpr.hpp>\n" + read(how_.contexts / "common.hpp");
    std::vector<unit> units;
    for (const block& b : blocks) add(units, b);
    int fragments = 0, number = 0;
    for (const unit& u : units) {
      const std::string text = text_of(u);
      ++number;
      if (!u.stands_alone) {
        ++fragments;
        common += "namespace block_" + std::to_string(number) + " {\nusing namespace cortexpr;\n" + text + "}\n";
      } else {
        compile_and_run(u, text, "program_" + std::to_string(number));
      }
      for (const block& refused : u.refused) refuse(u, text, refused, "refused_" + std::to_string(++number));
    }
    if (fragments != 0) {
      const fs::path source = write("fragments", common);
      build(source, " -O0 -c -o /dev/null", fragments == 1 ? units.front().pieces.front() : blocks.front());
    }
    std::cout << units.size() << " pieces of code, " << outputs_ << " outputs\n";
  }

private:
  struct unit {
    std::vector<block> pieces, refused, outputs;
    bool stands_alone = false;
  };

  void add(std::vector<unit>& units, const block& b) {
    if (b.language == language::text) {
      if (b.command.empty() && !b.output) return;
      ++outputs_;
      if (!b.command.empty()) return run_command(b);
      if (units.empty()) return complain(b, "no program stands before this output");
      units.back().outputs.push_back(b);
      units.back().stands_alone = true;
      return;
    }
    if (b.continues && (units.empty() || units.back().pieces.front().page != b.page))
      return complain(b, "there is no block that this one could continue");
    if (!b.continues) units.emplace_back();
    unit& u = units.back();
    (b.sentence.empty() ? u.pieces : u.refused).push_back(b);
    u.stands_alone |= b.text.find("#include") != std::string::npos;
  }

  std::string text_of(const unit& u) const {
    std::string text;
    for (const block& b : u.pieces) text += in_context(how_, b) + '\n';
    return text;
  }

  fs::path write(const std::string& name, const std::string& text) const {
    const fs::path path = how_.work / (name + ".cpp");
    std::ofstream(path) << text;
    return path;
  }

  bool build(const fs::path& source, const std::string& options, const block& where) const {
    const fs::path said = source.string() + ".txt";
    if (succeeds(how_.compile + " '" + source.string() + "'" + options, said)) return true;
    complain(where, "does not compile as it stands:\n" + read(said));
    return false;
  }

  /// What begins with an #include is compiled without anything before it; the rest needs the headers.
  std::string complete(const unit& u, const std::string& text) const {
    if (!u.pieces.empty() && u.pieces.front().text.find("#include") != std::string::npos) return text;
    return "#include <cortexpr/cortexpr.hpp>\n" + read(how_.contexts / "common.hpp") + "using namespace cortexpr;\n" +
           text;
  }

  void compile_and_run(const unit& u, const std::string& text, const std::string& name) const {
    const fs::path source = write(name, complete(u, text)), program = how_.work / name;
    const block& first = u.pieces.front();
    if (u.outputs.empty()) {
      build(source, " -O0 -c -o /dev/null", first);
      return;
    }
    if (!build(source, " -O1 -o '" + program.string() + "' " + how_.link, first)) return;
    const fs::path said = how_.work / (name + ".output");
    if (!succeeds("cd '" + how_.work.string() + "' && '" + program.string() + "'", said))
      return complain(first, "the program fails:\n" + read(said));
    for (const block& shown : u.outputs) compare(shown, read(said));
  }

  void refuse(const unit& u, const std::string& text, const block& b, const std::string& name) const {
    unit with = u;
    if (with.pieces.empty()) with.pieces.push_back(b);
    const fs::path source = write(name, complete(with, text + in_context(how_, b))), said = source.string() + ".txt";
    if (succeeds(how_.compile + " -fmessage-length=0 -O0 -c -o /dev/null '" + source.string() + "'", said))
      return complain(b, "compiles, which the page denies");
    if (read(said).find(b.sentence) == std::string::npos)
      complain(b, "is refused in other words than: " + b.sentence + "\n" + read(said));
  }

  /// The output of an example: of the folder of examples' programs.
  void run_command(const block& b) const {
    const fs::path said = how_.work / "command.output";
    if (how_.programs.empty()) return;
    if (!succeeds("cd '" + how_.work.string() + "' && PATH='" + how_.programs.string() + "':\"$PATH\" && " + b.command,
                  said))
      return complain(b, b.command + " fails:\n" + read(said));
    compare(b, read(said));
  }

  settings how_;
  int outputs_ = 0;
};

} // namespace

int main(int count, char** arguments) {
  settings how;
  std::vector<block> blocks;
  for (int k = 1; k < count; ++k) {
    const std::string word = arguments[k];
    const auto value = [&]() -> std::string { return ++k < count ? arguments[k] : ""; };
    if (word == "--work")
      how.work = value();
    else if (word == "--contexts")
      how.contexts = value();
    else if (word == "--programs")
      how.programs = value();
    else if (word == "--compiler")
      how.compile = value() + how.compile;
    else if (word == "--include")
      how.compile += " -I'" + value() + "'";
    else if (word == "--link")
      how.link = value();
    else
      for (block& b : blocks_of(word, [](const block&b, const std::string&what) { complain(b, what); }))
        blocks.push_back(std::move(b));
  }
  fs::create_directories(how.work);
  checker(how).check(blocks);
  return all_good ? 0 : 1;
}
