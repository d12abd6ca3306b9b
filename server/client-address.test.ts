import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['192.0.2.1:4711', '192.0.2.1'],
  ['2001:db8::1', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['[2001:db8::1]:4711', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::1', '::1'],
  ['unknown', undefined],
  ['', undefined],
  ['192.0.2.1:x', undefined],
  ['192.0.2.1.5', undefined],
  ['[192.0.2.1', undefined],
  ['_hidden:80', undefined],
  [`192.0.2.1:${'0'.repeat(200)}`, undefined],
])('%s is %s', (text, address) => {
  expect(clientAddress(text)).toBe(address)
})
