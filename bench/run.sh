#!/usr/bin/env bash
# Runs the benches of bench/README.md one after the other and keeps what they print under artifacts/bench/.
# Usage: bench/run.sh [NAME...]                  default: latency router memory engines; soak and determinism only when they are named
#        bench/run.sh compare REV [OPTIONS]      builds REV in a worktree of its own and takes turns with the present build
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
benches=("$@")
[ ${#benches[@]} -gt 0 ] || benches=(latency router memory engines)

needs() { # needs TOOL...: the tools that benches take from the system
  for tool in "$@"; do
    command -v "$tool" >/dev/null || { echo "bench: $tool is missing; on Debian: apt-get install nginx-light wrk nodejs npm" >&2; exit 69; }
  done
}
build() { dotnet build "$1/bench/Cortensor.Bench.csproj" -c Release -p:CortensorAnalyzers=false -nologo -v:q -clp:NoSummary; }
program=artifacts/bin/Cortensor.Bench/release/Cortensor.Bench
failed=0
measure() { # measure NAME ARGUMENTS...
  local name=$1
  shift
  printf '\n== %s: Cortensor.Bench %s\n' "$name" "$*"
  "$program" "$@" 2>&1 | tee "artifacts/bench/$name.txt"
  [ "${PIPESTATUS[0]}" -eq 0 ] || { failed=1; echo "FAILED: $name"; }
}

eng/scripts/setup.sh runtime || exit 1
mkdir -p artifacts/bench

if [ "${benches[0]}" = compare ]; then
  needs wrk git
  revision=$(git rev-parse --verify --quiet "${benches[1]:?compare needs a revision}^{commit}") || { echo "bench: there is no revision ${benches[1]}" >&2; exit 64; }
  other=$root/artifacts/compare/${revision:0:12}
  [ -d "$other" ] || git worktree add --detach "$other" "$revision" || exit 1
  "$other/eng/scripts/setup.sh" runtime || exit 1
  build "$other" || exit 1
  build "$root" || exit 1
  measure compare compare --before "$other" --name "${revision:0:12}" "${benches[@]:2}"
  exit $failed
fi

for bench in "${benches[@]}"; do
  [ "$bench" = router ] || continue
  needs nginx wrk node npm
  [ -d bench/gateways/node_modules/@portkey-ai ] || (cd bench/gateways && npm ci --loglevel=error) || exit 1
done
build "$root" || exit 1
for bench in "${benches[@]}"; do
  case $bench in
    soak) measure soak soak ;;
    latency) measure latency latency ;;
    memory) measure memory memory ;;
    engines) measure engines engines ;;
    determinism) measure determinism determinism ;;
    router)
      measure router router
      measure router-paced router --pace 5 --seconds 10
      ;;
    *) echo "bench: there is no bench '$bench'" >&2; exit 64 ;;
  esac
done
exit $failed
