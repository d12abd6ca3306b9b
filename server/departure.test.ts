import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createDeparture } from './departure.ts'

const large = 'x'.repeat(20_000_000)
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections()
})

/** A server that answers with the body it was sent, at `/large` with much, at `/early` before it has read anything. */
async function start() {
  const server = createServer()
  servers.push(server)
  const departure = createDeparture(server)
  const seen: string[] = []
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    seen.push(request.url ?? '')
    departure.note(request, response)
    if (request.url === '/early') return response.end('early')
    let body = ''
    for await (const chunk of request) body += chunk
    return response.end(request.url === '/large' ? large : `got ${body}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's
  const leave = () => {
    const started = performance.now()
    return new Promise<number>((resolve) => departure.leave(() => resolve(performance.now() - started)))
  }
  const open = (): Promise<Client> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(clientOf(socket)))
    })
  return { leave, open, port, seen }
}

interface Client {
  send(text: string): Promise<void>
  /** All that has come, once the connection has ended; `reset` in front of it when it was cut. */
  ended: Promise<string>
  received(): string
  pause(): void
  resume(): void
}

function clientOf(socket: Socket): Client {
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString()
  })
  const ended = new Promise<string>((resolve) => {
    socket.once('error', () => resolve(`reset ${text}`))
    socket.once('end', () => resolve(text))
  })
  return {
    ended,
    send: async (part) => {
      socket.write(part)
      await sleep(50)
    },
    received: () => text,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  }
}

const get = (path = '/') => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
const post = (path: string, length: number) => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`

test('what has begun gets its whole answer, however far it was', async () => {
  const { leave, open } = await start()
  const [fresh, kept, headers, slow] = [await open(), await open(), await open(), await open()]
  await fresh.send(`${post('/', 4)}ab`)
  await kept.send(get())
  await kept.send(`${post('/', 4)}ab`)
  await headers.send('GET / HT')
  await slow.send(get('/large'))
  slow.pause()
  const left = leave()
  // Longer than connections that have nothing to do are kept.
  await sleep(1_500)
  await fresh.send('cd')
  await kept.send('cd')
  await headers.send('TP/1.1\r\nHost: x\r\n\r\n')
  slow.resume()
  for (const client of [fresh, kept]) expect(await client.ended).toMatch(/got abcd$/)
  expect(await headers.ended).toMatch(/^HTTP\/1\.1 200 OK\r\nConnection: close\r\n[\s\S]*got $/)
  const answer = await slow.ended
  expect(answer.startsWith('HTTP/1.1 200 OK')).toBe(true)
  expect(answer.length).toBeGreaterThan(large.length)
  expect(await left).toBeLessThan(10_000)
})

test('a request that was on its way on an open connection is answered, and told that it was the last', async () => {
  const { leave, open } = await start()
  const client = await open()
  await client.send(get())
  const left = leave()
  await sleep(200)
  await client.send(get('/'))
  expect(await client.ended).toMatch(/^HTTP[\s\S]*keep-alive[\s\S]*got HTTP[\s\S]*Connection: close[\s\S]*got $/)
  await left
})

test('an answer that came before the body was read is not lost to a reset', async () => {
  const { leave, open } = await start()
  const client = await open()
  const left = leave().then(() => 'left')
  // Accepted before the server left.
  await client.send(`${post('/early', 300_000)}${'a'.repeat(100_000)}`)
  await client.send('a'.repeat(100_000))
  expect(client.received()).toMatch(/early$/)
  await client.send('a'.repeat(100_000))
  expect(await client.ended).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*early$/)
  expect(await left).toBe('left')
})

test('connections that are merely open end soon, and no new one is taken', async () => {
  const { leave, open, port, seen } = await start()
  const [unused, used] = [await open(), await open()]
  await used.send(get())
  const left = leave()
  const refused = await new Promise((resolve) => connect(port, '127.0.0.1').once('error', () => resolve('refused')))
  expect(refused).toBe('refused')
  expect(await unused.ended).toBe('')
  expect(await used.ended).toMatch(/got $/)
  expect(await left).toBeLessThan(3_000)
  expect(seen).toEqual(['/'])
})
