// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/hdf5/hdf5_reader.hpp>
#include <cortexpr/detail/sonata/json_file.hpp>
#include <cortexpr/detail/sonata/type_table.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cortexpr::detail {

/// What a SONATA population says of its nodes or edges: attributes of each in the HDF5 file, those of its type in the
/// table, and parameters of the JSON file that `dynamics_params` names. The first one that has a value counts.
class sonata_attributes {
public:
  /// `what` is "node" or "edge"; `folder` has the files of parameters.
  [[gnu::cold]] sonata_attributes(const hdf5_reader& file, const std::string& what, const std::string& population,
                                  const file_path& table, std::string folder)
      : place_(joined({file.path(), ": /", what, "s/", population})),
        type_id_(what + "_type_id"),
        types_(table, type_id_.c_str()),
        folder_(std::move(folder)) {
    const std::string base = joined({"/", what, "s/", population, "/"});
    const auto list = [&](const char* suffix) { return file.numbers<std::int64_t>(joined({base, what, suffix})); };
    type_ = list("_type_id");
    for (std::size_t k = 0; k < type_.size(); ++k)
      if (!types_.has_type(type_[k]))
        refuse({file.path(), ": dataset '", base, what, "_type_id', entry ", k, ": the type ", type_[k], " is not in ",
                types_.file()});
    if (!file.has(joined({base, what, "_group_id"}))) { // one group, in order
      group_.assign(size(), 0);
      for (std::size_t k = 0; k < size(); ++k) index_.push_back(static_cast<std::int64_t>(k));
    } else {
      group_ = list("_group_id");
      index_ = list("_group_index");
      require_size(file, joined({base, what, "_group_id"}), group_.size());
      require_size(file, joined({base, what, "_group_index"}), index_.size());
    }
    std::map<std::int64_t, std::int64_t> used;
    for (std::size_t k = 0; k < size(); ++k) {
      if (index_[k] < 0)
        refuse({file.path(), ": dataset '", base, what, "_group_index', entry ", k, ": ", index_[k], " is negative"});
      used[group_[k]] = std::max(used[group_[k]], index_[k] + 1);
    }
    for (const auto& [id, needed] : used) read_group(file, joined({base, id}), id, static_cast<std::size_t>(needed));
  }

  [[nodiscard]] std::size_t size() const { return type_.size(); }
  [[nodiscard]] const std::string& place() const { return place_; }

  [[nodiscard]] std::optional<double> number(std::size_t k, const std::string& name) const {
    if (const std::optional<double> own = number_beside_parameters(k, name)) return own;
    const auto& file = parameters(k);
    const auto found = file.find(name);
    return found == file.end() ? std::nullopt : std::optional(found->second);
  }
  /// The same without the file of parameters.
  [[nodiscard]] std::optional<double> number_beside_parameters(std::size_t k, const std::string& name) const {
    if (name == type_id_) return static_cast<double>(type_[k]);
    if (const column* own = find_own(k, name)) {
      if (!own->texts.empty()) refuse({place_, ": '", name, "' is text, not a number"});
      return own->numbers[static_cast<std::size_t>(index_[k])];
    }
    double x = 0;
    return types_.find_number(type_[k], name, x) ? std::optional(x) : std::nullopt;
  }
  [[nodiscard]] std::optional<std::string> text(std::size_t k, const std::string& name) const {
    if (const column* own = find_own(k, name))
      return own->texts.empty() ? number_text(own->numbers[static_cast<std::size_t>(index_[k])])
                                : own->texts[static_cast<std::size_t>(index_[k])];
    const std::string* cell = types_.find(type_[k], name);
    return cell == nullptr ? std::nullopt : std::optional(*cell);
  }
  /// Names of all parameters that the file of an element, or the file's group dynamics_params, gives.
  [[nodiscard]] std::set<std::string> parameter_names(std::size_t k) const {
    std::set<std::string> names;
    for (const auto& [name, x] : parameters(k)) names.insert(name);
    if (const auto found = own_.find(group_[k]); found != own_.end())
      for (const auto& [name, values] : found->second)
        if (values.parameter) names.insert(name);
    return names;
  }
  /// Refuses a dataset that has not an entry for each.
  void require_size(const hdf5_reader& file, const std::string& dataset, std::size_t has) const {
    if (has != size())
      refuse({file.path(), ": dataset '", dataset, "' has ", has, " entries, the population has ", size()});
  }
  [[noreturn, gnu::cold]] void refuse_missing(const std::string& who, const std::string& name) const {
    refuse({place_, ": ", who, " has no '", name,
            "', neither in the file, nor as a column of its types, nor among its dynamics_params"});
  }

private:
  struct column {
    std::vector<double> numbers;
    std::vector<std::string> texts;
    bool parameter = false;
  };

  void read_group(const hdf5_reader& file, const std::string& group, std::int64_t id, std::size_t needed) {
    if (!file.has_group(group)) {
      if (id == 0) return; // all is said by the types
      refuse({file.path(), ": has no group '", group, "', which its group ids name"});
    }
    auto& columns = own_[id];
    const auto take = [&](const std::string& name, const std::string& dataset, bool parameter) {
      column& c = columns[name];
      c = {};
      c.parameter = parameter;
      if (file.holds_text(dataset))
        c.texts = file.texts(dataset);
      else
        c.numbers = file.numbers<double>(dataset);
      const std::string library = joined({group, "/@library/", name});
      if (file.has_dataset(library)) resolve(c, file.texts(library), file.path(), dataset);
      if (const std::size_t has = std::max(c.numbers.size(), c.texts.size()); has < needed)
        refuse({file.path(), ": dataset '", dataset, "' has ", has, " entries, the group indices need ", needed});
    };
    for (const std::string& name : file.names_in(group))
      if (file.has_dataset(joined({group, "/", name}))) take(name, joined({group, "/", name}), false);
    const std::string parameters = joined({group, "/dynamics_params"});
    if (!file.has_group(parameters)) return;
    for (const std::string& name : file.names_in(parameters)) take(name, joined({parameters, "/", name}), true);
  }
  /// Numbers that stand for words of a list.
  static void resolve(column& c, const std::vector<std::string>& words, const std::string& file,
                      const std::string& dataset) {
    for (const double x : c.numbers) {
      if (!(x >= 0 && x < static_cast<double>(words.size())))
        refuse({file, ": dataset '", dataset, "': ", x, " is no entry of its library, which has ", words.size()});
      c.texts.push_back(words[static_cast<std::size_t>(x)]);
    }
    c.numbers.clear();
  }
  [[nodiscard]] const column* find_own(std::size_t k, const std::string& name) const {
    const auto group = own_.find(group_[k]);
    if (group == own_.end()) return nullptr;
    const auto found = group->second.find(name);
    return found == group->second.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const std::map<std::string, double>& parameters(std::size_t k) const {
    static const std::map<std::string, double> none;
    const std::optional<std::string> file = text(k, "dynamics_params");
    if (!file) return none;
    const auto known = files_.find(*file);
    if (known != files_.end()) return known->second;
    const std::string path = folder_.empty() ? *file : joined({folder_, "/", *file});
    if (kind_of(path.c_str()) == file_kind::none)
      refuse({types_.file(), ": names the parameters '", *file, "', but there is no file ", path});
    return files_.emplace(*file, read_parameters(path)).first->second;
  }

  std::string place_, type_id_;
  type_table types_;
  std::string folder_;
  std::vector<std::int64_t> type_, group_, index_;
  std::map<std::int64_t, std::map<std::string, column>> own_;
  mutable std::map<std::string, std::map<std::string, double>> files_;
};

} // namespace cortexpr::detail
