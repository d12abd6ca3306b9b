/** Files that are made to stop a server, sent as imports: each is told what to do, and nobody else notices. */
import { request } from 'node:http'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { healthDuring, healthMsMax, slowestOf } from '@/e2e/health'
import { aService, type Signed } from '@/e2e/http/jobs'
import { memoryOf } from '@/e2e/memory'
import { startServerWithAdministrator } from '@/e2e/server'

let server: Signed
beforeAll(async () => {
  server = await startServerWithAdministrator({ alone: true })
  await aService(server)
})
afterAll(() => server.stop())

const bytes = (text: string) => new TextEncoder().encode(text)
const megabyte = 1024 * 1024

interface Answer {
  readonly status: number
  readonly message?: string
  readonly hint?: string
  readonly state?: string
  readonly counts?: Readonly<Record<string, number>>
}

async function send(name: string, content: string | Uint8Array<ArrayBuffer> | FormData): Promise<Answer> {
  const isForm = content instanceof FormData
  const response = await fetch(`${server.url}/api/x/imports?wait=60&fileName=${name}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.token}`,
      ...(!isForm && { 'content-type': name.endsWith('.csv') ? 'text/csv' : 'application/octet-stream' }),
    },
    body: content,
  })
  return { status: response.status, ...((await response.json()) as object) }
}

/** Others wait no longer than they ever may, and what was taken for it is given back. */
async function unnoticed<T>(work: () => Promise<T>): Promise<T> {
  const before = memoryOf(server.pid)
  const { answer, ...waits } = await healthDuring(server.url, work)
  expect(slowestOf(waits), 'of health, in milliseconds').toBeLessThanOrEqual(healthMsMax)
  expect(memoryOf(server.pid) - before, 'MB more than before').toBeLessThan(400)
  return answer
}

const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
const many = (count: number, item: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => item(at)).join(',')
const [png, pdf] = [Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0xff]), '%PDF-1.7\n%âãÏÓ\n']

test.each<[string, string, () => string | Uint8Array<ArrayBuffer>, string]>([
  ['JSON nested without end', 'a.json', () => `[{"name":"a","description":${deep}}]`, 'nested more than 200 levels'],
  ['15 million numbers', 'a.json', () => `[${'1,'.repeat(15_000_000)}1]`, 'more than 100,000 rows'],
  ['a million members', 'a.json', () => `[{${many(1_000_000, (at) => `"k${at}":1`)}}]`, 'more than 1,000,000 values'],
  ['31 MB of quotes', 'a.csv', () => `name,service\n"${'""'.repeat(15 * megabyte)}`, 'is opened and never closed'],
  ['31 MB of commas', 'a.csv', () => ','.repeat(31 * megabyte), 'more than 1,000,000 cells'],
  ['31 MB in one line', 'a.csv', () => 'a'.repeat(31 * megabyte), 'no rows below its header'],
  ['nothing but lines', 'a.csv', () => '\n'.repeat(8 * megabyte), 'more than 3,000,000 lines'],
  ['empty lines, as many as there may be', 'a.csv', () => '\n'.repeat(2.8 * megabyte), 'The file is empty'],
  ['a million columns', 'a.csv', () => `${many(1_000_000, (at) => `c${at}`)}\n`, 'no rows below its header'],
  ['a picture', 'a.csv', () => png, 'does not look like text'],
  ['a PDF', 'a.csv', () => pdf, 'This is a PDF'],
  ['a page to sign in', 'a.csv', () => '<!DOCTYPE html><html><body>Sign in</body></html>', 'This is a web page'],
  ['a workbook that grows', 'a.xlsx', () => workbook(new Uint8Array(96 * megabyte)), 'times as large unpacked'],
  ['a header alone', 'a.csv', () => 'name,service\n', 'no rows below its header'],
])('%s: refused with what to do', async (_, name, content, message) => {
  const file = content()
  const answer = await unnoticed(() => send(name, file))
  expect(answer).toMatchObject({ status: 400, message: expect.stringContaining(message), hint: expect.any(String) })
})

const workbook = (sheet: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipSync({ 'xl/workbook.xml': bytes('<workbook/>'), 'xl/worksheets/sheet1.xml': sheet }))

test.each([
  ['with a length', true],
  ['without one', false],
])('2 GB %s are refused while they arrive, and nothing of them is kept', async (_, isTold) => {
  const answer = await unnoticed(() => stream(2 * 1024, isTold))
  expect(answer).toMatchObject({ status: 413, message: 'Request body is larger than 32 MB', hint: expect.any(String) })
  expect(answer.sent).toBeLessThan(200)
})

/** Lines as fast as they are taken, until somebody answers. */
function stream(count: number, isTold: boolean): Promise<Answer & { readonly sent: number }> {
  const chunk = Buffer.alloc(megabyte, 'a,b,c\n')
  let sent = 0
  return new Promise((resolve, reject) => {
    const upload = request(`${server.url}/api/x/imports`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${server.token}`,
        'content-type': 'text/csv',
        ...(isTold && { 'content-length': count * chunk.length }),
      },
    })
    upload.on('error', reject).on('response', (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () => {
        upload.off('error', reject).on('error', () => undefined)
        upload.destroy()
        resolve({ status: response.statusCode ?? 0, ...JSON.parse(text), sent })
      })
    })
    const write = () => {
      while (sent < count) {
        sent += 1
        if (!upload.write(chunk)) return void upload.once('drain', write)
      }
      upload.end()
    }
    write()
  })
}

test.each([
  ['UTF-16', false],
  ['UTF-16, the other way round', true],
])('%s with its mark is read as it is', async (_, isBig) => {
  const text = Buffer.from(`\ufeffname,service,displayName\nwide-${isBig},files,Ünï→😀\n`, 'utf16le')
  const answer = await send('a.csv', new Uint8Array(isBig ? text.swap16() : text))
  expect(answer).toMatchObject({ status: 201, state: 'planned', counts: { create: 1 } })
})

const files = (ending: string, content: (at: number) => string): FormData => {
  const form = new FormData()
  for (let at = 0; at < 2_000; at += 1) form.append('file', new File([content(at)], `b${at}.${ending}`))
  return form
}

test('2,000 files at once: what is one import is one, what is none is told', async () => {
  const rows = files('json', (at) => `{"name":"m${at}","service":"files"}`)
  const taken = await unnoticed(() => send('many', rows))
  expect(taken).toMatchObject({ status: 201, rows: 2_000 })
  const tables = files('csv', (at) => `name,service\nt${at},files\n`)
  const refused = await unnoticed(() => send('many', tables))
  expect(refused).toMatchObject({ status: 400, hint: expect.stringContaining('Choose one table') })
})
