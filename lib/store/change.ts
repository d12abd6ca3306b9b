/** What is written: a commit is a list of changes. Conventions: `store.ts`. */
import type { EntityType } from '@/lib/model/entities/entity'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { Job, JobRow, MendedRow, SettledRow } from '@/lib/store/jobs'
import type { ArchivedVersion, Claim, EntityDocument, EntityRow, Relation } from '@/lib/store/rows'

/** Something that is under way on everything inside a container, in many commits, and has to be brought to its end. */
export interface Work {
  readonly containerId: string
  /** While it is deleted or removed, what is inside counts as deleted, whether its turn has come or not. */
  readonly kind: 'delete' | 'remove' | 'restore'
  /** Of the one who does it. Whoever takes it over puts another in its place. */
  readonly token: string
  readonly actorName: string
  /** When somebody was last seen at it. Unix epoch milliseconds. */
  readonly touchedAt: number
}

/** Another beginning for fully qualified names. */
export interface Renaming {
  /** What has been renamed, and was called `from` until now. */
  readonly entityId: string
  readonly type: EntityType
  readonly from: string
  readonly to: string
  /** Types whose FQNs go on from its own. */
  readonly below: readonly EntityType[]
  /** Documents that hold such FQNs, under that member at any depth; with `source`, where that stands beside it. */
  readonly held: {
    readonly types: readonly EntityType[]
    readonly member: 'fullyQualifiedName' | 'tagFQN'
    readonly source?: string
  }
  /** What lies below, of this type, is inside that container from now on. */
  readonly inside?: { readonly type: EntityType; readonly containerId: string }
  /** Relations from and to what is below whose data hold such FQNs, under these members at any depth. */
  readonly linked?: { readonly relation: string; readonly members: readonly string[] }
}

/** One fact to write. A commit is a list of them, all or nothing, in order. */
export type Change =
  | { readonly kind: 'insert'; readonly row: EntityRow }
  /**
   * Fails as stale unless the stored row is the `expected` one: some updates leave the version as it is, so its time counts
   * too, and the name of what it is in may have changed. `archive` goes to the version history.
   */
  | {
      readonly kind: 'update'
      readonly row: EntityRow
      readonly expected: Pick<EntityRow, 'version' | 'updatedAt'> & Partial<Pick<EntityRow, 'fullyQualifiedName'>>
      readonly archive?: ArchivedVersion
    }
  /**
   * Row, history, search text, usage, claims, former names, and every relation from or to it. Fails as stale while anything that the commit does
   * not remove as well is inside it, or refers to it by `childRelation`.
   */
  | { readonly kind: 'remove'; readonly id: string; readonly childRelation?: string }
  /** Adds the relation or replaces its data. */
  | { readonly kind: 'link'; readonly link: Relation }
  | { readonly kind: 'unlink'; readonly entityId: string; readonly relation: string; readonly targetId: string }
  /**
   * Takes a key for the entity alone, in place of the one it had in that scope: an address nobody else may have. Fails as
   * stale while another entity has it. Given back with the entity's removal.
   */
  | ({ readonly kind: 'claim' } & Claim)
  /**
   * Fails as stale unless each of these exists and is not deleted at the moment of the commit, and those with an FQN here
   * are called so: names below were made from it.
   */
  | { readonly kind: 'require'; readonly ids: readonly string[]; readonly fqns?: Readonly<Record<string, string>> }
  /**
   * Everything below takes the name over, whatever is planned on what it was fails as stale, and the old name is remembered.
   * The search text of many follows by `reword`.
   */
  | { readonly kind: 'rename'; readonly renaming: Renaming }
  /** Who is meant by a name from now on where what is called so is deleted, as by what it was called before; null for nobody else. */
  | {
      readonly kind: 'former'
      readonly type: EntityType
      readonly fullyQualifiedName: string
      readonly entityId: string | null
    }
  /** Makes the search text of so many rows, of those that wait for it, anew. */
  | { readonly kind: 'reword'; readonly rows: number }
  /** Fails as stale unless the relation carries exactly these data; `undefined`: unless there is no such relation. */
  | {
      readonly kind: 'expect'
      readonly entityId: string
      readonly relation: string
      readonly targetId: string
      readonly data: Relation['data'] | undefined
    }
  /** Adds to a day's count. `date` is `YYYY-MM-DD`, UTC. */
  | { readonly kind: 'usage'; readonly entityId: string; readonly date: string; readonly count: number }
  | { readonly kind: 'record'; readonly event: ChangeEventRecord }
  /** Takes the place of other work on the container. */
  | { readonly kind: 'beginWork'; readonly work: Work }
  /** Both fail as stale when the work is not under that token any more. */
  | { readonly kind: 'touchWork'; readonly work: Work }
  | { readonly kind: 'endWork'; readonly work: Work }
  /**
   * Rows of a job come to something, and its lease is renewed. `JobLost` unless the job is under that token, and each row
   * is what it was.
   */
  | {
      readonly kind: 'settle'
      readonly jobId: string
      readonly token: string
      readonly leaseUntil: number
      readonly rows: readonly SettledRow[]
    }
  /** These take the place of the rows of a job that have the status, and its lease is renewed. `JobLost` as above. */
  | {
      readonly kind: 'relist'
      readonly jobId: string
      readonly token: string
      readonly leaseUntil: number
      readonly status: string
      readonly rows: readonly Omit<JobRow, 'status'>[]
    }
  /**
   * Rows of a job that waits for its run say something else, and have come to something else by that. `JobLost` unless the
   * job is `planned` and as it was when they were read, and each row is what it was.
   */
  | {
      readonly kind: 'mend'
      readonly jobId: string
      readonly seen: Pick<Job, 'updatedAt' | 'input'>
      /** Where it goes: it waits on, or is planned. */
      readonly state: 'planned' | 'queued'
      readonly input: Job['input']
      readonly rows: readonly MendedRow[]
    }
  /** A job wrote this version. */
  | { readonly kind: 'credit'; readonly entityId: string; readonly version: number; readonly jobId: string }

/** Those of one kind. */
export type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>

/** A change to how things are kept, for steps at the start of the server. */
export interface Rewriting {
  readonly types: readonly EntityType[]
  /** Events that mention none of these are not looked at. */
  readonly members: readonly string[]
  /** Of an entity or one of its earlier versions; undefined leaves it as it is. */
  document(type: EntityType, document: EntityDocument): EntityDocument | undefined
  /** Undefined leaves it as it is. */
  event(event: ChangeEventRecord): ChangeEventRecord | undefined
}
