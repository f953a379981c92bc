// The compiled contracts as they are committed: contracts/artifacts/<Name>.json, so that a deployment needs no compiler.
// Usage: node tools/artifacts.mjs [--check]   after `forge build --force`; --check compares and exits 1 on a difference.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

const FOLDER = 'artifacts';
const check = process.argv.includes('--check');
const plan = JSON.parse(readFileSync('deployments/plan.json', 'utf8'));

// The compiler's own record says which sources went in and how: sources by their Keccak-256, the version, the settings.
function artifact(name) {
  const built = JSON.parse(readFileSync(`out/${name}.sol/${name}.json`, 'utf8'));
  if (!built.bytecode) throw new Error(`${name} has no bytecode: run forge build --force`);
  const { compiler, settings, sources } = JSON.parse(built.rawMetadata);
  const hashes = Object.fromEntries(Object.entries(sources).map(([path, source]) => [path, source.keccak256]));
  const object = built.bytecode.object;
  return { contract: name, compiler: compiler.version, settings, sources: hashes, abi: built.abi, bytecode: { object } };
}

mkdirSync(FOLDER, { recursive: true });
const wanted = Object.fromEntries(plan.contracts.map(({ name, artifact: file }) => [file, JSON.stringify(artifact(name), null, 1) + '\n']));
const left = readdirSync(FOLDER).filter(file => !(file in wanted));
let different = 0;
for (const [file, text] of Object.entries(wanted)) {
  const path = `${FOLDER}/${file}`;
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  different++;
  console.log(`${check ? 'out of date' : 'written'}: contracts/${path}`);
  if (!check) writeFileSync(path, text);
}
for (const file of left) {
  different++;
  console.log(`${check ? 'no contract of the plan' : 'removed'}: contracts/${FOLDER}/${file}`);
  if (!check) rmSync(`${FOLDER}/${file}`);
}
process.exit(check && different > 0 ? 1 : 0);
