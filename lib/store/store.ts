/**
 * The one seam between the catalogue and its databases: what the engine (`lib/entities`) may ask, in rows and
 * relations. It knows no entity type by name, so a new type needs no change here. Two engines implement it
 * (`sqlite/`, `postgres/`), and `store.contract.test.ts` holds both to the same behaviour.
 *
 * Conventions: times are Unix epoch milliseconds, versions are numbers with one decimal, ids are UUID text.
 */
import type { Kysely } from 'kysely'
import type { EntityType, Include } from '@/lib/model/entities/entity'
import type { AuditStore } from '@/lib/store/audit'
import type { Change, Renaming, Rewriting, Work } from '@/lib/store/change'
import type { JobStore } from '@/lib/store/jobs'
import type {
  CarrierPage,
  CarrierQuery,
  EventQuery,
  HistoryQuery,
  ListPage,
  ListQuery,
  OneOfQuery,
  Remembered,
  SearchPage,
  SearchQuery,
  StoredEvent,
  Within,
} from '@/lib/store/queries'
import type { ArchivedVersion, Claim, FormerName, Referrer, RelatedTarget, StoredEntity } from '@/lib/store/rows'

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
  withOneOf(query: OneOfQuery): Promise<StoredEntity[]>
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
  /** Those that are there, by their keys. */
  settings(keys: readonly string[]): Promise<ReadonlyMap<string, string>>
  putSetting(key: string, value: string): Promise<void>
  /** Keeps the first value ever put under the key and returns it: two processes starting at once agree. */
  settleSetting(key: string, value: string): Promise<string>
  /** Throws when the database cannot answer. */
  ping(): Promise<void>
  /** Throws when the database answers but takes no writes. Never waits long. */
  checkWrites(): Promise<void>
  close(): Promise<void>
}
