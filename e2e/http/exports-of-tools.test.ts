/** What each tool gives comes in with one call, and is linked: recognised, nothing refused, dashboards with their charts. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boardsOf, type Drop, drops, imported, titleOf } from '@/e2e/exports-of-tools'
import { done, type SignedInServer, startServerWithAdministrator } from '@/e2e/server'
import { exampleFiles, packed, tarred } from '@/lib/import/formats/testing'

let server: SignedInServer
beforeAll(async () => {
  server = await startServerWithAdministrator()
  // Those whom the files name as owners.
  for (const name of ['ana', 'bob', 'jdoe', 'jonas', 'mia'])
    await done(server, 'PUT', 'users', { name, email: `${name}@example.com` })
})
afterAll(() => server.stop())

/** A file as it is, and several with their names. */
function bodyOf({ of, as }: Drop): [type: string, body: Uint8Array | string, name: string] {
  const [first = ''] = of
  if (as === 'ZIP') return ['application/zip', packed(exampleFiles(first)), 'export.zip']
  if (as === 'tgz') return ['application/gzip', tarred(exampleFiles(first)), 'export.tgz']
  if (as === undefined && of.length === 1)
    return ['application/octet-stream', readFileSync(`data/exports/${first}`), first]
  const files = of.flatMap(exampleFiles).map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) }))
  return ['application/json', JSON.stringify({ files }), 'files']
}

test.each(drops.map((drop, at) => [titleOf(drop), drop, at] as const))('%s', async (_title, drop, at) => {
  const service = `drop_${at}`
  const [type, body, fileName] = bodyOf(drop)
  const answers = { service, createMissing: 'true', toolUrl: 'https://bi.example.com', classification: 'Labels' }
  const query = new URLSearchParams({ run: 'true', wait: '60', fileName, ...answers })
  const response = await fetch(`${server.url}/api/x/imports?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': type },
    body: new Uint8Array(Buffer.from(body)),
  })
  const job = await response.json()
  expect(job).toMatchObject({ state: 'finished', file: { recognised: { said: drop.said } } })
  expect(job.counts).toEqual({ created: expect.any(Number) })
  const { boards, links } = await imported((method, path) => done(server, method, path), service)
  expect(boards).toEqual(boardsOf(drop))
  if (job.file.recognised.asks.includes('toolUrl'))
    expect(links.some((link) => link.startsWith('https://bi.example.com/'))).toBe(true)
})
