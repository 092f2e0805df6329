// SPDX-License-Identifier: BSL-1.0
// expect: the text has no name
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/text_algebra.hpp>

using namespace cortexpr;

constexpr fixed_string synapse = "dg/dt = -g/tau : siemens";
#ifdef OK
using cell = equations<texts::renamed<synapse, "g", "g_e">>;
#else
using cell = equations<texts::renamed<synapse, "G", "g_e">>;
#endif

int main() { static_cast<void>(cell{}); }
