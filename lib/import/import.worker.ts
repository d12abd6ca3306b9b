/** Entry of the worker: one sheet, called by messages. A chunk of its own in the build. */
import { z } from 'zod'
import { type FirstRows, firstRows } from '@/lib/import/first-rows'
import { limits } from '@/lib/import/limits'
import { bytesOf, tooLarge } from '@/lib/import/read-file'
import { createSheet } from '@/lib/import/sheet'
import type { FromWorker, RemoteOpenRequest, ToWorker } from '@/lib/import/sheet-protocol'
import type { OpenResult } from '@/lib/import/sheet-types'
import type { Watch } from '@/lib/import/table'

// The content security policy forbids `new Function`, which zod would try.
z.config({ jitless: true })

const sheet = createSheet()
const running = new Map<number, { isAborted: boolean }>()
const post = (message: FromWorker): void => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('abort' in data) {
    const call = running.get(data.id)
    if (call !== undefined) call.isAborted = true
    return
  }
  void answer(data)
})

async function answer({ id, method, args }: Extract<ToWorker, { method: string }>): Promise<void> {
  const call = { isAborted: false }
  running.set(id, call)
  const watch: Watch = {
    progress: (done, total) => post({ id, progress: [done, total] }),
    check: () => {
      if (call.isAborted) throw new DOMException('called off', 'AbortError')
    },
  }
  try {
    const run = sheet[method] as (...given: unknown[]) => Promise<unknown> // the page's side is typed by `Sheet`
    const takesWatch = method === 'open' || method === 'map'
    const result =
      method === 'open'
        ? await open(args[0] as RemoteOpenRequest, watch, (head) => post({ id, head })) // as above
        : await run(...args, ...(takesWatch ? [watch] : []))
    post({ id, result })
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    post({ id, error: { name, message } })
  } finally {
    running.delete(id)
  }
}

async function open(
  { source, ...request }: RemoteOpenRequest,
  watch: Watch,
  show: (head: FirstRows) => void,
): Promise<OpenResult> {
  if (source.kind !== 'chosen') return sheet.open({ ...request, source }, watch)
  const size = source.files.reduce((sum, file) => sum + file.size, 0)
  if (size > limits.bytesMax) {
    const { message, place } = tooLarge(size)
    return { ok: false, problem: { message, ...place } }
  }
  try {
    const [file] = source.files
    const head = file === undefined || source.files.length > 1 ? undefined : await firstRows(file, request.options)
    if (head !== undefined) show(head)
    return await sheet.open({ ...request, source: await bytesOf(source.files) }, watch)
  } catch (error) {
    if (!(error instanceof DOMException) || error.name === 'AbortError') throw error
    const hint = 'It may have been moved, changed or locked since it was chosen. Choose it again.'
    return { ok: false, problem: { message: 'The file cannot be read.', hint } }
  }
}
