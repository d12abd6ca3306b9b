/** A copy of the database file that is whole, however much is written meanwhile. For a process of its own: it takes its time. */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'

const suffix = '.partial'

/**
 * Copies what `source` holds at this moment into `target`, replacing it: written under another name, checked, and only
 * then renamed, so that under its own name there is always a whole copy. Throws what a person can act upon.
 */
export function backUp(source: string, target: string): void {
  if (!existsSync(source)) throw new Error(`there is no database at ${source}`)
  const directory = dirname(target)
  if (!existsSync(directory)) throw new Error(`there is no folder ${directory}`)
  // Of copies that were interrupted.
  for (const name of readdirSync(directory))
    if (name.startsWith(`${basename(target)}${suffix}`)) rmSync(join(directory, name), { force: true })
  const partial = `${target}${suffix}`
  try {
    copy(source, partial)
    check(partial)
    throughToDisk(partial)
    renameSync(partial, target)
    throughToDisk(directory)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

/** Reads one state of the file; who writes to it does not wait, and does not make it begin again. */
function copy(source: string, partial: string): void {
  const db = new Database(source, { readonly: true, timeout: 10_000 })
  try {
    db.prepare('vacuum into ?').run(partial)
  } finally {
    db.close()
  }
}

function check(file: string): void {
  const db = new Database(file, { readonly: true })
  try {
    const problems = db.pragma('integrity_check', { simple: true })
    if (problems !== 'ok') throw new Error(`the copy is not whole: ${String(problems)}`)
  } finally {
    db.close()
  }
}

function throughToDisk(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
