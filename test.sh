#!/usr/bin/env bash
# Every test of the project. Ends with "N passed, N failed" alone on a line; exits non-zero if any failed.
#   ./test.sh                 contracts, C#, functional
#   ./test.sh --only WORD     what has WORD in its name: a fast loop
#   ./test.sh --full          everything and the long runs
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
only=
full=
while [ $# -gt 0 ]; do
  case $1 in
    --only) only=${2:?--only needs a word}; shift 2 ;;
    --full) full=1; shift ;;
    *) echo "usage: ./test.sh [--only WORD] [--full]" >&2; exit 64 ;;
  esac
done
[ -z "$full" ] || export CORTENSOR_TEST_FULL=1

passed=0
failed=0
began=$SECONDS
step() { printf '\n== %s (%d s)\n' "$*" $((SECONDS - began)); }
check() { # check NAME COMMAND...: one yes-or-no test
  local name=$1
  shift
  step "$name"
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $name"; fi
}

dotnet_tests() { # dotnet_tests PROJECT: runs an already built test project and adds its counts
  local project=$1 log
  log=$(mktemp)
  step "$project"
  "artifacts/bin/$project/debug/$project" --no-progress --output Normal ${only:+--filter-class "*$only*"} >"$log" 2>&1
  local code=$?
  grep -vE '^(xUnit\.net|passed )' "$log" | tail -n 200
  local good bad
  good=$(grep -oE '^  succeeded: [0-9]+' "$log" | grep -oE '[0-9]+' | tail -1)
  bad=$(grep -oE '^  failed: [0-9]+' "$log" | grep -oE '[0-9]+' | tail -1)
  rm -f "$log"
  passed=$((passed + ${good:-0}))
  failed=$((failed + ${bad:-0}))
  # 8 = no test matched, which is fine for --only; any other failure without a counted failing test is one of its own.
  if [ $code -ne 0 ] && [ "${bad:-0}" -eq 0 ] && ! { [ -n "$only" ] && [ $code -eq 8 ]; }; then failed=$((failed + 1)); echo "FAILED: $project ended with exit code $code"; fi
}

forge_tests() { # the contracts' own tests, counted one by one
  local log
  log=$(mktemp)
  step "contracts"
  (cd contracts && ./check.sh ${only:+--only "$only"}) >"$log" 2>&1
  local code=$?
  grep -vE '^\[PASS\]' "$log" | tail -n 120
  local good bad
  good=$(grep -oE '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -1 | cut -d' ' -f1)
  bad=$(grep -oE '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -1 | cut -d' ' -f3)
  rm -f "$log"
  passed=$((passed + ${good:-0}))
  failed=$((failed + ${bad:-0}))
  if [ $code -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then failed=$((failed + 1)); echo "FAILED: contracts ended with exit code $code"; fi
}

formatted() { dotnet tool restore >/dev/null && dotnet csharpier check . >/dev/null || { echo "Not formatted: dotnet tool restore && dotnet csharpier format ." >&2; return 1; }; }

build() { dotnet build "$1" -nologo -v:q -clp:NoSummary; }

eng/scripts/setup.sh test || { echo "0 passed, 1 failed"; exit 1; }

if [ -n "$only" ]; then
  build test/Cortensor.Tests || { echo "0 passed, 1 failed"; exit 1; }
  forge_tests
  dotnet_tests Cortensor.Tests
  # Most words are concepts, which the quick tests cover; what boots the product is built only when the word names one of its tests.
  if [ -n "$(find test/Cortensor.FunctionalTests -name "*$only*Tests.cs" -print -quit)" ]; then
    build test/Cortensor.FunctionalTests && dotnet_tests Cortensor.FunctionalTests || failed=$((failed + 1))
  fi
else
  forge_tests
  [ ! -d src/Cortensor.Chain/Bindings ] || check "bindings match the contracts" eng/scripts/bindings.sh --check
  step "build"
  if ! build Cortensor.slnx; then
    printf '\n%d passed, %d failed\n' "$passed" $((failed + 1))
    exit 1
  fi
  check "format" formatted
  dotnet_tests Cortensor.ArchitectureTests
  dotnet_tests Cortensor.Tests
  [ ! -d test/Cortensor.FunctionalTests ] || dotnet_tests Cortensor.FunctionalTests
  [ -z "$full" ] || check "soak: 1,000 tasks and random deaths for 20 minutes" artifacts/bin/Cortensor.Bench/debug/Cortensor.Bench soak
fi

printf '\n%d s\n%d passed, %d failed\n' $((SECONDS - began)) "$passed" "$failed"
[ "$failed" -eq 0 ]
