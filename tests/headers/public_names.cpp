// SPDX-License-Identifier: BSL-1.0
// public_names PREPROCESSED LIST ROOT: compares the names that the headers below ROOT/include declare outside
// cortexpr::detail with those of LIST. PREPROCESSED is what the compiler's preprocessor makes of all headers. A line of
// LIST holds a name and the file (below ROOT) that documents it; `namespace dim` stands for all that is in
// cortexpr::dim.
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// One token of a header of the library, and where it stands.
struct token {
  std::string text;
  std::string place;
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// The tokens of the lines that come from the library's headers.
class reader {
public:
  explicit reader(std::istream& preprocessed) {
    std::string line;
    while (std::getline(preprocessed, line)) {
      if (line.starts_with("#"))
        mark(line);
      else if (ours_) {
        tokens_of(line);
        ++number_;
      }
    }
  }
  std::vector<token> tokens;

private:
  /// A line `# 12 "path" flags` says where the next line comes from.
  void mark(const std::string& line) {
    std::size_t at = line.find_first_of("0123456789");
    if (line.starts_with("#pragma") || at == std::string::npos || at > 7) return;
    number_ = std::atoi(line.c_str() + at);
    const std::size_t begin = line.find('"', at), end = line.rfind('"');
    const std::string path = line.substr(begin + 1, end - begin - 1);
    at = path.rfind("include/cortexpr/");
    ours_ = at != std::string::npos;
    if (ours_) file_ = path.substr(at);
  }
  void tokens_of(const std::string& line) {
    const std::string place = file_ + ':' + std::to_string(number_);
    for (std::size_t k = 0; k < line.size();) {
      const char c = line[k];
      std::size_t end = k + 1;
      if (c == ' ' || c == '\t') {
        ++k;
        continue;
      }
      if (c == '"' || c == '\'') {
        while (end < line.size() && line[end] != c) end += line[end] == '\\' ? 2u : 1u;
        ++end;
      } else if (is_word(c)) {
        // The apostrophes of 1'000 are those of a number.
        const bool number = std::isdigit(static_cast<unsigned char>(c)) != 0;
        while (end < line.size() && (is_word(line[end]) || (number && (line[end] == '\'' || line[end] == '.')))) ++end;
      } else if (line.compare(k, 2, "::") == 0 || line.compare(k, 2, "->") == 0)
        end = k + 2;
      tokens.push_back({line.substr(k, end - k), place});
      k = end;
    }
  }

  std::string file_;
  int number_ = 0;
  bool ours_ = false;
};

/// The declared names per namespace, with the place of their first declaration.
using names = std::map<std::string, std::map<std::string, std::string>>;

class parser {
public:
  explicit parser(const std::vector<token>& tokens) : t_(tokens) {
    while (k_ < t_.size()) declaration();
  }
  names found;

private:
  [[nodiscard]] bool is(std::string_view text, std::size_t ahead = 0) const {
    return k_ + ahead < t_.size() && t_[k_ + ahead].text == text;
  }
  [[nodiscard]] bool is_name(std::size_t k) const {
    return k < t_.size() && is_word(t_[k].text[0]) && std::isdigit(static_cast<unsigned char>(t_[k].text[0])) == 0;
  }
  /// To the token after the bracket that closes the one here.
  void skip_group() {
    int depth = 0;
    do {
      const std::string& text = t_[k_++].text;
      if (text == "(" || text == "[" || text == "{") ++depth;
      if (text == ")" || text == "]" || text == "}") --depth;
    } while (depth > 0 && k_ < t_.size());
  }
  /// To the token after the > that closes the < here.
  void skip_angles() {
    int depth = 0;
    do {
      if (is("(") || is("[") || is("{")) {
        skip_group();
        continue;
      }
      if (is("<")) ++depth;
      if (is(">")) --depth;
      ++k_;
    } while (depth > 0 && k_ < t_.size());
  }
  void skip_attributes() {
    while ((is("[") && is("[", 1)) || ((is("alignas") || is("__attribute__")) && is("(", 1))) {
      if (!is("[")) ++k_;
      skip_group();
    }
  }
  /// A requires clause: primary expressions with && and || between them.
  void skip_constraint() {
    while (true) {
      if (is("requires")) {
        ++k_;
        if (is("(")) skip_group();
        skip_group();
      } else if (is("(")) {
        skip_group();
      } else {
        while (is_name(k_) || is("::") || is("!")) {
          ++k_;
          if (is("<")) skip_angles();
          if (!is("::") && is_name(k_)) break; // the next word begins the declaration
        }
      }
      if ((is("&") && is("&", 1)) || (is("|") && is("|", 1)))
        k_ += 2;
      else
        return;
    }
  }
  void skip_heads() {
    while (true) {
      skip_attributes();
      if (is("template")) {
        ++k_;
        if (is("<")) skip_angles();
      } else if (is("requires")) {
        ++k_;
        skip_constraint();
      } else if (is("explicit") && is("(", 1)) {
        ++k_;
        skip_group();
      } else if (is("inline") || is("constexpr") || is("static") || is("extern") || is("friend") || is("explicit"))
        ++k_;
      else
        return;
    }
  }
  /// Up to the ; that ends the declaration, or the body that does.
  void skip_rest(bool body_ends) {
    while (k_ < t_.size() && !is(";")) {
      const bool body = is("{");
      if (is("(") || is("[") || body)
        skip_group();
      else
        ++k_;
      if (body && body_ends) break;
    }
    if (is(";")) ++k_;
  }
  void add(const std::string& name, std::size_t at) { found[space()].emplace(name, t_[at].place); }
  [[nodiscard]] std::string space() const {
    std::string all;
    for (const std::string& s : spaces_) all += (all.empty() ? "" : "::") + s;
    return all;
  }

  void declaration() {
    if (is("}")) { // of a namespace
      ++k_;
      if (depths_.empty()) return;
      spaces_.resize(depths_.back());
      depths_.pop_back();
      return;
    }
    if (is(";")) {
      ++k_;
      return;
    }
    skip_heads();
    if (is("namespace")) return open_namespace();
    if (is("static_assert")) return skip_rest(false);
    if (is("using")) return using_declaration();
    if (is("concept")) {
      add(t_[k_ + 1].text, k_ + 1);
      return skip_rest(false);
    }
    if (is("struct") || is("class") || is("union") || is("enum")) return type();
    function_or_variable();
  }
  void open_namespace() {
    ++k_;
    depths_.push_back(spaces_.size());
    if (is("{")) spaces_.emplace_back("(anonymous)");
    for (; k_ < t_.size() && !is("{"); ++k_) {
      if (is("=")) { // an alias
        depths_.pop_back();
        spaces_.pop_back();
        add(t_[k_ - 1].text, k_ - 1);
        return skip_rest(false);
      }
      if (is_name(k_) && !is("inline")) spaces_.push_back(t_[k_].text);
    }
    ++k_;
  }
  void using_declaration() {
    if (is("namespace", 1)) return skip_rest(false);
    std::size_t last = 0;
    for (++k_; !is(";") && !is("="); ++k_) {
      if (is(",")) add(t_[last].text, last);
      if (is_name(k_)) last = k_;
    }
    add(t_[last].text, last);
    skip_rest(false);
  }
  void type() {
    ++k_;
    if (is("class") || is("struct")) ++k_;
    skip_attributes();
    const std::size_t name = k_;
    std::size_t last = k_;
    for (++k_; is("::") || is_name(k_) || is("<");) {
      if (is("<")) {
        skip_angles();
        continue;
      }
      if (is("final")) {
        ++k_;
        continue;
      }
      last = k_++;
    }
    if (last != name) { // struct x f(): what is declared is no type; or a nested one, defined outside
      if (t_[last - 1].text != "::") add(t_[last].text, last);
      return skip_rest(is("("));
    }
    add(t_[name].text, name);
    skip_rest(false);
  }
  void function_or_variable() {
    std::size_t last = 0;
    bool function = false;
    while (k_ < t_.size()) {
      skip_attributes();
      if (is("operator")) {
        std::string name = "operator";
        last = k_++;
        if (is("(")) name += "()", k_ += 2;
        while (!is("(")) name += t_[k_++].text;
        if (last == 0 || t_[last - 1].text != "::") add(name, last);
        return skip_rest(true);
      }
      if ((is("decltype") || is("noexcept")) && is("(", 1)) {
        ++k_;
        skip_group();
      } else if (is("<")) {
        skip_angles();
      } else if (is("(") || is("=") || is("{") || is(";") || is("[")) {
        function = is("(");
        break;
      } else {
        if (is_name(k_)) last = k_;
        ++k_;
      }
    }
    if (last != 0 && t_[last - 1].text != "::") add(t_[last].text, last);
    if (function) return skip_rest(true);
    // More variables after commas.
    while (k_ < t_.size() && !is(";")) {
      if (is("(") || is("[") || is("{"))
        skip_group();
      else if (is("<") && is_name(k_ - 1))
        skip_angles();
      else {
        if (is(",") && is_name(k_ + 1)) add(t_[k_ + 1].text, k_ + 1);
        ++k_;
      }
    }
    ++k_;
  }

  const std::vector<token>& t_;
  std::size_t k_ = 0;
  std::vector<std::string> spaces_;
  std::vector<std::size_t> depths_;
};

bool all_good = true;

void complain(const std::string& what) {
  std::cerr << what << '\n';
  all_good = false;
}

std::string read(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool has_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if ((at == 0 || !is_word(text[at - 1]) || !is_word(word[0])) &&
        (at + word.size() == text.size() || !is_word(text[at + word.size()])))
      return true;
  return false;
}

/// The listed names with the files that document them.
std::map<std::string, std::string> read_list(const std::string& path, const std::string& root) {
  std::map<std::string, std::string> listed, texts;
  std::ifstream file(path);
  std::string line, former;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string name, documented;
    words >> name;
    if (name == "namespace") {
      words >> documented;
      name += ' ' + documented;
    }
    documented.clear();
    words >> documented;
    if (!listed.emplace(name, documented).second) complain(name + " stands twice in the list");
    if (name < former) complain(name + " stands after " + former + "; the list is sorted");
    former = name;
    const std::string word = name.starts_with("namespace ") ? name.substr(10) : name;
    if (!texts.contains(documented)) texts[documented] = read(root + '/' + documented);
    if (!has_word(texts[documented], word))
      complain(name + " is said to be documented in '" + documented + "', which does not name it");
  }
  return listed;
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 4) return std::cerr << "public_names PREPROCESSED LIST ROOT\n", 2;
  std::ifstream preprocessed(argv[1]);
  const reader headers(preprocessed);
  const names found = parser(headers.tokens).found;
  const auto listed = read_list(argv[2], argv[3]);
  std::set<std::string> seen;
  const auto is_listed = [&](const std::string& name) { return listed.contains(name) && (seen.insert(name), true); };
  for (const auto& [space, declared] : found) {
    const bool ours = space.starts_with("cortexpr");
    // std gets overloads, boost::hana gets the structs of models.
    if (space.find("detail") != std::string::npos || space.starts_with("std") || space.starts_with("boost")) continue;
    if (ours && space != "cortexpr") {
      if (!is_listed("namespace " + space.substr(10)))
        complain(declared.begin()->second + ": the namespace " + space + " is not listed");
      continue;
    }
    for (const auto& [name, place] : declared)
      if (!ours || !is_listed(name))
        complain(place + ": declares " + (space.empty() ? "::" : space + "::") + name +
                 (ours ? ", which is not listed; give it a page, or put it into cortexpr::detail"
                       : " outside the namespace of the library"));
  }
  for (const auto& [name, documented] : listed)
    if (!seen.contains(name)) complain(name + " is listed and does not exist");
  if (seen.empty()) complain("no name was found");
  if (!all_good) std::cerr << "The public names of the headers are not those of " << argv[2] << '\n';
  return all_good ? 0 : 1;
}
