import type { FirstRows } from '@/lib/import/first-rows'
import type { OpenResult } from '@/lib/import/open-file'
import type { FromReader, ToReader } from '@/lib/import/reader-protocol'

/** How the page follows a file that is read, and calls it off. */
export interface Follow {
  readonly progress: (done: number, total: number) => void
  readonly head: (head: FirstRows) => void
  readonly signal: AbortSignal
}

const startWorker = (): Worker =>
  new Worker(new URL('../../lib/import/import.worker.ts', import.meta.url), { type: 'module' })

/** The one for the next file. */
let spare: Worker | undefined

/** Starts a worker before there is a file for it: its script takes longer to come than most files take to be read. */
export function prepareReader(): void {
  if (spare !== undefined) return
  const worker = startWorker()
  spare = worker
  // One that does not start is no use to anybody; the next one may.
  worker.addEventListener('error', () => {
    if (spare === worker) spare = undefined
  })
}

export function dismissReader(): void {
  spare?.terminate()
  spare = undefined
}

/** A worker for one file; it goes when the file is read, or nobody waits for it any more. */
export function readInWorker(request: ToReader, { progress, head, signal }: Follow): Promise<OpenResult> {
  const worker = spare ?? startWorker()
  spare = undefined
  return new Promise<OpenResult>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('called off', 'AbortError')), { once: true })
    worker.addEventListener('message', ({ data }: MessageEvent<FromReader>) => {
      if ('progress' in data) progress(...data.progress)
      else if ('head' in data) head(data.head)
      else if ('result' in data) resolve(data.result)
      else reject(new Error(data.error))
    })
    worker.addEventListener('error', ({ message }) => reject(new Error(message || 'The reader stopped working')))
    worker.postMessage(request)
  }).finally(() => worker.terminate())
}
