import { hash } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createLru } from '@/lib/lru'

test('forgets what was not asked for longest', () => {
  const lru = createLru<number>(2)
  lru.set('a', 1)
  lru.set('b', 2)
  lru.get('a')
  lru.set('c', 3)
  expect(['a', 'b', 'c'].map((key) => lru.get(key))).toEqual([1, undefined, 3])
  lru.delete('a')
  expect(lru.get('a')).toBeUndefined()
  lru.clear()
  expect(lru.get('c')).toBeUndefined()
})

test('keeps nothing of a long key: entries are small whatever their keys are', () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const used = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const lru = createLru<number>(1_000)
  const before = used()
  for (let at = 0; at < 100; at += 1) lru.set(Buffer.alloc(500_000, 97).toString() + at, at)
  expect(used() - before).toBeLessThan(5_000_000)
  expect(lru.get(Buffer.alloc(500_000, 97).toString() + 7)).toBe(7)
})

test('takes no key for the digest of another', () => {
  const lru = createLru<number>(2)
  const long = 'a'.repeat(2_000)
  lru.set(long, 1)
  expect(lru.get(hash('sha256', long, 'base64'))).toBeUndefined()
  expect(lru.get(long)).toBe(1)
})
