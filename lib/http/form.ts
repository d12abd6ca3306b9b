/** Files and fields in one body, as forms of pages and `curl -F` send them. */
import { badRequest } from '@/lib/model/wire/errors'

export const formType = 'multipart/form-data'

export interface Form {
  /** Parts with a file name, in their order. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  /** Other parts; of several of one name the last. */
  readonly fields: ReadonlyMap<string, string>
}

/** `type` with its boundary. Throws 400. */
export async function readForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Form> {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch((cause: unknown) => {
    throw badRequest('The form cannot be read', {
      hint: 'Send parts with a boundary, as `curl -F file=@rows.csv` does.',
      cause,
    })
  })
  const parts = [...form]
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
