/** Files and fields in one body, as forms of pages and `curl -F` send them. */
import { textMax } from '@/lib/model/rules/bounds'
import { unstorable } from '@/lib/model/rules/storable'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'

export const formType = 'multipart/form-data'

export interface Form {
  /** Parts with a file name, in their order. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  /** Other parts; of several of one name the last. */
  readonly fields: ReadonlyMap<string, string>
}

/** Parts of one form: it is taken apart in one go, which gives nobody else a turn. */
const partsMax = 20_000

/** `type` with its boundary. Throws 400, and 413 for a form of very many parts. */
export async function readForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Form> {
  requireFewParts(bytes, type)
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch((cause: unknown) => {
    throw badRequest('The form cannot be read', {
      hint: 'Send parts with a boundary, as `curl -F file=@rows.csv` does.',
      cause,
    })
  })
  const parts = [...form]
  for (const [, part] of parts) if (typeof part !== 'string') requireName(part.name)
  return {
    files: await Promise.all(
      parts.flatMap(([, part]) =>
        typeof part === 'string'
          ? []
          : [part.arrayBuffer().then((content) => ({ name: part.name, bytes: new Uint8Array(content) }))],
      ),
    ),
    fields: new Map(parts.flatMap(([name, part]) => (typeof part === 'string' ? [[name, part] as const] : []))),
  }
}

function requireFewParts(bytes: Uint8Array<ArrayBuffer>, type: string): void {
  const boundary = /boundary="?([^";]+)/i.exec(type)?.[1]
  if (boundary === undefined) return
  const [buffer, mark] = [Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), Buffer.from(`--${boundary}`)]
  let parts = 0
  for (let at = buffer.indexOf(mark); at !== -1; at = buffer.indexOf(mark, at + mark.length)) {
    parts += 1
    if (parts > partsMax)
      throw new CatalogueError('payloadTooLarge', `A form has at most ${partsMax.toLocaleString('en')} parts`, {
        hint: 'Send fewer files at a time, or an archive of them.',
      })
  }
}

/** It is kept, and shown. */
function requireName(name: string): void {
  if (name.length > textMax.fqn) throw badRequest(`The name of a file has at most ${textMax.fqn} characters`)
  const problem = unstorable(name)
  if (problem !== undefined) throw badRequest(`The name of a file ${problem.message}`)
}
