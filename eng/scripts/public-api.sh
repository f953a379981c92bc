#!/usr/bin/env bash
# Writes the public surface of the projects that track it into their PublicAPI.Unshipped.txt, from what the analyzer reports.
# A release moves the lines to PublicAPI.Shipped.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
for project in Primitives Protocol Api; do
  folder=src/Cortensor.$project
  printf '#nullable enable\n' >"$folder/PublicAPI.Unshipped.txt"
  report=$(dotnet build "$folder" -nologo -v:q -clp:NoSummary --no-incremental -p:TreatWarningsAsErrors=false -p:WarningsAsErrors= 2>&1 || true)
  grep -oE "warning RS0016: Symbol '.*' is not part of the declared public API" <<<"$report" \
    | sed -E "s/^warning RS0016: Symbol '(.*)' is not part of the declared public API$/\1/" | LC_ALL=C sort -u >>"$folder/PublicAPI.Unshipped.txt" || true
  echo "$folder: $(($(wc -l <"$folder/PublicAPI.Unshipped.txt") - 1)) members"
done
