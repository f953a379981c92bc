#!/usr/bin/env bash
# Writes src/Cortensor.Chain/Bindings from the compiled contracts; --check only compares and exits 1 on a difference.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
artifacts=()
for contract in CortensorToken Acl Iam NetworkData NodePool Session SessionQueue SessionPayment; do
  artifacts+=("contracts/out/$contract.sol/$contract.json")
done
[ -f "${artifacts[0]}" ] || (cd contracts && node_modules/@foundry-rs/forge-linux-amd64/bin/forge build --force >&2)
dotnet run --project eng/bindgen -- "$@" src/Cortensor.Chain/Bindings Cortensor.Chain.Bindings "${artifacts[@]}"
