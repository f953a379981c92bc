#!/usr/bin/env bash
# Runs the benches of bench/README.md one after the other and keeps what they print under artifacts/bench/.
# Usage: bench/run.sh [NAME...]     default: latency router memory engines; soak only when it is named
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
benches=("$@")
[ ${#benches[@]} -gt 0 ] || benches=(latency router memory engines)

eng/scripts/setup.sh runtime || exit 1
for bench in "${benches[@]}"; do
  [ "$bench" = router ] || continue
  for tool in nginx wrk node npm; do
    command -v $tool >/dev/null || { echo "bench: $tool is missing; on Debian: apt-get install nginx-light wrk nodejs npm" >&2; exit 69; }
  done
  [ -d bench/gateways/node_modules/@portkey-ai ] || (cd bench/gateways && npm ci --loglevel=error) || exit 1
done
dotnet build bench/Cortensor.Bench.csproj -c Release -p:CortensorAnalyzers=false -nologo -v:q -clp:NoSummary || exit 1

program=artifacts/bin/Cortensor.Bench/release/Cortensor.Bench
mkdir -p artifacts/bench
failed=0
measure() { # measure NAME ARGUMENTS...
  local name=$1
  shift
  printf '\n== %s: Cortensor.Bench %s\n' "$name" "$*"
  "$program" "$@" 2>&1 | tee "artifacts/bench/$name.txt"
  [ "${PIPESTATUS[0]}" -eq 0 ] || { failed=1; echo "FAILED: $name"; }
}
for bench in "${benches[@]}"; do
  case $bench in
    soak) measure soak soak ;;
    latency) measure latency latency ;;
    memory) measure memory memory ;;
    engines) measure engines engines ;;
    router)
      measure router router
      measure router-paced router --pace 5 --seconds 10
      ;;
    *) echo "bench: there is no bench '$bench'" >&2; exit 64 ;;
  esac
done
exit $failed
