/**
 * Cursors of lists: base64url JSON of a row's sort value and id, unpadded, because clients append them to a URL as they
 * are (docs/contract/verbs.md#cursors). Opaque to clients.
 */
import { z } from 'zod'
import { textMax } from '@/lib/model/rules/bounds'
import { badRequest } from '@/lib/model/wire/errors'

const position = z.strictObject({ name: z.union([z.string(), z.number()]), id: z.uuid() })

export interface Position {
  readonly key: string | number
  readonly id: string
}

export const encodeCursor = ({ key, id }: Position): string =>
  Buffer.from(JSON.stringify({ name: key, id })).toString('base64url')

/** Keys are cut to this many characters, as the lists' own index entries are. */
export const cursorKeyLengthMax = 512

/** Throws 400 for a cursor that this server did not make. */
export function decodeCursor(cursor: string): Position {
  try {
    if (cursor.length > textMax.address) throw new Error('too long')
    const binary = atob(
      cursor
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replace(/={1,2}$/, ''),
    )
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
    const { name, id } = position.parse(JSON.parse(text))
    return { key: name, id }
  } catch (cause) {
    throw badRequest(`Invalid cursor ${cursor.slice(0, 80)}`, {
      cause,
      hint: 'Use the paging.before and paging.after values of a list as they are.',
    })
  }
}
