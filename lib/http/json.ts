import { withWholeBody } from '@/lib/app/whole-body'
import { takeTurns } from '@/lib/entities/turns'
import { isRecord } from '@/lib/model/rules/is-record'

/**
 * A JSON answer that says how long it is: with its length known, headers and body leave in one write instead of three.
 * Throws what `JSON.stringify` throws.
 */
export function json(value: unknown, init?: ResponseInit): Response {
  const body = Buffer.from(JSON.stringify(value))
  return described(withWholeBody(body, init), body.byteLength)
}

/** As `json`, for answers with long lists: they are written item by item, with turns for others. */
export async function longJson(value: unknown, init?: ResponseInit): Promise<Response> {
  const turn = takeTurns()
  const chunks: Buffer<ArrayBuffer>[] = []
  let text = ''
  const write = (piece: string): void => {
    text += piece
    if (text.length > chunkLength) flush()
  }
  const flush = (): void => {
    chunks.push(Buffer.from(text))
    text = ''
  }
  const writeValue = async (one: unknown): Promise<void> => {
    if (Array.isArray(one)) {
      write('[')
      for (const [at, item] of one.entries()) {
        const wait = turn()
        // Most lists are short: they need not wait for nothing.
        if (wait !== undefined) await wait
        write((at === 0 ? '' : ',') + (JSON.stringify(item) ?? 'null'))
      }
      write(']')
    } else if (isRecord(one)) {
      let before = '{'
      for (const [name, member] of Object.entries(one)) {
        if (member === undefined) continue
        write(`${before}${JSON.stringify(name)}:`)
        before = ','
        await writeValue(member)
      }
      write(before === '{' ? '{}' : '}')
    } else write(JSON.stringify(one))
  }
  await writeValue(value)
  if (text !== '') flush()
  const [first, second] = chunks
  const isWhole = first !== undefined && second === undefined
  const response = isWhole ? withWholeBody(first, init) : new Response(streamOf(chunks), init)
  return described(
    response,
    chunks.reduce((sum, { byteLength }) => sum + byteLength, 0),
  )
}

function described(response: Response, bytes: number): Response {
  response.headers.set('Content-Type', 'application/json')
  response.headers.set('Content-Length', String(bytes))
  return response
}

const chunkLength = 256 * 1024

function streamOf(chunks: readonly Buffer<ArrayBuffer>[]): ReadableStream<Uint8Array> {
  const rest = chunks.values()
  return new ReadableStream({
    pull: (controller) => {
      const { done, value } = rest.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
  })
}
