import { binary } from '@/lib/import/formats/binary'
import { csv } from '@/lib/import/formats/csv'
import type { Format } from '@/lib/import/formats/format'
import { json } from '@/lib/import/formats/json'
import { markup } from '@/lib/import/formats/markup'

/** Every kind of file there is a reader for; the first that recognises a file reads it. The last takes any text. */
export const formats: readonly Format[] = [binary, markup, json, csv]
