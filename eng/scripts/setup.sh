#!/usr/bin/env bash
# Installs what building and testing need and a fresh Debian 12 with the .NET SDK lacks. Does nothing where all is there.
# Usage: eng/scripts/setup.sh [--yes] [runtime|test]     runtime: what ./cortensor needs; test (default): all of it
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
yes=${CI:+1}
what=test
for argument in "$@"; do
  case $argument in
    --yes) yes=1 ;;
    runtime | test) what=$argument ;;
    *) echo "setup.sh: unknown argument '$argument'" >&2; exit 64 ;;
  esac
done

say() { printf '%s\n' "$*" >&2; }

missing_packages=()
ldconfig -p 2>/dev/null | grep 'libsecp256k1\.so' >/dev/null || missing_packages+=(libsecp256k1-1)
command -v node >/dev/null || missing_packages+=(nodejs)
command -v npm >/dev/null || missing_packages+=(npm)
command -v setpriv >/dev/null || missing_packages+=(util-linux)

if [ ${#missing_packages[@]} -gt 0 ]; then
  sudo=
  if [ "$(id -u)" -ne 0 ]; then
    sudo=sudo
    command -v sudo >/dev/null || { say "Missing Debian packages and no sudo. As root: apt-get install ${missing_packages[*]}"; exit 69; }
    if [ -z "$yes" ]; then
      [ -t 0 ] || { say "Missing Debian packages: run with --yes, or: sudo apt-get install ${missing_packages[*]}"; exit 69; }
      read -r -p "Install ${missing_packages[*]} with sudo apt-get? [y/N] " answer
      [[ $answer == [yY]* ]] || { say "Not installed."; exit 69; }
    fi
  fi
  say "Installing ${missing_packages[*]} …"
  $sudo apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq "${missing_packages[@]}" >&2
fi

npm_folder() {
  local folder=$root/$1
  [ -f "$folder/package-lock.json" ] || return 0
  # npm keeps its own record of what it installed; it is older than the lock file only when the lock file changed.
  if [ ! -f "$folder/node_modules/.package-lock.json" ] || [ "$folder/package-lock.json" -nt "$folder/node_modules/.stamp" ]; then
    say "Installing npm packages in $1 …"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    touch "$folder/node_modules/.stamp"
  fi
}

npm_folder contracts
npm_folder eng/native
if [ "$what" = test ]; then
  npm_folder test/interop
  npm_folder test/interop/ipfs
  npm_folder test/interop/helia
fi
