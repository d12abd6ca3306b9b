/** Catalogues that many tests begin with: each is made once in a run, and copied for whoever starts a server on one. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Where `scripts/test.mjs` wants them kept; without, everybody makes their own. */
const { TEST_TEMPLATES: kept } = process.env
export const areKept = kept !== undefined

/**
 * Lays into the directory what `make` leaves in one of its own, all servers on it stopped. Two that ask at the same time both
 * make it, and the first one stays.
 */
export async function fromTemplate(
  name: string,
  directory: string,
  make: (directory: string) => Promise<void>,
): Promise<void> {
  if (kept === undefined) return make(directory)
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
  cpSync(template, directory, { recursive: true })
}
