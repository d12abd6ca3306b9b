import type { Background } from '../background.ts'

/** What the application tells the server process once it is ready to answer. */
export interface Started {
  /** Path with the one-time token, while there is nobody who could sign in. */
  readonly setupPath?: string | undefined
  /** Answers a request of the API without the framework between, and notes down what it was about. Never throws. */
  answer(request: Request, about: Answered): Promise<Response>
  /** To be told of every request in the end. */
  record(line: RequestLine): void
  /** What runs beside requests; the server process adds its own tasks, and stops it first. */
  readonly background: Background
  /** Waits for what runs in the background and closes the databases; nothing may be asked of the application afterwards. */
  close(): Promise<void>
}

/** What only the application knows of a request. */
export interface Answered {
  /** By the id that the description of the API has. */
  operation?: string
  /** Name of who has asked, and how they have shown it. */
  user?: string
  caller?: string
}

/** A request in the log. Its query is not in it, nor anything that was sent. */
export interface RequestLine extends Answered {
  readonly requestId: string
  /** `page`, `asset` and `unknown` besides those of the API. */
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly status: number
  /** From the first look at it to the end of the answer. */
  readonly ms: number
  /** The client has not waited for the answer. */
  readonly left?: boolean
}

/** Left on `globalThis.dashcatStart` by `server/server.ts`, for `instrumentation.ts` to answer. */
export interface StartListener {
  resolve(started: Started): void
  reject(error: unknown): void
}
