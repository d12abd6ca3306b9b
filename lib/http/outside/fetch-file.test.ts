import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fetchFile, type Outside } from '@/lib/http/outside/fetch-file'

const loopback = [{ address: '127.0.0.1', family: 4 }]
/** Lets this machine in, under every name. */
const here: Outside = {
  hosts: ['*'],
  bytesMax: 10_000,
  resolve: async () => loopback,
  isPublic: () => true,
}
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const gives =
  (text: string, headers: Record<string, string> = { 'content-type': 'text/csv' }) =>
  (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(200, headers).end(text)

test('the file comes with a name, and nothing of whoever asked goes there', async () => {
  let asked: IncomingMessage | undefined
  const port = await serve((request, response) => {
    asked = request
    gives('name,service\n')(request, response)
  })
  const { name, bytes } = await fetchFile(`http://bi.example.com:${port}/a/My%20export?x=1`, here)
  expect([name, new TextDecoder().decode(bytes)]).toEqual(['My export.csv', 'name,service\n'])
  expect(asked?.url).toBe('/a/My%20export?x=1')
  expect(asked?.headers).toEqual({
    accept: '*/*',
    'accept-encoding': 'identity',
    'user-agent': 'Dashcat',
    host: `bi.example.com:${port}`,
    connection: 'close',
  })
})

test.each([
  ['/rows.json', 'text/plain', 'rows.json'],
  ['/rows', 'application/json', 'rows'],
  ['/', 'text/csv', 'bi.example.com.csv'],
  ['/a%2fb%0d%0a.csv', 'text/csv', 'ab.csv'],
  ['/%zz', 'application/zip', '%zz.zip'],
])('%s, as %s, is called %s', async (path, type, name) => {
  const port = await serve(gives('x', { 'content-type': type }))
  expect((await fetchFile(`http://bi.example.com:${port}${path}`, here)).name).toBe(name)
})

test('a name is looked up once, and nothing else is connected to', async () => {
  const port = await serve(gives('x'))
  const resolve = vi.fn(async () => loopback)
  await fetchFile(`http://nowhere.invalid:${port}/`, { ...here, resolve })
  expect(resolve.mock.calls).toEqual([['nowhere.invalid']])
})

describe('is refused in a sentence:', () => {
  const strict: Outside = { hosts: ['*'], bytesMax: 10, resolve: async () => loopback }

  test('everything, where no host is allowed', async () => {
    const resolve = vi.fn(here.resolve)
    await expect(fetchFile('http://bi.example.com/', { ...here, hosts: [], resolve })).rejects.toMatchObject({
      kind: 'badRequest',
      message: 'Files are not fetched from addresses here',
      hint: expect.stringContaining('IMPORT_URL_HOSTS'),
    })
    expect(resolve).not.toHaveBeenCalled()
  })

  test.each([
    ['nonsense', 'The address must begin with http:// or https://'],
    ['ftp://example.com/a.csv', 'The address must begin with http:// or https://'],
    ['file:///etc/passwd', 'The address must begin with http:// or https://'],
    ['http://ana:secret@example.com/', 'The address must not hold a name or a password'],
    ['http://example.com:25/', 'No files are fetched from port 25'],
    ['http://localhost/', 'localhost is not on the public internet'],
    ['http://localhost./', 'localhost is not on the public internet'],
    ['http://127.0.0.1/', '127.0.0.1 is not on the public internet'],
    ['http://2130706433/', '127.0.0.1 is not on the public internet'],
    ['http://0x7f.1/', '127.0.0.1 is not on the public internet'],
    ['http://[::1]/', '::1 is not on the public internet'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1 is not on the public internet'],
    ['http://[fd00::1]/', 'fd00::1 is not on the public internet'],
    ['http://169.254.169.254/latest/meta-data/', '169.254.169.254 is not on the public internet'],
    ['http://rebound.example.com/', 'rebound.example.com is not on the public internet'],
  ])('%s', async (url, message) => {
    await expect(fetchFile(url, strict)).rejects.toMatchObject({ kind: 'badRequest', message })
  })

  test('a host of which one address of several is private', async () => {
    const resolve = async () => [{ address: '93.184.216.34', family: 4 }, ...loopback]
    await expect(fetchFile('http://example.com/', { ...strict, resolve })).rejects.toThrow('not on the public internet')
  })

  test('a host that there is not, and one that nobody answers at', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'))
    await expect(fetchFile('http://nobody.invalid/', { ...here, resolve })).rejects.toThrow(
      'There is no host nobody.invalid',
    )
    const port = await serve(gives('x'))
    servers.pop()?.close()
    await expect(fetchFile(`http://a.example.com:${port}/`, here)).rejects.toThrow(
      'a.example.com cannot be reached (ECONNREFUSED)',
    )
  })

  test.each([
    [['bi.example.com'], 'bi.example.com', true],
    [['bi.example.com'], 'xbi.example.com', false],
    [['*.example.com'], 'bi.example.com', true],
    [['*.example.com'], 'example.com', false],
    [['*.example.com'], 'bi.example.com.evil.org', false],
    [['*.example.com'], 'evilexample.com', false],
  ])('of the hosts %j, %s is one: %s', async (hosts, host, isOne) => {
    const port = await serve(gives('x'))
    const fetched = fetchFile(`http://${host}:${port}/`, { ...here, hosts })
    if (isOne) await expect(fetched).resolves.toBeDefined()
    else await expect(fetched).rejects.toThrow(`Files are not fetched from ${host}`)
  })

  test('a redirect into the network', async () => {
    const port = await serve((_, response) => void response.writeHead(302, { location: 'http://10.0.0.1/' }).end())
    const isPublic = (address: string) => address === '127.0.0.1'
    await expect(fetchFile(`http://a.example.com:${port}/`, { ...here, isPublic })).rejects.toThrow(
      '10.0.0.1 is not on the public internet',
    )
  })

  test('a redirect to a host that is not allowed, to what is no address, and without an end', async () => {
    const leads = async (location: string) => {
      const port = await serve((_, response) => void response.writeHead(302, { location }).end())
      return fetchFile(`http://a.example.com:${port}/`, { ...here, hosts: ['a.example.com'] })
    }
    await expect(leads('http://b.example.com/')).rejects.toThrow('Files are not fetched from b.example.com')
    await expect(leads('http://[')).rejects.toThrow('leads on to an address that is none')
    await expect(leads('file:///etc/passwd')).rejects.toThrow('must begin with http:// or https://')
    await expect(leads('/again')).rejects.toThrow('leads on to others more than 5 times')
  })

  test('a web page, a picture, what is packed, an error, and a file that is too large', async () => {
    const fetched = async (text: string, headers: Record<string, string>, status = 200) => {
      const port = await serve((_, response) => void response.writeHead(status, headers).end(text))
      return fetchFile(`http://a.example.com:${port}/`, { ...here, bytesMax: 10 })
    }
    await expect(fetched('<html>', { 'content-type': 'text/html; charset=utf-8' })).rejects.toThrow(
      'a.example.com gives a web page, not a file',
    )
    await expect(fetched('x', { 'content-type': 'image/png' })).rejects.toThrow('gives image/png, which has no rows')
    await expect(fetched('x', { 'content-encoding': 'gzip' })).rejects.toThrow('sends the file packed (gzip)')
    await expect(fetched('x', {}, 404)).rejects.toThrow('a.example.com answers 404 instead of a file')
    await expect(fetched('x', {}, 401)).rejects.toMatchObject({ hint: expect.stringContaining('who asks') })
    await expect(fetched('x'.repeat(11), { 'content-length': '11' })).rejects.toThrow('The file has more than')
    await expect(fetched('x'.repeat(11), { 'transfer-encoding': 'chunked' })).rejects.toThrow('The file has more than')
  })

  test('a file that never ends, and one that breaks off', async () => {
    const slow = await serve((_, response) => void response.writeHead(200, { 'content-type': 'text/csv' }).write('a'))
    await expect(fetchFile(`http://a.example.com:${slow}/`, { ...here, secondsMax: 0.2 })).rejects.toThrow(
      'The file did not come within 0.2 seconds',
    )
    const broken = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('abc', () => response.destroy())
    })
    await expect(fetchFile(`http://a.example.com:${broken}/`, here)).rejects.toThrow('The file broke off after 3 bytes')
  })

  test('one more while four are under way', async () => {
    const held: ServerResponse[] = []
    const port = await serve((_, response) => void held.push(response))
    const four = Array.from({ length: 4 }, () => fetchFile(`http://a.example.com:${port}/`, here))
    await vi.waitFor(() => expect(held).toHaveLength(4))
    await expect(fetchFile(`http://a.example.com:${port}/`, here)).rejects.toMatchObject({ kind: 'tooManyRequests' })
    for (const response of held) gives('x')(undefined as never, response)
    expect(await Promise.all(four)).toHaveLength(4)
    const last = fetchFile(`http://a.example.com:${port}/`, here)
    await vi.waitFor(() => expect(held).toHaveLength(5))
    held[4]?.end('x')
    await expect(last).resolves.toBeDefined()
  })
})

test('whoever asked may give it up', async () => {
  const gaveUp = new AbortController()
  const port = await serve(() => gaveUp.abort())
  await expect(fetchFile(`http://a.example.com:${port}/`, here, gaveUp.signal)).rejects.toThrow(
    'The request was given up',
  )
})
