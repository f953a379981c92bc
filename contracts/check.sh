#!/usr/bin/env bash
# Builds and tests the contracts. Ends with "N passed, N failed"; exits non-zero if any failed.
#   ./check.sh [--only WORD]     only the tests whose path has WORD in it
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
forge=node_modules/@foundry-rs/forge-linux-amd64/bin/forge
[ -x "$forge" ] || { echo "forge is missing. Run: npm ci --ignore-scripts --prefix contracts"; echo "0 passed, 1 failed"; exit 1; }

# Tests deploy compiled contracts instead of compiling them again into each test: a changed test builds in seconds, not minutes.
# Not in foundry.toml: the helper sources that forge makes for it exist in memory only, and slither looks for them on disk.
export FOUNDRY_DYNAMIC_TEST_LINKING=true

only=
[ "${1:-}" = --only ] && only=${2:?--only needs a word}
extra_failed=0
extra_passed=0
rule() { # rule NAME COMMAND...: one yes-or-no check
  local name=$1
  shift
  if "$@"; then extra_passed=$((extra_passed + 1)); else extra_failed=$((extra_failed + 1)); echo "FAILED: $name"; fi
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if [ -n "$only" ]; then
  "$forge" build >"$log" 2>&1 || { cat "$log"; echo "0 passed, 1 failed"; exit 1; }
  "$forge" test --match-path "test/**/*${only,,}*/**" --no-match-test 'invariant' >"$log" 2>&1
else
  # --force: a lint run in between may have cached artifacts without bytecode.
  "$forge" build --force >"$log" 2>&1 || { cat "$log"; echo "0 passed, 1 failed"; exit 1; }
  "$forge" test >"$log" 2>&1
fi
code=$?
cat "$log"
counts=$(grep -E '^Ran [0-9]+ test suites?.*tests passed' "$log" | tail -1)
passed=$(sed -nE 's/.*: ([0-9]+) tests passed.*/\1/p' <<<"$counts")
failed=$(sed -nE 's/.*, ([0-9]+) failed.*/\1/p' <<<"$counts")
[ $code -eq 0 ] || [ "${failed:-0}" -gt 0 ] || [ -n "$only" ] || extra_failed=$((extra_failed + 1))

if [ -z "$only" ]; then
  rule "forge fmt" "$forge" fmt --check
  rule "every interface member is documented" node tools/natspec.mjs
  rule "committed artifacts are those of this compile" node tools/artifacts.mjs --check
  rule "code sizes are those of snapshots/sizes.json" node tools/sizes.mjs
  # Tests write gas figures into snapshots/; a figure that changed is a diff to review.
  if git rev-parse --git-dir >/dev/null 2>&1; then
    rule "gas snapshots are committed" git diff --exit-code --stat -- snapshots
  fi
fi

passed=$((${passed:-0} + extra_passed))
failed=$((${failed:-0} + extra_failed))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
