/** Entry of the worker: reads one file, so that the page stays free. A chunk of its own in the build. */
import { z } from 'zod'
import { firstRows } from '@/lib/import/first-rows'
import { type OpenResult, openFile, troubleOf } from '@/lib/import/open-file'
import { bytesOf, tooLarge } from '@/lib/import/read-file'
import type { FromReader, ToReader } from '@/lib/import/reader-protocol'
import type { Watch } from '@/lib/import/table'

// The content security policy forbids `new Function`, which zod would try.
z.config({ jitless: true })

// Both are there for many files; asked for when the first of them comes, they would have to be waited for.
const needed = [import('@/lib/import/formats/native/list'), import('@/lib/import/formats/native/table')]
// Who needs them asks again, and is told.
for (const module of needed) module.catch(() => undefined)

const post = (message: FromReader): void => self.postMessage(message)
const watch: Watch = { progress: (done, total) => post({ progress: [done, total] }) }

self.addEventListener('message', ({ data }: MessageEvent<ToReader>) => {
  read(data).then(
    (result) => post({ result }),
    (error: unknown) => post({ error: error instanceof Error ? error.message : String(error) }),
  )
})

async function read({ source, bytesMax, ...request }: ToReader): Promise<OpenResult> {
  if (source.kind !== 'chosen') return openFile({ ...request, source }, watch)
  const size = source.files.reduce((sum, { file }) => sum + file.size, 0)
  if (size > bytesMax) return { ok: false, problem: troubleOf(tooLarge(size, bytesMax)) }
  try {
    const [first] = source.files
    const head =
      first === undefined || source.files.length > 1 ? undefined : await firstRows(first.file, request.options)
    if (head !== undefined) post({ head })
    return await openFile({ ...request, source: await bytesOf(source.files) }, watch)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    const hint = 'It may have been moved, changed or locked since it was chosen. Choose it again.'
    return { ok: false, problem: { message: 'The file cannot be read.', hint } }
  }
}
