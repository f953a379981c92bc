#!/usr/bin/env node
// Lets forge use the WebAssembly compiler from npm: forge asks for --version, then sends standard JSON on stdin.
const fs = require('fs');
const solc = require('solc');

if (process.argv.includes('--version')) {
  const version = solc.version().replace('.Emscripten.clang', '.Linux.g++');
  console.log('solc, the solidity compiler commandline interface\nVersion: ' + version);
} else {
  process.stdout.write(solc.compile(fs.readFileSync(0, 'utf8')));
}
