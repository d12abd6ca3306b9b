/**
 * The one seam between the catalogue and its databases: what the engine (`lib/entities`) may ask, in rows and
 * relations. It knows no entity type by name, so a new type needs no change here. Two engines implement it
 * (`sqlite/`, `postgres/`), and `store.contract.test.ts` holds both to the same behaviour.
 *
 * Conventions: times are Unix epoch milliseconds, versions are numbers with one decimal, ids are UUID text.
 */
import type { Kysely } from 'kysely'
import type { EntityType, Include } from '@/lib/model/entities/entity'
import type { ChangeEventRecord, Origin } from '@/lib/model/wire/change-event'
import type { AuditStore } from '@/lib/store/audit'
import type { Job, JobRow, JobStore, MendedRow, SettledRow } from '@/lib/store/jobs'
import type {
  CarrierPage,
  CarrierQuery,
  EventQuery,
  HistoryQuery,
  ListPage,
  ListQuery,
  Remembered,
  SearchPage,
  SearchQuery,
  StoredEvent,
  Within,
} from '@/lib/store/queries'

/** Attributes of an entity that have no column of their own; never a relation, never a name of another entity. */
export type EntityDocument = Record<string, unknown>

/** The little one entity says of another when it refers to it. */
export interface EntitySummary {
  readonly id: string
  readonly type: EntityType
  readonly name: string
  readonly displayName: string | null
  readonly fullyQualifiedName: string
  readonly deleted: boolean
}

/** One entity as it is kept: indexed columns beside a JSON document. */
export interface EntityRow extends EntitySummary {
  /** The entity this one lives in (dashboard → service, tag → classification); null at the top. */
  readonly containerId: string | null
  readonly version: number
  readonly updatedAt: number
  readonly updatedBy: string
  readonly document: EntityDocument
  /** Of what it says now; null where it was written before origins were kept. */
  readonly origin?: Origin | null
}

/** A row as read: with its container summed up, so that a single read or a page needs no second query. */
export interface StoredEntity extends EntityRow {
  readonly container: EntitySummary | null
}

/** A directed relation: `entityId` carries the field, `targetId` is what the field refers to. */
export interface Relation {
  readonly entityId: string
  readonly entityType: EntityType
  /** Singular name of the target's role: `owner`, `chart`, `follower`, `tag`, `domain`, `vote`, `upstream`… */
  readonly relation: string
  readonly targetId: string
  readonly targetType: EntityType
  /** What belongs to the relation itself: label type and state of a tag, the value of a vote, lineage details. */
  readonly data: Record<string, unknown> | null
}

/** A relation seen from the entity that carries it, with its target. `document` only when asked for. */
export interface RelatedTarget extends Relation {
  readonly target: EntitySummary & { readonly document?: EntityDocument }
}

/** A relation seen from its target, with the entity that carries it. */
export interface Referrer extends Relation {
  readonly entity: EntitySummary
}

/** An earlier state: the entity as clients saw it, relations included. */
export interface ArchivedVersion {
  readonly version: number
  readonly updatedAt: number
  readonly updatedBy: string
  readonly snapshot: Record<string, unknown>
  /** As of a row. */
  readonly origin?: Origin | null
}

/** A key that one entity has, and no other in that scope. */
export interface Claim {
  /** What the keys are: `user.email`. */
  readonly scope: string
  readonly key: string
  readonly entityId: string
}

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

/** What an entity was called before. */
export interface FormerName {
  readonly type: EntityType
  readonly fullyQualifiedName: string
  readonly entityId: string
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

/** The same database for the sign-in library, which brings tables and migrations of its own. */
export interface AuthDatabase {
  readonly db: Kysely<never>
  readonly type: 'sqlite' | 'postgres'
  /** Never: an open transaction of its would take in the engine's statements on SQLite's one connection. */
  readonly transaction: false
}

export interface Store {
  readonly authDatabase: AuthDatabase
  readonly jobs: JobStore
  readonly audit: AuditStore
  /** Rows by id, deleted ones too, in no particular order; unknown ids are left out. */
  findByIds(ids: readonly string[]): Promise<StoredEntity[]>
  /** Rows of one type by exact FQN, deleted ones too; unknown names are left out. */
  findByFqns(type: EntityType, fqns: readonly string[]): Promise<StoredEntity[]>
  /** Living rows of one type that are shown by one of the names: display name, or name where there is none, in any case. */
  findByShownNames(type: EntityType, names: readonly string[]): Promise<StoredEntity[]>
  /** Who has the keys, deleted entities too; keys that nobody has are left out. */
  claims(scope: string, keys: readonly string[]): Promise<Claim[]>
  /** How many FQNs of each of the types go on from this one, deleted entities too, and how long the longest is. */
  below(types: readonly EntityType[], fqn: string): Promise<{ type: EntityType; count: number; longest: number }[]>
  /** Who was called so before, whatever there is under that name now. */
  formerNames(fqns: readonly string[]): Promise<FormerName[]>
  /** Entities whose documents hold the name so, deleted ones too, by id. */
  holders(held: Renaming['held'], fqn: string): Promise<{ id: string; type: EntityType }[]>
  /** Whether there are rows whose search text is to be made anew (`reword`). */
  hasUnworded(): Promise<boolean>
  list(query: ListQuery): Promise<ListPage>
  /** Whether a list of the type leaves out all that has not the phrases. */
  tellsPhrases(type: EntityType): Promise<boolean>
  /** Relations the entities carry, ordered by entity and target name. `documents`: relations whose target document is wanted. */
  relations(
    entityIds: readonly string[],
    relations?: readonly string[],
    documents?: readonly string[],
  ): Promise<RelatedTarget[]>
  /** Relations that point at the targets, ordered by target and entity name. */
  referrers(targetIds: readonly string[], relations?: readonly string[]): Promise<Referrer[]>
  carriers(query: CarrierQuery): Promise<CarrierPage>
  /** Everything directly inside the containers, deleted ones too; of some types only, where they are given. */
  contents(containerIds: readonly string[], types?: readonly EntityType[]): Promise<StoredEntity[]>
  /**
   * How many relations of this name point at each target; those that nothing points at are left out, and what `within`
   * keeps out is not counted.
   */
  referrerCounts(
    targetIds: readonly string[],
    relation: string,
    within?: ReadonlyMap<EntityType, Within>,
  ): Promise<ReadonlyMap<string, number>>
  /** Which of the rows pass; deleted ones may, those that are gone do not. */
  passing(ids: readonly string[], within: Within): Promise<ReadonlySet<string>>
  /**
   * How many entities each container holds, by type; those that `within` keeps out are not counted, and deleted ones are
   * not unless asked for.
   */
  contentCounts(
    containerIds: readonly string[],
    within?: ReadonlyMap<EntityType, Within>,
    include?: Include,
  ): Promise<{ containerId: string; type: EntityType; count: number }[]>
  /**
   * Of the relation, how many living targets each entity has, and how many living entities have it as target; what
   * `within` keeps out is not counted.
   */
  linkCounts(
    ids: readonly string[],
    relation: string,
    within?: ReadonlyMap<EntityType, Within>,
  ): Promise<{ id: string; targets: number; referrers: number }[]>
  /** How many entities of each type there are, deleted ones not counted. Cheap at any size. */
  typeCounts(): Promise<ReadonlyMap<EntityType, number>>
  /** How many living entities of the type have something in each custom property, of those that lists can be filtered by. */
  propertyCounts(type: EntityType): Promise<ReadonlyMap<string, number>>
  /** Earlier versions, newest first; the current one is not among them. */
  versions(id: string): Promise<ArchivedVersion[]>
  version(id: string, version: number): Promise<ArchivedVersion | undefined>
  /** The same version of many, by id; of those that have it among their earlier ones. */
  versionOfEach(ids: readonly string[], version: number): Promise<ReadonlyMap<string, ArchivedVersion>>
  /**
   * Room for what is found out by reading much: what is kept under a question is known until the catalogue changes, if there
   * is room for so long. The question holds all that the answer depends on, as JSON.
   */
  untilCommit(question: unknown): Promise<Remembered<unknown>>
  /** Archived and current states whose `updatedAt` lies in the range, newest first. The total stops at 10,000. */
  history(
    query: HistoryQuery,
  ): Promise<{ entries: { id: string; state: ArchivedVersion | StoredEntity }[]; total: number; more: boolean }>
  search(query: SearchQuery): Promise<SearchPage>
  events(query: EventQuery): Promise<StoredEvent[]>
  /** Daily counts from `since` (`YYYY-MM-DD`) on. */
  usage(entityIds: readonly string[], since: string): Promise<{ entityId: string; date: string; count: number }[]>
  /** All of it or nothing; `StoreConflict` when refused. Acknowledged means it survives a crash. */
  commit(changes: readonly Change[]): Promise<void>
  /**
   * Changes entities, earlier versions and events where they lie, a slice at a time; what was there is not to be found in
   * the files of the embedded database afterwards. Interrupted, it may be begun again.
   */
  rewrite(rewriting: Rewriting): Promise<void>
  /** What is under way and was not touched since `before` (Unix epoch milliseconds); all of it if left out. */
  work(before?: number): Promise<Work[]>
  setting(key: string): Promise<string | undefined>
  putSetting(key: string, value: string): Promise<void>
  /** Keeps the first value ever put under the key and returns it: two processes starting at once agree. */
  settleSetting(key: string, value: string): Promise<string>
  /** Throws when the database cannot answer. */
  ping(): Promise<void>
  /** Throws when the database answers but takes no writes. Never waits long. */
  checkWrites(): Promise<void>
  close(): Promise<void>
}
