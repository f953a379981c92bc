// Code sizes of the deployed contracts against snapshots/sizes.json and the EVM's limit (EIP-170).
// Usage: node tools/sizes.mjs [--write]
import { readFileSync, writeFileSync } from 'node:fs';

const LIMIT = 24576;
const SNAPSHOT = 'snapshots/sizes.json';
const plan = JSON.parse(readFileSync('deployments/plan.json', 'utf8'));

const sizes = {};
for (const { name } of plan.contracts) {
  const code = JSON.parse(readFileSync(`out/${name}.sol/${name}.json`, 'utf8')).deployedBytecode.object;
  sizes[name] = (code.length - 2) / 2;
}
if (process.argv.includes('--write')) {
  writeFileSync(SNAPSHOT, JSON.stringify(sizes, null, 2) + '\n');
}
const expected = JSON.parse(readFileSync(SNAPSHOT, 'utf8'));
let bad = 0;
for (const [name, size] of Object.entries(sizes)) {
  if (size > LIMIT) console.error(`${name}: ${size} bytes, the limit is ${LIMIT}`);
  if (size !== expected[name]) console.error(`${name}: ${size} bytes, the snapshot says ${expected[name]}`);
  if (size > LIMIT || size !== expected[name]) bad++;
}
process.exit(bad === 0 ? 0 : 1);
