// SPDX-License-Identifier: BSL-1.0
// What gdb is asked to print in check_printers.cmake, where it stops in `look`.
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cortexpr/monitor/trace.hpp>
#include <cortexpr/units/literals.hpp>
#include <cstdint>

using namespace cortexpr;

[[gnu::noinline]] void look(const void*) { asm volatile(""); }

int main() {
  const auto potential = -65_mV;
  const auto conductance = 15_nS;
  const auto slope = 3_A / 1_s;
  const quantity<dim::one> number = 0.5;
  detail::sequence<std::uint32_t> list{7, 8, 9};
  detail::sequence<double> nothing;
  spike_train spikes;
  spikes.which.all(5);
  spikes.dt = 1e-4;
  spikes.steps = {10, 10, 25};
  spikes.neurons = {1, 4, 2};
  trace<double> v;
  v.which.all(2);
  v.dt = 1e-4;
  v.unit = "V";
  v.steps = {0, 10};
  v.values = {-0.07, -0.065, -0.0699, -0.0649};
  for (const void* each :
       {static_cast<const void*>(&potential), static_cast<const void*>(&conductance), static_cast<const void*>(&slope),
        static_cast<const void*>(&number), static_cast<const void*>(&list), static_cast<const void*>(&nothing),
        static_cast<const void*>(&spikes), static_cast<const void*>(&v)})
    look(each);
}
