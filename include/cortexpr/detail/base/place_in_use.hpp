// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace cortexpr::detail {

/// A folder or file that a run writes to, until the run ends: simulations that run at once cannot write to one place,
/// because each would replace what the other has written.
class place_in_use {
public:
  place_in_use() = default;
  /// Throws `io_error` if another run writes there.
  [[gnu::cold]] explicit place_in_use(const std::string& path) : held_(std::make_shared<held>(path)) {}

private:
  struct places {
    std::mutex changes;
    std::set<std::string> paths;
  };
  static places& all() {
    static places one;
    return one;
  }
  struct held {
    std::string path;

    explicit held(const std::string& wanted) {
      const std::scoped_lock lock(all().changes);
      if (!all().paths.insert(wanted).second)
        raise<io_error>({wanted, ": another simulation that runs now writes here; give each a place of its own"});
      path = wanted;
    }
    held(const held&) = delete;
    held& operator=(const held&) = delete;
    ~held() {
      const std::scoped_lock lock(all().changes);
      all().paths.erase(path);
    }
  };

  std::shared_ptr<held> held_;
};

} // namespace cortexpr::detail
