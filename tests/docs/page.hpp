// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace docs {

enum class language { cpp, text };

/// A block of a page between ``` and ```, with what the comments before it say.
struct block {
  std::string page, text;
  int line = 0; // of the opening ```
  docs::language language = docs::language::cpp;
  bool continues = false;            // the former block of the page
  std::string context;               // stands around it
  std::string sentence;              // that the compiler refuses it with
  bool output = false, part = false; // of the program before; `part`: the program says more
  std::string command;               // whose output it is
  double tolerance = 0;              // of the numbers of an output
};

/// What a comment before a block asks for; false if it means nothing that is known.
inline bool understand(std::string words, block& b) {
  const auto take = [&](const std::string& word) {
    if (words.compare(0, word.size(), word) != 0) return false;
    words.erase(0, word.size());
    return true;
  };
  const auto ends_with_tolerance = [&] {
    const std::size_t place = words.rfind(" within ");
    if (place == std::string::npos || words.back() != '%') return;
    b.tolerance = std::stod(words.substr(place + 8)) / 100;
    words.erase(place);
  };
  if (b.language == language::text) {
    if (take("generated: ")) return true; // make_catalogue.cpp
    if (take("part of the output"))
      b.part = true;
    else if (!take("output"))
      return false;
    b.output = true;
    ends_with_tolerance();
    if (take(" of: "))
      b.command = words;
    else if (!words.empty())
      return false;
    return true;
  }
  if (take("must not compile: ")) return (b.sentence = words, true);
  if (take("quotes ")) return true; // check_quotes.cmake
  if (take("continues")) b.continues = true;
  if (take(b.continues ? " in " : "in ")) return (b.context = words, words.find(' ') == std::string::npos);
  return words.empty();
}

template <class Complain>
std::vector<block> blocks_of(const std::string& page, Complain complain) {
  std::vector<block> result;
  std::vector<std::string> comments;
  std::ifstream file(page);
  block current;
  current.page = page;
  if (!file) complain(current, "cannot be read");
  std::string line;
  bool inside = false, wanted = false;
  for (int number = 1; std::getline(file, line); ++number) {
    if (!inside && line.compare(0, 3, "```") == 0) {
      inside = true;
      current = {};
      current.page = page;
      current.line = number;
      wanted = line == "```cpp" || line == "```text" || line == "```";
      current.language = line == "```cpp" ? language::cpp : language::text;
      if (line == "```c++" || line == "```C++") complain(current, "write ```cpp");
      for (const std::string& words : comments)
        if (!wanted || !understand(words, current)) complain(current, "a comment that means nothing: " + words);
      comments.clear();
    } else if (inside && line == "```") {
      inside = false;
      if (wanted) result.push_back(current);
    } else if (inside) {
      current.text += line + '\n';
    } else if (line.compare(0, 5, "<!-- ") == 0 && line.size() > 9 && line.compare(line.size() - 4, 4, " -->") == 0) {
      comments.push_back(line.substr(5, line.size() - 9));
    } else if (!line.empty()) {
      comments.clear();
    }
  }
  return result;
}

} // namespace docs
