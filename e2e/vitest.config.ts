import { defineConfig, mergeConfig } from 'vitest/config'
import unit from '../vitest.config.ts'

/** HTTP tests against the built server: `vitest run --config e2e/vitest.config.ts`. */
const http = mergeConfig(unit, defineConfig({ test: { testTimeout: 60_000, fileParallelism: false } }))
http.test.include = ['e2e/http/**/*.test.ts']

export default http
