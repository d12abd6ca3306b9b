import { setFlagsFromString } from 'node:v8'

// Kept to syntax that any Node reads, so that an old one gets a sentence instead of a stack trace.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Dashcat's server needs Node 24 or newer, this is ${process.version}. Use "npm start": it brings its own.`,
  )
  process.exit(1)
}
// Left alone, V8 lets the heap of a busy server grow to several times what it uses before it looks for garbage.
setFlagsFromString('--heap-growing-percent=40')
await import('../server/server.ts')
