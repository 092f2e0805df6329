# SPDX-License-Identifier: BSL-1.0
# Installs the Debian packages that are missing: those of cmake/packages.txt, or of the lists in the
# variable package_lists. Sourced by ./demo, ./test and ./site in the top folder.

install_missing_packages() {
  local package missing=() as_root=() packages
  packages="$(cat "$@")"
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "set-up: this is no Debian system; going on as if these packages were installed:" $packages
    return
  fi
  for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    echo "set-up: all packages of $* are installed"
    return
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "set-up: packages are missing, and only root (or sudo, which is not here) can install them. As root:" >&2
      echo "  apt-get install ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  echo "set-up: installing ${missing[*]} (apt-get)"
  if ! { "${as_root[@]}" apt-get update -qq &&
         "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
           apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; }; then
    echo "set-up: apt-get could not install the packages; its message stands above. Then run this again." >&2
    exit 1
  fi
}

install_missing_packages ${package_lists:-cmake/packages.txt}
