// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <memory>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

template <class Signature>
class callback;

/// A function of any class behind a pointer, or none. Copies share it, so it must be callable while constant. Instead
/// of std::function, whose header brings hash tables and searchers: 40,000 tokens in every program.
template <class R, class... Args>
class callback<R(Args...)> {
public:
  callback() = default;
  template <class F>
    requires(!std::is_same_v<F, callback> && std::is_invocable_r_v<R, const F&, Args...>)
  callback(F f) // NOLINT(google-explicit-constructor): as std::function
      : function_(new F(std::move(f))), call_([](const void* function, Args... args) -> R {
          return (*static_cast<const F*>(function))(std::forward<Args>(args)...);
        }) {}

  [[nodiscard]] explicit operator bool() const { return call_ != nullptr; }
  R operator()(Args... args) const { return call_(function_.get(), std::forward<Args>(args)...); }

private:
  std::shared_ptr<const void> function_;
  R (*call_)(const void*, Args...) = nullptr;
};

} // namespace cortexpr::detail
