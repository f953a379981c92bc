#!/usr/bin/env bash
# Writes the public surface of the projects that track it into their PublicAPI.Unshipped.txt, from what the analyzer reports.
# A release moves the lines to PublicAPI.Shipped.txt. A project that does not compile keeps its list.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
for project in Primitives Protocol Api; do
  folder=src/Cortensor.$project
  list=$folder/PublicAPI.Unshipped.txt
  before=$(mktemp)
  cp "$list" "$before"
  printf '#nullable enable\n' >"$list"
  if ! report=$(dotnet build "$folder" -nologo -v:q -clp:NoSummary --no-incremental -p:TreatWarningsAsErrors=false -p:WarningsAsErrors= 2>&1); then
    mv "$before" "$list"
    grep -E "error" <<<"$report" | sort -u | head -n 20 >&2
    echo "$folder does not compile; its list is as it was" >&2
    exit 1
  fi
  rm -f "$before"
  sed -nE "s/.*warning RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" <<<"$report" | LC_ALL=C sort -u >>"$list"
  echo "$folder: $(($(wc -l <"$list") - 1)) members"
done
