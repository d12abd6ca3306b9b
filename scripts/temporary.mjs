// One place for all that a run of tests lays down in the system's temporary directory; it goes with the run.
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** With the number of the process whose it is. */
const pattern = /^dashcat-run-(\d+)-/

/**
 * From here on `tmpdir()` names a directory of this run's own, in this process and in those that it starts. What others have
 * left that were killed is removed too.
 */
export function ownTemporary() {
  const shared = tmpdir()
  if (pattern.test(basename(shared))) return
  for (const name of readdirSync(shared)) {
    const [, owner] = pattern.exec(name) ?? []
    if (owner !== undefined && !isAlive(Number(owner))) remove(join(shared, name))
  }
  const own = mkdtempSync(join(shared, `dashcat-run-${process.pid}-`))
  // PostgreSQL runs as somebody else, who has to come to its own directory (`postgres.mjs`).
  chmodSync(own, 0o711)
  process.env.TMPDIR = own
  process.on('exit', () => remove(own))
}

/** Whether there is a process of that number. */
export function isAlive(id) {
  try {
    return process.kill(id, 0)
  } catch (error) {
    return error.code === 'EPERM' // of somebody else
  }
}

/** A process that is about to end may still write there; the next run looks again. */
function remove(directory) {
  try {
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  } catch {}
}
