/** The page's side of the worker that holds the sheet. */
import type { FirstRows } from '@/lib/import/first-rows'
import type { Sheet } from '@/lib/import/sheet'
import type { FromWorker, RemoteOpenRequest, SheetMethod, ToWorker } from '@/lib/import/sheet-protocol'
import type { MapRequest, OpenResult, SheetSummary } from '@/lib/import/sheet-types'

/** How the page follows a long call, and calls it off. */
export interface Follow {
  readonly progress?: (done: number, total: number) => void
  /** Of a large file that is being opened: how it begins. */
  readonly head?: (head: FirstRows) => void
  readonly signal?: AbortSignal
}

/** A sheet elsewhere: the same calls, with signals instead of watches. */
export interface RemoteSheet extends Omit<Sheet, 'open' | 'map'> {
  open(request: RemoteOpenRequest, follow?: Follow): Promise<OpenResult>
  map(request: MapRequest, follow?: Follow): Promise<SheetSummary>
  close(): void
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
  readonly follow: Follow | undefined
}

/** Starts the worker. A worker that dies fails every call that waits for it. */
export function openRemoteSheet(): RemoteSheet {
  const worker = new Worker(new URL('../../lib/import/import.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    const call = waiting.get(data.id)
    if (call === undefined) return
    if ('progress' in data) {
      call.follow?.progress?.(...data.progress)
      return
    }
    if ('head' in data) {
      call.follow?.head?.(data.head)
      return
    }
    waiting.delete(data.id)
    if ('result' in data) call.resolve(data.result)
    else call.reject(data.error.name === 'AbortError' ? aborted() : new Error(data.error.message))
  })
  worker.addEventListener('error', (event) => {
    for (const call of waiting.values()) call.reject(new Error(event.message || 'The import stopped working'))
    waiting.clear()
  })
  const call = <Result>(method: SheetMethod, args: readonly unknown[], follow?: Follow): Promise<Result> => {
    lastId += 1
    const id = lastId
    const send = (message: ToWorker): void => worker.postMessage(message)
    follow?.signal?.addEventListener('abort', () => send({ id, abort: true }), { once: true })
    return new Promise<Result>((resolve, reject) => {
      if (follow?.signal?.aborted) return reject(aborted())
      waiting.set(id, { resolve: (value) => resolve(value as Result), reject, follow }) // the worker answers with what `Sheet` says
      send({ id, method, args })
    })
  }
  return {
    open: (request, follow) => call('open', [request], follow),
    people: (columns) => call('people', [columns]),
    map: (request, follow) => call('map', [request], follow),
    next: (purpose) => call('next', [purpose]),
    recordPlan: (chunk, planned) => call('recordPlan', [chunk, planned]),
    recordRun: (chunk, done) => call('recordRun', [chunk, done]),
    decide: (decision) => call('decide', [decision]),
    undo: (id) => call('undo', [id]),
    askAgain: (key) => call('askAgain', [key]),
    tick: (which, isTicked) => call('tick', [which, isTicked]),
    window: (filter, from, count) => call('window', [filter, from, count]),
    details: (index) => call('details', [index]),
    failures: () => call('failures', []),
    close: () => {
      worker.terminate()
      for (const { reject } of waiting.values()) reject(aborted())
      waiting.clear()
    },
  }
}

const aborted = () => new DOMException('called off', 'AbortError')
