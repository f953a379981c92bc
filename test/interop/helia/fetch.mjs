// Fetches one object as any IPFS peer would: `node --import ./polyfill.mjs fetch.mjs ROUTER CID`. Who has it is asked of ROUTER by delegated routing; every
// block is checked against its CID by Helia itself. The object's bytes go to stdout; what went wrong goes to stderr, with exit code 1.
import { withHTTP } from '@helia/http'
import { unixfs } from '@helia/unixfs'
import { createHeliaLight } from 'helia'
import { CID } from 'multiformats/cid'

const [router, text] = process.argv.slice(2)
const limit = 30_000
const stop = new AbortController()
const timer = setTimeout(() => stop.abort(new Error(`nothing within ${limit / 1000} s`)), limit)
// Both lists are named: the defaults are public servers.
const node = await withHTTP(createHeliaLight(), { delegatedRouters: [router], recursiveGateways: [], allowInsecure: true, allowLocal: true }).start()
try {
  const chunks = []
  for await (const chunk of unixfs(node).cat(CID.parse(text), { signal: stop.signal })) chunks.push(chunk)
  process.stdout.write(Buffer.concat(chunks))
} catch (error) {
  const causes = [error, ...(error.errors ?? []), error.cause].filter(Boolean)
  process.stderr.write(causes.map(e => `${e.name}: ${e.message}`).join('\n') + '\n')
  process.exitCode = 1
} finally {
  clearTimeout(timer)
  await node.stop()
}
