/** What is kept of who did what, besides the events of commits: those say what was changed, and nothing of it is kept twice. */
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'

/** Something that was done or refused and changed nothing in the catalogue. */
export interface AuditEntry {
  /** Unix epoch milliseconds. */
  readonly at: number
  readonly kind: string
  /** Name of who did it; null where nobody known did. */
  readonly actor: string | null
  readonly caller: string | null
  /** Where the request came from. */
  readonly address: string | null
  readonly requestId: string
  /** Fully qualified name of whom it was about, with its type. */
  readonly thing: string | null
  readonly thingType: string | null
  readonly detail: string | null
  /** How often it happened since the entry before it that says the same. */
  readonly times: number
}

export type StoredAuditEntry = AuditEntry & { readonly sequence: number }

interface Span {
  readonly since?: number | undefined
  readonly until?: number | undefined
  /** Only what came before this sequence number. */
  readonly before?: number | undefined
  readonly limit: number
}

export interface AuditQuery extends Span {
  readonly actor?: string | undefined
  readonly kinds?: readonly string[] | undefined
  readonly thing?: string | undefined
}

/** One commit with its events. */
export interface AuditedCommit {
  readonly sequence: number
  readonly events: readonly ChangeEventRecord[]
}

/** One of the members at most is looked up; the reader leaves out what does not fit the others. */
export interface CommitQuery extends Omit<Span, 'since' | 'until'> {
  readonly actor?: string | undefined
  readonly eventTypes?: readonly string[] | undefined
  /** Commits of versions of these entities. */
  readonly entityIds?: readonly string[] | undefined
}

/** Entries are added and, once they are old, removed; nothing changes one. */
export interface AuditStore {
  add(entry: AuditEntry): Promise<void>
  /** The latest first. */
  list(query: AuditQuery): Promise<StoredAuditEntry[]>
  /** When each of the actors last did such a thing, of those who did and of what is kept. */
  lastOf(kinds: readonly string[], actors: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Who did such a thing last with each of these, where somebody known did, of what is kept. */
  lastWith(kinds: readonly string[], things: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Commits that recorded events, the latest first. */
  commits(query: CommitQuery): Promise<AuditedCommit[]>
  /** The latest commit that was recorded up to this time; 0 without one. */
  commitAt(time: number): Promise<number>
  /** Removes a part of what is older. True while there may be more. */
  sweep(before: number): Promise<boolean>
}
