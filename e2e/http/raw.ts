import { connect } from 'node:net'

/** Sends bytes as they are, as no client library would, and gives all of the answer once the connection ends. */
export function sendRaw(url: string, ...parts: readonly (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => {
      for (const part of parts) socket.write(part)
    })
    socket.setTimeout(20_000, () => reject(new Error(`no end of the answer: ${answer}`)))
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.on('end', () => socket.end())
  })
}

export interface RawAnswer {
  readonly status: number
  readonly head: string
  readonly body: Record<string, unknown>
}

export function parseRaw(answer: string): RawAnswer {
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  const text = rest.join('\r\n\r\n')
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  return { status: Number(head.split(' ')[1]), head, body: json === '' ? {} : JSON.parse(json) }
}
