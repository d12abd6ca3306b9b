/**
 * Loaded into a server by `NODE_OPTIONS=--import`: from the first SIGUSR2 on its database file cannot grow, as on a disk that
 * is full; the second makes room again. The thread that writes large commits has a connection of its own and no signals:
 * it is told by the main one.
 */
import { BroadcastChannel, getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const opened = new Set<Database.Database>()
const { pragma } = Database.prototype
let isFull = getEnvironmentData('isFull') === true

function limit(db: Database.Database): void {
  if (!db.open) return
  const pages = isFull ? pragma.call(db, 'page_count', { simple: true }) : 1_000_000
  pragma.call(db, `max_page_count = ${pages}`)
}

Database.prototype.pragma = function (this: Database.Database, ...given: Parameters<typeof pragma>) {
  if (!opened.has(this)) {
    opened.add(this)
    if (isFull) limit(this)
  }
  return pragma.apply(this, given)
}

const fill = (full: boolean): void => {
  isFull = full
  for (const db of opened) limit(db)
}

const others = new BroadcastChannel('full disk')
others.unref()
if (isMainThread) {
  process.on('SIGUSR2', () => {
    fill(!isFull)
    setEnvironmentData('isFull', isFull)
    others.postMessage(isFull)
    process.stdout.write(`full disk: ${isFull}\n`)
  })
} else others.onmessage = ({ data }) => fill(data === true)
