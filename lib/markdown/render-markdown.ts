/** Markdown to HTML where it can hold up nobody: in one worker thread, each text with a time limit, results kept. */
import { createHash } from 'node:crypto'
import type { Worker } from 'node:worker_threads'
import { textMax } from '@/lib/model/rules/bounds'

export interface MarkdownOptions {
  /** Longest time on one text; then the worker is ended and another takes its place. */
  readonly renderMs?: number
  /** Longest time that a caller waits, for the texts before its own too. */
  readonly waitMs?: number
  /** When the worker starts that nobody has asked for anything. */
  readonly startMs?: number
  readonly workerFile?: string
}

export interface MarkdownRenderer {
  /** Safe HTML; null where the text is to be shown as it is. Never throws, never takes much longer than `waitMs`. */
  render(text: string): Promise<string | null>
  close(): Promise<void>
}

interface Job {
  readonly text: string
  readonly done: (html: string | null) => void
}

const queueMax = 500
/** A text that took too long is not tried again before this time has passed: the machine may only have been busy. */
const failureMs = 60_000
/** How much HTML is kept, in characters. */
const keptMax = 16_000_000

/** The worker runs from its source, as the server process does. */
const defaultFile = `${process.cwd()}/lib/markdown/markdown.worker.ts`

/** Bundlers follow what they see given to a `Worker` that is imported, here into the whole project. */
const startWorker = (file: string): Worker => {
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  return new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: 256 } })
}

export function createMarkdownRenderer(options: MarkdownOptions = {}): MarkdownRenderer {
  const { renderMs = 2_000, waitMs = 5_000, startMs = 10_000, workerFile = defaultFile } = options
  const kept = createKept()
  const pending = new Map<string, Promise<string | null>>()
  const queue: Job[] = []
  let current: Job | undefined
  let worker: Worker | undefined
  let isReady = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  const start = (): void => {
    isReady = false
    const started = startWorker(workerFile)
    worker = started
    started.unref()
    started.on('message', (message: 'ready' | { html: string | null }) => {
      if (started !== worker) return
      if (message === 'ready') isReady = true
      else settle(message.html)
      next()
    })
    // Ends by itself when it runs out of memory, or cannot be started at all.
    started.on('error', (error) => {
      if (started !== worker) return
      report(error)
      worker = undefined
      current ??= queue.shift()
      settle(null)
      next()
    })
  }
  const settle = (html: string | null): void => {
    clearTimeout(timer)
    const job = current
    current = undefined
    job?.done(html)
  }
  const next = (): void => {
    if (isClosed || current !== undefined || queue.length === 0) return
    if (worker === undefined) start()
    if (!isReady) return
    current = queue.shift()
    timer = setTimeout(giveUp, renderMs)
    worker?.postMessage(current?.text)
  }
  const giveUp = (): void => {
    void worker?.terminate()
    start()
    settle(null)
    next()
  }

  const begin = (key: string, text: string): Promise<string | null> => {
    const promise = new Promise<string | null>((resolve) => queue.push({ text, done: resolve })).then((html) => {
      pending.delete(key)
      kept.put(key, html)
      return html
    })
    pending.set(key, promise)
    next()
    return promise
  }

  // A tenth of what the server's own start takes is loading it, which is not to hold that up.
  const first = setTimeout(() => worker ?? start(), startMs).unref()
  return {
    render: async (text) => {
      const short = withoutPictures(text)
      if (short.length > textMax.prose) return null
      const key = createHash('sha256').update(short).digest('base64')
      const known = kept.get(key)
      if (known !== undefined) return known
      const promise = pending.get(key) ?? (queue.length >= queueMax ? null : begin(key, short))
      return promise === null ? null : within(promise, waitMs)
    },
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      clearTimeout(first)
      await worker?.terminate()
    },
  }
}

/** Pictures that are part of the text, which pasting brings: they are not shown, and would be most of it. */
const withoutPictures = (text: string): string => text.replace(/(data:[a-z]+\/[\w.+-]+;base64,)[A-Za-z0-9+/=]*/gi, '$1')

async function within(promise: Promise<string | null>, milliseconds: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** Results by content, the latest used of them; bounded by what they hold. */
function createKept() {
  const entries = new Map<string, { html: string | null; until: number }>()
  let size = 0
  const remove = (key: string): void => {
    size -= sizeOf(entries.get(key)?.html)
    entries.delete(key)
  }
  return {
    get: (key: string): string | null | undefined => {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      if (entry.until < Date.now()) {
        size -= sizeOf(entry.html)
        return undefined
      }
      entries.set(key, entry)
      return entry.html
    },
    put: (key: string, html: string | null): void => {
      if (entries.has(key)) remove(key)
      entries.set(key, { html, until: html === null ? Date.now() + failureMs : Number.POSITIVE_INFINITY })
      size += sizeOf(html)
      for (const [oldest] of entries) {
        if (size <= keptMax) break
        remove(oldest)
      }
    },
  }
}

/** What an entry takes besides its HTML is counted too, so that their number is bounded as well. */
const sizeOf = (html: string | null | undefined): number => (html?.length ?? 0) + 500

function report(error: unknown): void {
  const message = `Descriptions are shown unformatted: ${error instanceof Error ? error.message : String(error)}`
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level: 'error', message })}\n`)
}
