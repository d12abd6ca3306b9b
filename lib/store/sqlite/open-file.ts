import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { patiently } from '@/lib/store/sqlite/write-lock'

/** The log shrinks to this once it has been written back; it keeps the size of the largest load otherwise. */
const logBytesKept = 64 * 1024 * 1024

export interface Connection {
  /** A commit that leaves so many pages in the log writes them back. */
  readonly logPagesMax: number
  /** Pages that are kept in memory; the system keeps the file there too, for all connections together. */
  readonly cacheMb: number
}

/**
 * Opens the file, or what was in one and is kept in memory alone, with the settings every connection of ours has. Statements fail at once while another process has the
 * lock: waiting is done where it stops nobody else (`patiently`).
 */
export async function openFile(
  path: string | Buffer,
  { logPagesMax, cacheMb }: Connection,
): Promise<Database.Database> {
  if (typeof path === 'string') mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path, { timeout: 0 })
  // Only a new file takes it. Rows are about half a kilobyte: larger pages are mostly copied for nothing by a small commit,
  // with smaller ones a bulk write touches more of them.
  db.pragma('page_size = 8192')
  await patiently(() => db.pragma('journal_mode = WAL'))
  // FULL writes the log through to the disk at every commit: what was acknowledged survives a power cut.
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma(`wal_autocheckpoint = ${logPagesMax}`)
  db.pragma(`journal_size_limit = ${logBytesKept}`)
  db.pragma(`cache_size = ${-1024 * cacheMb}`)
  db.pragma('temp_store = MEMORY')
  return db
}
