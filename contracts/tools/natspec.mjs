// Every function, event and error of every interface must say what it is: the interface is the document.
// Usage: node tools/natspec.mjs
import { readdirSync, readFileSync } from 'node:fs';

const interfaces = readdirSync('src', { recursive: true }).filter(path => /(^|\/)I[A-Z]\w*\.sol$/.test(path));
let members = 0;
let bare = 0;
for (const path of interfaces) {
  const file = path.split('/').pop();
  const artifact = JSON.parse(readFileSync(`out/${file}/${file.replace('.sol', '.json')}`, 'utf8'));
  const { methods = {}, events = {}, errors = {} } = JSON.parse(artifact.rawMetadata).output.userdoc;
  const documented = { function: methods, event: events, error: errors };
  const type = input => input.type.replace('tuple', `(${(input.components ?? []).map(type).join(',')})`);
  for (const entry of artifact.abi) {
    members++;
    const signature = `${entry.name}(${entry.inputs.map(type).join(',')})`;
    const found = documented[entry.type]?.[signature];
    if (!(found?.notice ?? found?.[0]?.notice)) {
      bare++;
      console.error(`${path}: ${entry.type} ${signature} has no @notice`);
    }
  }
}
if (members === 0) console.error('no interface was found');
process.exit(members > 0 && bare === 0 ? 0 : 1);
