import { isIP } from 'node:net'

/** Longer than any address with a port and a zone. */
const lengthMax = 100

/**
 * The address in what a proxy or a socket calls one: alone, with a port (`192.0.2.1:80`, `[2001:db8::1]:80`), with a zone,
 * or IPv4 as IPv6. Undefined when it is none.
 */
export function clientAddress(text: string): string | undefined {
  if (text.length > lengthMax) return undefined
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1]
  const bare = bracketed ?? (/^[^:]*:\d+$/.test(text) ? text.slice(0, text.indexOf(':')) : text)
  const address = bare.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) === 0 ? undefined : address
}
