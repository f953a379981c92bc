// Answers the storage tests as an independent implementation. One command per run, input on stdin, answer on stdout.
import { readFileSync } from 'node:fs'
import { createFileEncoderStream } from 'ipfs-car'
import * as UnixFS from '@ipld/unixfs'
import * as raw from 'multiformats/codecs/raw'
import { withMaxChunkSize } from '@ipld/unixfs/file/chunker/fixed'
import { withWidth } from '@ipld/unixfs/file/layout/balanced'

const [command, ...args] = process.argv.slice(2)
const input = readFileSync(0)

// RFC 8785 is written after ECMAScript: JSON.stringify escapes strings as it wants, and sort() compares UTF-16 code units.
function canonical (value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']'
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return '{' + Object.keys(value).sort().map(k => JSON.stringify(k) + ':' + canonical(value[k])).join(',') + '}'
}

// The CID of the input under the profile's rules with another chunk size and width, so that deep trees stay small. The root is the last block.
async function cid (chunk, width) {
  const settings = UnixFS.configure({ fileChunkEncoder: raw, smallFileEncoder: raw, chunker: withMaxChunkSize(chunk), fileLayout: withWidth(width) })
  let root
  await createFileEncoderStream(new Blob([input]), settings).pipeTo(new WritableStream({ write (block) { root = block.cid } }))
  return root.toString()
}

switch (command) {
  case 'canonical':
    process.stdout.write(JSON.stringify(JSON.parse(input.toString()).map(canonical)))
    break
  case 'cid':
    process.stdout.write(await cid(Number(args[0]), Number(args[1])))
    break
  default:
    throw new Error(`unknown command ${command}`)
}
