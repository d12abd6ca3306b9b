import { availableParallelism } from 'node:os'
import { defineConfig, mergeConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import unit from '../vitest.config.ts'

/** Files that watch how long others wait: with a file beside them they would measure that one. */
export const timed = ['bounds', 'door', 'export-large', 'hostile-files', 'jobs', 'pages', 'search'].map(
  (name) => `e2e/http/${name}.test.ts`,
)

// Merged, lists would add the units to these.
const { projects: _, ...shared } = unit.test ?? {}

/**
 * Against the built server. `npm run test:http` takes the first two, `npm run test:crash` the last: campaigns that kill
 * servers and databases again and again, minutes long.
 */
export const projects: TestProjectInlineConfiguration[] = [
  {
    extends: true,
    test: {
      name: 'side by side',
      include: ['e2e/http/**/*.test.ts'],
      exclude: timed,
      // A test and its server take turns, and both wait for servers to start and end.
      maxWorkers: 2 * availableParallelism(),
      sequence: { groupOrder: 0 },
    },
  },
  {
    extends: true,
    test: { name: 'one by one', include: timed, fileParallelism: false, sequence: { groupOrder: 1 } },
  },
  {
    extends: true,
    test: { name: 'killed', include: ['e2e/crash/**/*.test.ts'], sequence: { groupOrder: 2 } },
  },
]

export default mergeConfig(
  { ...unit, test: { ...shared, testTimeout: 60_000 } },
  defineConfig({ test: { globalSetup: ['e2e/lender.ts'], projects } }),
)
