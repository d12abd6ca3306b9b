import type { Background } from './background.ts'

/** What the application tells the server process once it is ready to answer. */
export interface Started {
  /** Path with the one-time token, while there is nobody who could sign in. */
  readonly setupPath?: string | undefined
  /** Answers a request of the API without the framework between. Never throws. */
  answer(request: Request): Promise<Response>
  /** What runs beside requests; the server process adds its own tasks, and stops it first. */
  readonly background: Background
  /** Waits for what runs in the background and closes the databases; nothing may be asked of the application afterwards. */
  close(): Promise<void>
}

/** Left on `globalThis.dashcatStart` by `server/server.ts`, for `instrumentation.ts` to answer. */
export interface StartListener {
  resolve(started: Started): void
  reject(error: unknown): void
}
