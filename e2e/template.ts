/** Catalogues that many tests begin with: each is made once in a run, and copied for whoever starts a server on one. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where a run keeps them (`scripts/test.mjs`); without, everybody makes their own. */
export const { TEST_TEMPLATES: kept } = process.env

/**
 * The directory of one, which nobody may write in. `make` lays it into a directory, all servers on it stopped; one of those
 * who ask makes it, and the others wait.
 */
export async function templateOf(name: string, make: (directory: string) => Promise<void>): Promise<string> {
  if (kept === undefined) {
    const own = mkdtempSync(join(tmpdir(), 'dashcat-e2e-'))
    await make(own)
    return own
  }
  const template = join(kept, name)
  const turn = `${template}-turn`
  mkdirSync(kept, { recursive: true })
  while (!existsSync(template)) {
    if (!hasMade(turn)) {
      await sleep(20)
      continue
    }
    try {
      if (existsSync(template)) break
      const made = mkdtempSync(`${template}-`)
      await make(made)
      renameSync(made, template)
    } finally {
      rmSync(turn, { recursive: true })
    }
  }
  return template
}

/** Of two that make the same directory, one has. */
function hasMade(directory: string): boolean {
  try {
    mkdirSync(directory)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
