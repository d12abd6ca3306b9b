/** Catalogues that many tests begin with: each is made once in a run, and copied for whoever starts a server on one. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where a run keeps them (`scripts/test.mjs`); without, everybody makes their own. */
export const { TEST_TEMPLATES: kept } = process.env

/**
 * The directory of one, which nobody may write in. `make` lays it into a directory, all servers on it stopped; two that ask
 * at the same time both make it, and the first one stays.
 */
export async function templateOf(name: string, make: (directory: string) => Promise<void>): Promise<string> {
  if (kept === undefined) {
    const own = mkdtempSync(join(tmpdir(), 'dashcat-e2e-'))
    await make(own)
    return own
  }
  const template = join(kept, name)
  if (!existsSync(template)) {
    mkdirSync(kept, { recursive: true })
    const made = mkdtempSync(`${template}-`)
    await make(made)
    try {
      renameSync(made, template)
    } catch (error) {
      if (!existsSync(template)) throw error
      rmSync(made, { recursive: true })
    }
  }
  return template
}
