import { hash } from 'node:crypto'

/**
 * A bounded map that forgets what was not asked for longest. Of long keys it keeps digests: whatever a caller sends as one,
 * an entry has a bounded size.
 */
export interface Lru<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  delete(key: string): void
  clear(): void
}

/** Tokens are shorter, and asked for with every request. */
const keyLengthMax = 1_000

/** No digest begins with the sign before a key that is kept as it is: nobody can send the one for the other. */
const placeOf = (key: string): string => (key.length <= keyLengthMax ? `=${key}` : hash('sha256', key, 'base64'))

export function createLru<Value>(max: number): Lru<Value> {
  // A Map iterates in order of insertion, so moving an entry to the end on every use keeps the oldest in front.
  const entries = new Map<string, Value>()
  return {
    get: (key) => {
      const at = placeOf(key)
      const value = entries.get(at)
      if (value === undefined) return undefined
      entries.delete(at)
      entries.set(at, value)
      return value
    },
    set: (key, value) => {
      const at = placeOf(key)
      entries.delete(at)
      entries.set(at, value)
      if (entries.size <= max) return
      const [oldest] = entries.keys()
      if (oldest !== undefined) entries.delete(oldest)
    },
    delete: (key) => entries.delete(placeOf(key)),
    clear: () => entries.clear(),
  }
}
