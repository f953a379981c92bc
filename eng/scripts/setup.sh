#!/usr/bin/env bash
# Installs what building and testing need and a fresh Debian 12 with the .NET SDK lacks. Does nothing where all is there.
# Usage: eng/scripts/setup.sh [--yes] [system|runtime|test]
#   system    the Debian packages that are missing: libgomp1, and nodejs and npm where something is to be installed with them
#   runtime   what ./cortensor demo needs: the development chain and the sentence encoder, from npm
#   test      (default) the contract tools and the foreign implementations that tests compare with, too
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
yes=${CI:+1}
what=test
for argument in "$@"; do
  case $argument in
    --yes) yes=1 ;;
    system | runtime | test) what=$argument ;;
    *) echo "setup.sh: unknown argument '$argument'" >&2; exit 64 ;;
  esac
done

folders=(eng/anvil eng/embeddings)
if [ "$what" = test ]; then folders+=(contracts test/interop test/interop/ipfs test/interop/helia); fi

say() { printf '%s\n' "$*" >&2; }

# The stamp is made after an installation: it is older than the lock file only when the lock file changed.
is_installed() { [ -f "$root/$1/node_modules/.package-lock.json" ] && [ ! "$root/$1/package-lock.json" -nt "$root/$1/node_modules/.stamp" ]; }

missing_folders=()
for folder in "${folders[@]}"; do is_installed "$folder" || missing_folders+=("$folder"); done

missing_packages=()
# The OpenMP runtime that llama.cpp is linked to.
PATH=$PATH:/usr/sbin:/sbin ldconfig -p | grep 'libgomp\.so\.1' >/dev/null || missing_packages+=(libgomp1)
if [ ${#missing_folders[@]} -gt 0 ] || [ "$what" = test ]; then
  command -v node >/dev/null || missing_packages+=(nodejs)
  command -v npm >/dev/null || missing_packages+=(npm)
fi

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
[ "$what" != system ] || exit 0

for folder in ${missing_folders[@]+"${missing_folders[@]}"}; do
  say "Installing npm packages in $folder …"
  (cd "$root/$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) \
    || { say "cortensor: npm could not install $folder; is the package registry reachable? [machine_not_ready]"; exit 69; }
  touch "$root/$folder/node_modules/.stamp"
done
