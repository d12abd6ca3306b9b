import { expect, test } from 'vitest'
import { createSealer } from '@/lib/auth/sealer'

const sealer = createSealer('a key of thirty-two characters or more')

test.each(['', 'secret', 'ключ 鍵 🔑', '"quoted" \\ \n', 'x'.repeat(100_000)])(
  'what is sealed opens as it was: %.20s',
  (plain) => {
    expect(sealer.open(sealer.seal(plain))).toBe(plain)
  },
)

test('says nothing of what it holds, not even that two are the same', () => {
  const [one, other] = [sealer.seal('secret'), sealer.seal('secret')]
  expect(one).not.toBe(other)
  expect(Buffer.from(one.slice('v1.'.length), 'base64url').toString('latin1')).not.toContain('secret')
})

test('under another key it does not open', () => {
  expect(() => createSealer('another key of thirty-two characters').open(sealer.seal('secret'))).toThrow()
})

test('nothing of it can be changed: neither nonce, nor text, nor tag', () => {
  const sealed = Buffer.from(sealer.seal('secret').slice('v1.'.length), 'base64url')
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => sealer.open(`v1.${changed.toString('base64url')}`)).toThrow()
  }
  for (const length of [0, 11, 27, sealed.length - 1])
    expect(() => sealer.open(`v1.${sealed.subarray(0, length).toString('base64url')}`)).toThrow()
})
