import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const bytesPerId = 16
const pool = new Uint8Array(bytesPerId * 512)
let used = pool.length

/**
 * A fresh UUID, ordered by time, so that rows written together lie together in the index. Randomness is drawn for many at
 * once: drawing it anew for each costs more than all else about a row's id.
 */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = pool.subarray(used, used + bytesPerId)
  used += bytesPerId
  return v7({ random })
}
