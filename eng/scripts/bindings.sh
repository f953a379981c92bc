#!/usr/bin/env bash
# After a change of a contract: compiles, writes contracts/artifacts and from them src/Cortensor.Chain/Bindings.
# --check compiles nothing: it compares the bindings with contracts/artifacts and exits 1 on a difference (contracts/check.sh compares artifacts and sources).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ "${1:-}" != --check ]; then
  (cd contracts && node_modules/@foundry-rs/forge-linux-amd64/bin/forge build --force --skip test && node tools/artifacts.mjs) >&2
fi
artifacts=()
for contract in CortensorToken Acl Iam NetworkData NodePool Session SessionQueue SessionPayment; do
  artifacts+=("contracts/artifacts/$contract.json")
done
dotnet run --project eng/bindgen -- "$@" src/Cortensor.Chain/Bindings Cortensor.Chain.Bindings "${artifacts[@]}"
