import type { OutcomeKind } from '@/lib/model/edits/outcome'
import type { Entity } from '@/lib/model/entities/entity'
import type { Actor } from '@/lib/model/rules/access'
import type { Origin } from '@/lib/model/wire/change-event'
import type { Store } from '@/lib/store/store'

/** Encrypts what must not lie in the database in the clear. Implemented in `lib/auth`. */
export interface Sealer {
  seal(plain: string): string
  /** Throws when the text was sealed under another key or has been tampered with. */
  open(sealed: string): string
}

/** Everything a verb may know about the request it serves; always the last argument, never global. */
export interface RequestContext {
  readonly store: Store
  readonly actor: Actor
  readonly sealer: Sealer
  /** One reading of the clock per request, so that every row it writes agrees. Unix epoch milliseconds. */
  readonly now: number
  readonly requestId: string
  /** Absolute, without a trailing slash, up to and including `/api`: `https://host/api`. For `href`. */
  readonly apiUrl: string
  /** Aborted once the client has gone. */
  readonly signal?: AbortSignal
  /** Aborted once the process is to end: work that is written down is left, between two commits, to whoever comes next. */
  readonly ending?: AbortSignal
  /** The job in whose course it is done: every version that comes of it is known as the job's. */
  readonly jobId?: string
}

/** What is kept beside everything the request writes. */
export const originOf = ({ actor, requestId }: RequestContext): Origin => `${actor.caller} ${requestId}`

export interface Outcome<E = Entity> {
  readonly kind: OutcomeKind
  readonly entity: E
}
