import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { ownTemporary } from './scripts/temporary.mjs'

ownTemporary()

const here = fileURLToPath(new URL('.', import.meta.url))

const include = ['lib/**/*.test.ts', 'server/*.test.ts', 'components/**/*.test.ts']

/** Files that put modules in the place of others, which would stay there. */
const replacing = globSync(include, { cwd: here }).filter((path) =>
  /\bvi\.(mock|doMock|resetModules)\(/.test(readFileSync(`${here}${path}`, 'utf8')),
)

export default defineConfig({
  resolve: {
    alias: {
      '@': here.replace(/\/$/, ''),
      // Next's fence against browser code; plain Node has nothing to fence.
      'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)),
    },
  },
  test: {
    // Most of a file's time went into loading what the file before it had loaded.
    projects: [
      { extends: true, test: { name: 'together', include, exclude: replacing, isolate: false } },
      { extends: true, test: { name: 'alone', include: replacing } },
    ],
    // Vitest leaves one core to whoever watches; nobody does, and of two cores that is half.
    maxWorkers: availableParallelism(),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
