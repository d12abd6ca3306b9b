/**
 * Loaded into a server by `NODE_OPTIONS=--import`: from the first SIGUSR2 on its database file cannot grow, as on a disk that
 * is full; the second makes room again.
 */
import Database from 'better-sqlite3'

const opened = new Set<Database.Database>()
const { pragma } = Database.prototype
Database.prototype.pragma = function (this: Database.Database, ...given: Parameters<typeof pragma>) {
  opened.add(this)
  return pragma.apply(this, given)
}

let isFull = false
process.on('SIGUSR2', () => {
  isFull = !isFull
  for (const db of opened) {
    if (!db.open) continue
    const pages = isFull ? pragma.call(db, 'page_count', { simple: true }) : 1_000_000
    pragma.call(db, `max_page_count = ${pages}`)
  }
  process.stdout.write(`full disk: ${isFull}\n`)
})
