# SPDX-License-Identifier: BSL-1.0
# For builds without CMake: `pkg-config --cflags --libs cortexpr`, or cortexpr-io for .npz archives, too. Boost, xsimd
# and xtensor are looked for where the compiler looks.
function(install_pkg_config name more requires flags libs)
  set(cortexpr_pc_name ${name})
  set(cortexpr_pc_more "${more}")
  set(cortexpr_pc_requires "${requires}")
  set(cortexpr_pc_flags "${flags}")
  set(cortexpr_pc_libs "${libs}")
  configure_file(cmake/cortexpr.pc.in ${name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc DESTINATION ${CMAKE_INSTALL_DATADIR}/pkgconfig)
endfunction()
install_pkg_config(cortexpr "" "" "-std=c++20 -I\${includedir} -pthread" "-pthread")
install_pkg_config(cortexpr-io ", with files and pictures" "cortexpr, libzip" "" "")
