# Installs the Debian packages of cmake/packages.txt that are missing. Sourced by ./demo and ./test.
missing=()
for package in $(cat cmake/packages.txt); do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -eq 0 ]; then
  echo "set-up: all packages of cmake/packages.txt are installed"
else
  if [ "$(id -u)" -eq 0 ]; then as_root=(); elif command -v sudo >/dev/null; then as_root=(sudo); else
    echo "set-up: these packages are missing and can be installed only by root or with sudo: ${missing[*]}" >&2
    exit 1
  fi
  echo "set-up: installing ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
