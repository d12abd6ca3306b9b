// Loaded into a server that tests lend (`lender.ts`) before its own code: told so, it closes its catalogue, and opens what has
// been laid in its place.
import { createRequire } from 'node:module'

/** @typedef {'close' | 'open'} Order */

const require = createRequire(import.meta.url)

let waiting
let opened
// Where the application looks for whoever is to be told of what it has opened (`lib/app/started.ts`). The end of the process
// closes the catalogue that was opened last.
Object.defineProperty(globalThis, 'dashcatStart', {
  set: (listener) => {
    waiting = listener
  },
  get: () => ({
    reject: (error) => waiting.reject(error),
    resolve: (started) => {
      opened = started
      waiting.resolve({ ...started, close: () => opened.close() })
    },
  }),
})

const orders = {
  close: async () => {
    await opened.close()
    delete globalThis.dashcatServices
  },
  open: async () => {
    const { promise, resolve, reject } = Promise.withResolvers()
    globalThis.dashcatStart = { resolve, reject }
    await require('../.next/server/instrumentation.js').register()
    await promise
  },
}

process.on('message', (order) => {
  orders[order]().then(
    () => process.send({}),
    (error) => process.send({ error: error.stack }),
  )
})
