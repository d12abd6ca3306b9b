/**
 * The log of the process, on its standard output: a line of JSON for each thing worth knowing. Works in plain Node, since
 * the server process writes too. What is logged is named member by member: never a header, a body or a query.
 */
import pino, { type Logger } from 'pino'

/** Lines are written together, at the latest after this; what failed goes out at once (decision 019). */
const flushMs = 250
const flushBytes = 4_096
/** More than this is not kept for somebody who does not read. */
const backlogBytesMax = 4 * 1024 * 1024
const errorLevel = 50
/** So long the end of the process waits for who reads the log. */
const endMs = 1_000

/** The server process and the copies of this module in the bundle share one. */
const holder = globalThis as typeof globalThis & { dashcatLog?: Logger; endDashcatLog?: () => Promise<void> }

/** Opens the log of the process at a level; `to` is another descriptor, for tests. */
export function openLog(level: string, to = 1): Logger {
  const lines = pino.destination({
    dest: to,
    sync: false,
    minLength: flushBytes,
    maxLength: backlogBytesMax,
    periodicFlush: flushMs,
  })
  // A disk without room or a reader that has gone is no reason to stop answering.
  lines.on('error', () => {})
  // Called when the process ends, it would try for ever to write for somebody who has gone or reads no further.
  lines.flushSync = () => {}
  holder.endDashcatLog = () =>
    new Promise((resolve) => {
      setTimeout(resolve, endMs)
      lines.flush(() => resolve())
    })
  holder.dashcatLog = pino(
    {
      level,
      messageKey: 'message',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        logMethod(given, method, at) {
          method.apply(this, given)
          // Not waited for: whoever does not read must not stop the server.
          if (at >= errorLevel) lines.flush()
        },
      },
    },
    lines,
  )
  return holder.dashcatLog
}

/** Writes what is left, just before the process ends. */
export const endLog = async (): Promise<void> => holder.endDashcatLog?.()

export const log = (): Logger => holder.dashcatLog ?? openLog('info')

const causesMax = 5

/** The whole story of a failure, with what caused it. */
export function detailOf(error: unknown): string {
  const told: string[] = []
  for (let at = error; at !== undefined && told.length < causesMax; at = at instanceof Error ? at.cause : undefined)
    told.push(at instanceof Error ? (at.stack ?? at.message) : String(at))
  return told.join('\ncaused by ')
}
