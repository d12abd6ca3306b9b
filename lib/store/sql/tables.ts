/** The tables as Kysely sees them; both engines have the same. Booleans are 0 and 1, so that they are the same too. */
import type { Generated } from 'kysely'

export interface Tables {
  entity: EntityTable
  entity_relation: RelationTable
  entity_version: VersionTable
  change_event: EventTable
  change_event_kind: EventKindTable
  entity_count: CountTable
  entity_lacking: LackingTable
  lacking_count: LackingCountTable
  carrier_count: CarrierCountTable
  entity_property: PropertyTable
  commit_log: CommitLogTable
  usage_daily: UsageTable
  entity_claim: ClaimTable
  former_name: FormerNameTable
  search_due: SearchDueTable
  setting: SettingTable
  unfinished_work: WorkTable
  job: JobTable
  job_row: JobRowTable
  job_version: JobVersionTable
  kept_mapping: MappingTable
  audit_entry: AuditTable
}

export interface EntityTable {
  /** Place in the table; what the search index knows a row by. */
  seq: Generated<number>
  id: string
  type: string
  name: string
  display_name: string | null
  /** Lower-cased display name, or name where there is none. */
  sort_name: string
  fqn: string
  /** The FQN, shortened where it is longer than an index entry may be: `fqnKey`. */
  fqn_key: string
  container_id: string | null
  version: number
  deleted: number
  updated_at: number
  updated_by: string
  document: string
  origin: string | null
}

export interface RelationTable {
  entity_id: string
  relation: string
  target_id: string
  entity_type: string
  target_type: string
  data: string | null
}

export interface VersionTable {
  entity_id: string
  entity_type: string
  version: number
  updated_at: number
  updated_by: string
  snapshot: string
  origin: string | null
}

/** What the commits recorded, a row for each: written with one statement, however many entities it was about. */
export interface EventTable {
  seq: Generated<number>
  recorded_at: number
  /** A list of `ChangeEventRecord`. */
  events: string
  /** Name of who made the commit. */
  actor: string | null
}

/** Which kinds of events a row of `change_event` holds. */
export interface EventKindTable {
  event_type: string
  seq: number
  entity_type: string
}

/** How many entities there are, so that the total of a list needs no counting. */
export interface CountTable {
  type: string
  /** Empty text at the top. */
  container_id: string
  deleted: number
  /** Spreads one total over several rows where many writers would wait for each other. */
  slot: number
  total: number
}

/** A relation that an entity has none of. */
export interface LackingTable {
  relation: string
  entity_type: string
  entity_id: string
  deleted: number
  /** Empty text at the top. */
  container_id: string
}

/** How many entities lack the same. */
export interface LackingCountTable {
  entity_type: string
  /** All that they lack, as `lacksTogether` names it. */
  lacks: string
  deleted: number
  container_id: string
  slot: number
  total: number
}

/** How many entities have a relation to a target. */
export interface CarrierCountTable {
  target_id: string
  relation: string
  entity_type: string
  deleted: number
  slot: number
  total: number
}

/** A value of a custom property. */
export interface PropertyTable {
  entity_id: string
  property: string
  /** Among the values of the property, of which an entity may have several. */
  place: number
  entity_type: string
  deleted: number
  /** As `propertyKeys` has it. */
  value: string
}

/** The latest commits that have changed entities or relations. */
export interface CommitLogTable {
  seq: Generated<number>
  /** The places of the rows that it touched, by type; null where these are too many to say. */
  touched: string | null
}

export interface UsageTable {
  entity_id: string
  date: string
  total: number
}

/** Keys that one entity has, and no other in that scope. */
export interface ClaimTable {
  scope: string
  key: string
  entity_id: string
}

/** What entities were called before they were renamed, and are still found by. */
export interface FormerNameTable {
  type: string
  fqn: string
  fqn_key: string
  entity_id: string
}

/** Rows whose search text is to be made anew. */
export interface SearchDueTable {
  seq: number
}

export interface SettingTable {
  key: string
  value: string
}

export interface WorkTable {
  container_id: string
  kind: string
  token: string
  actor_name: string
  touched_at: number
}

export interface JobTable {
  id: string
  kind: string
  phase: string
  state: string
  wish: string | null
  actor_id: string
  actor_name: string
  /** JSON, as in the columns below that are not named by what they hold. */
  input: string
  counts: string
  problem: string | null
  token: string | null
  lease_until: number
  /** Of an undo: the job that it takes back. */
  undo_of: string | null
  created_at: number
  updated_at: number
}

export interface JobRowTable {
  job_id: string
  row_number: number
  status: string
  source: string
  result: string | null
}

/** Which job wrote a version of an entity. */
export interface JobVersionTable {
  entity_id: string
  version: number
  job_id: string
}

export interface MappingTable {
  name: string
  owner_id: string
  owner_name: string
  mapping: string
  updated_at: number
}

/** What somebody did, or was refused, that no commit tells. */
export interface AuditTable {
  seq: Generated<number>
  at: number
  kind: string
  actor: string | null
  caller: string | null
  address: string | null
  request_id: string
  thing: string | null
  thing_type: string | null
  detail: string | null
  times: number
}
