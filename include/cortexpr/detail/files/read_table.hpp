// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cortexpr/detail/files/connection_columns.hpp>
#include <cortexpr/detail/files/input_file.hpp>
#include <cortexpr/detail/files/listed_synapses.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace cortexpr::detail {

/// Whether a field is a number, all of it, and which.
[[nodiscard]] inline bool read_number(const char* at, const char* end, double& x) {
  if (end - at > 1 && *at == '+' && at[1] != '-') ++at;
  const auto parsed = std::from_chars(at, end, x);
  return parsed.ec == std::errc() && parsed.ptr == end;
}

/// Reads connections from a table of text, line by line. Fields are separated by commas, semicolons, tabs or spaces;
/// which, the first line tells. Lines that are empty or begin with # are passed over.
class table_reader {
public:
  table_reader(listed_synapses& out, const wanted_columns& wanted, std::uint64_t length_of_file)
      : out_(&out), wanted_(wanted), length_(length_of_file) {}

  /// The next lines, all of them complete.
  [[gnu::noinline]] void take(std::string_view lines) {
    const char* at = lines.data();
    const char* const end = at + lines.size();
    while (at != end) {
      const void* const found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
      const char* const stop = found == nullptr ? end : static_cast<const char*>(found);
      ++line_;
      take_line(at, stop != at && stop[-1] == '\r' ? stop - 1 : stop);
      at = stop == end ? end : stop + 1;
    }
    if (out_->source.size() > 0 && !reserved_) reserve(lines.size());
  }
  [[gnu::cold]] void finish() const {
    if (separator_ == 0) refuse({out_->file, ": holds no connections; it has no line that is not empty"});
  }

private:
  static bool is_space(char c) { return c == ' ' || c == '\t'; }
  bool separates(char c) const { return separator_ == ' ' ? is_space(c) : c == separator_; }

  void take_line(const char* at, const char* end) {
    while (at != end && (*at == ' ' || (*at == '\t' && separator_ != '\t'))) ++at;
    if (at == end || *at == '#') return;
    if (separator_ == 0 && begins(at, end)) return;
    const std::uint64_t entry = out_->source.size();
    out_->note_line(entry, line_);
    for (std::size_t column = 0; column <= last_; ++column) {
      if (at == nullptr) refuse_short(column);
      const char* stop = at;
      while (stop != end && !separates(*stop)) ++stop;
      if (column < kinds_.size() && kinds_[column] >= 0)
        take_field(static_cast<list_column>(kinds_[column]), at, stop, entry);
      at = stop == end ? nullptr : stop + 1; // a line that ends with a separator has an empty field
      if (separator_ != ' ' || at == nullptr) continue;
      while (at != end && is_space(*at)) ++at;
      if (at == end) at = nullptr;
    }
    if (at != nullptr) refuse_more_fields(at, end);
  }
  /// Refuses a line with more numbers than the first has fields: one with decimal commas would be read as others.
  void refuse_more_fields(const char* at, const char* end) const {
    std::size_t fields = 0;
    bool quoted = false, in_field = false;
    for (std::size_t column = last_ + 1; at != end; ++at) {
      quoted = quoted != (*at == '"');
      if (!quoted && separates(*at)) {
        if (separator_ != ' ' || in_field) ++column;
        in_field = false;
      } else if (!in_field && !is_space(*at)) {
        in_field = true;
        if ((*at >= '0' && *at <= '9') || *at == '-') fields = column + 1; // words beside a line are no harm
      }
    }
    if (fields > kinds_.size())
      refuse({out_->file, ", line ", line_, ": has ", fields, " fields, the first line has ", kinds_.size(),
              separator_ == ',' ? "; a decimal has a point, and no comma" : ""});
  }

  void take_field(list_column c, const char* at, const char* end, std::uint64_t entry) {
    while (at != end && is_space(*at)) ++at;
    while (at != end && is_space(end[-1])) --end;
    if (end - at >= 2 && *at == '"' && end[-1] == '"') ++at, --end;
    const bool is_neuron = c == list_column::source || c == list_column::target;
    if (is_neuron) {
      std::uint64_t x = 0;
      const char* digit = at;
      while (digit != end && *digit >= '0' && *digit <= '9' && digit - at < 18)
        x = 10 * x + static_cast<std::uint64_t>(*digit++ - '0');
      if (digit == end && at != end) return add_neuron(c, out_->neuron_of(c, x, entry));
    }
    double x = 0;
    if (!read_number(at, end, x)) refuse_field(c, {at, static_cast<std::size_t>(end - at)}, entry);
    if (is_neuron) return add_neuron(c, out_->neuron_of(c, x, entry));
    (c == list_column::weight ? out_->weight : out_->delay).push_back(out_->value_of(c, x, entry));
  }
  void add_neuron(list_column c, std::uint32_t neuron) {
    std::uint32_t& needed = c == list_column::source ? out_->sources_needed : out_->targets_needed;
    needed = std::max(needed, neuron + 1);
    (c == list_column::source ? out_->source : out_->target).push_back(neuron);
  }

  /// Looks at the first line; true if it holds headings.
  [[gnu::cold, gnu::noinline]] bool begins(const char*& at, const char* end) {
    if (end - at >= 3 && std::memcmp(at, "\xef\xbb\xbf", 3) == 0) at += 3; // a mark of Unicode
    const std::string_view line(at, static_cast<std::size_t>(end - at));
    refuse_what_is_no_text(line);
    separator_ = ' ';
    for (const char c : {',', ';', '\t'})
      if (line.find(c) != std::string_view::npos) separator_ = c;
    std::vector<std::string> fields = split(line);
    bool headings = false;
    for (const std::string& field : fields) {
      double x = 0;
      headings = headings || !read_number(field.data(), field.data() + field.size(), x);
    }
    const auto places = headings ? wanted_.among(fields, out_->file) : wanted_.without_names(fields.size(), out_->file);
    kinds_.assign(fields.size(), -1);
    for (std::size_t k = 0; k < list_columns; ++k) {
      if (!wanted_.wanted[k]) continue;
      const std::size_t c = places[k];
      const std::string number = joined({"column ", c + 1, " of ", fields.size()});
      out_->columns[k] = headings ? joined({"'", fields[c], "' (", number, ")"}) : number;
      if (kinds_[c] >= 0)
        refuse({out_->file, ": ", out_->columns[k], " cannot be both ",
                wanted_columns::fields[static_cast<std::size_t>(kinds_[c])], " and ", wanted_columns::fields[k]});
      kinds_[c] = static_cast<int>(k);
      last_ = std::max(last_, c);
    }
    return headings;
  }
  [[gnu::cold]] std::vector<std::string> split(std::string_view line) const {
    std::vector<std::string> fields(1);
    bool quoted = false, after_space = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && separates(c)) {
        if (separator_ != ' ' || !after_space) fields.emplace_back();
        after_space = true;
        continue;
      } else if (quoted || !is_space(c) || !fields.back().empty()) {
        fields.back() += c;
      }
      after_space = false;
    }
    for (std::string& field : fields)
      while (!field.empty() && is_space(field.back())) field.pop_back();
    if (separator_ == ' ' && fields.back().empty()) fields.pop_back();
    return fields;
  }
  [[gnu::cold]] void refuse_what_is_no_text(std::string_view line) const {
    const auto begins_with = [&](std::string_view mark) { return line.substr(0, mark.size()) == mark; };
    if (begins_with("PK\x03\x04") || begins_with("\x93NUMPY"))
      refuse({out_->file, ": holds arrays of numpy and no text; its name must end in ",
              begins_with("PK") ? ".npz" : ".npy"});
    if (line.find('\0') != std::string_view::npos || begins_with("\xff\xfe") || begins_with("\xfe\xff"))
      refuse({out_->file, ": is no text of one byte per character; save it as UTF-8, or as .npz"});
    if (line.find('\r') != std::string_view::npos)
      refuse({out_->file, ": ends its lines with carriage returns alone; save it with line feeds (\\n)"});
  }
  /// Memory for all, as many as the lines so far let expect.
  [[gnu::cold]] void reserve(std::size_t length_so_far) {
    reserved_ = true;
    const double share = static_cast<double>(length_) / static_cast<double>(length_so_far);
    const auto all = static_cast<std::size_t>(1.02 * share * static_cast<double>(out_->source.size())) + 16;
    out_->source.reserve(all);
    out_->target.reserve(all);
    if (wanted_.wanted[2]) out_->weight.reserve(all);
    if (wanted_.wanted[3]) out_->delay.reserve(all);
  }

  [[noreturn, gnu::cold]] void refuse_short(std::size_t column) const {
    refuse({out_->file, ", line ", line_, ": has ", column, column == 1 ? " field" : " fields", ", the first line has ",
            kinds_.size(), "; every line needs all columns"});
  }
  [[noreturn, gnu::cold]] void refuse_field(list_column c, std::string_view field, std::uint64_t entry) const {
    if (field.empty()) refuse({out_->place(c, entry), ": is empty, where a number is wanted"});
    const bool comma = field.find(',') != std::string_view::npos;
    refuse({out_->place(c, entry), ": '", field.substr(0, 40), "' is not a number",
            comma ? "; decimals have a point" : ""});
  }

  listed_synapses* out_;
  wanted_columns wanted_;
  std::uint64_t length_, line_ = 0;
  char separator_ = 0;
  std::vector<int> kinds_; ///< of each column the number in `list_column`, or -1
  std::size_t last_ = 0;   ///< the last column that is wanted
  bool reserved_ = false;
};

[[gnu::cold]] inline void read_table(listed_synapses& out, const file_path& path, const wanted_columns& wanted) {
  input_file in(path);
  table_reader reader(out, wanted, in.size());
  std::vector<char> buffer(std::size_t{1} << 20);
  std::size_t held = 0;
  while (const std::size_t n = in.read(buffer.data() + held, buffer.size() - held)) {
    held += n;
    std::size_t complete = held;
    while (complete > 0 && buffer[complete - 1] != '\n') --complete;
    if (complete == 0 && held == buffer.size())
      refuse({path.string(), ": has a line of more than a million characters, so that it is no table"});
    reader.take({buffer.data(), complete});
    std::memmove(buffer.data(), buffer.data() + complete, held - complete);
    held -= complete;
  }
  reader.take({buffer.data(), held});
  reader.finish();
}

} // namespace cortexpr::detail
