/** Between table rows and the store's own types. */
import { hash } from 'node:crypto'
import type { EntityType } from '@/lib/model/entities/entity'
import { foldText } from '@/lib/model/search/search-words'
import type { ChangeEventRecord, Origin } from '@/lib/model/wire/change-event'
import type { Change } from '@/lib/store/change'
import type { ArchivedVersion, EntityDocument, EntityRow, EntitySummary, StoredEntity } from '@/lib/store/rows'

const keyLengthMax = 600

/**
 * What an entity is found by: its FQN, or, where that is too long for an index, its beginning and a hash of the whole.
 * Names of one service stay together, so that a bulk write touches few pages of the index.
 */
export const fqnKey = (fqn: string): string =>
  fqn.length <= keyLengthMax ? fqn : `${fqn.slice(0, keyLengthMax)}…${hash('sha256', fqn, 'base64url')}`

/** Whether a stored row is called as an update expects, where it says so. */
export const isNamed = (fqn: string, { fullyQualifiedName = fqn }: { readonly fullyQualifiedName?: string }): boolean =>
  fqn === fullyQualifiedName

const sortNameLengthMax = 512

/** What rows are sorted by where people read them: the beginning, because an index entry may not be of any length. */
export const sortName = (row: Pick<EntityRow, 'name' | 'displayName'>): string => sortKey(row.displayName ?? row.name)

/**
 * Texts are sorted as they are searched: without case and accents, so that Émile stands beside Emil and not behind Zoé
 * (decision 059). Positions in lists hold the name itself, so that another key leaves them as they are.
 */
export function sortKey(text: string): string {
  const folded = foldText(text.length > foldedMax ? text.slice(0, foldedMax) : text)
  const key = folded.replaceAll(struckLetters, (letter) => plainLetters[letter] ?? letter)
  // Of accents alone nothing would be left, which every name begins with.
  return (key === '' ? text.toLowerCase() : key).slice(0, sortNameLengthMax)
}

/** Folding can make a text shorter, but not by so much that what counts would be missing. */
const foldedMax = sortNameLengthMax * 4

/** Letters with a stroke, and joined ones, are of no letter and an accent to Unicode, and stand with these to readers. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
}
const struckLetters = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g')

/** SQLite gives JSON as text, PostgreSQL as a value. */
export const parseJson = <T>(value: unknown): T => (typeof value === 'string' ? JSON.parse(value) : value) as T // what was written

/** Columns of a summary, under a prefix: `c_` for the container of a row. */
export interface SummaryColumns {
  id: string
  type: string
  name: string
  display_name: string | null
  fqn: string
  deleted: number
}

export const toSummary = (row: SummaryColumns): EntitySummary => ({
  id: row.id,
  type: row.type as EntityType, // only known types are ever written
  name: row.name,
  displayName: row.display_name,
  fullyQualifiedName: row.fqn,
  deleted: row.deleted === 1,
})

/** A row of `entity` with its container beside it. */
export interface EntityColumns extends SummaryColumns {
  container_id: string | null
  version: number
  updated_at: number
  updated_by: string
  document: unknown
  origin: Origin | null
  c_id: string | null
  c_type: string | null
  c_name: string | null
  c_display_name: string | null
  c_fqn: string | null
  c_deleted: number | null
}

export const toStoredEntity = (row: EntityColumns): StoredEntity => ({
  ...toSummary(row),
  containerId: row.container_id,
  version: Number(row.version),
  updatedAt: Number(row.updated_at),
  updatedBy: row.updated_by,
  document: parseJson<EntityDocument>(row.document),
  origin: row.origin,
  container:
    row.c_id === null
      ? null
      : toSummary({
          id: row.c_id,
          type: row.c_type ?? '',
          name: row.c_name ?? '',
          display_name: row.c_display_name,
          fqn: row.c_fqn ?? '',
          deleted: row.c_deleted ?? 0,
        }),
})

export const toArchivedVersion = (row: {
  version: number
  updated_at: number
  updated_by: string
  snapshot: unknown
  origin: string | null
}): ArchivedVersion => ({
  version: Number(row.version),
  updatedAt: Number(row.updated_at),
  updatedBy: row.updated_by,
  snapshot: parseJson(row.snapshot),
  origin: row.origin as Origin | null, // what was written
})

/** The events among the changes of a commit. */
export const recordedEvents = (changes: readonly Change[]): ChangeEventRecord[] =>
  changes.flatMap((change) => (change.kind === 'record' ? [change.event] : []))

/** What kinds there are among events, each once. */
export const kindsOf = (
  events: readonly ChangeEventRecord[],
): Pick<ChangeEventRecord, 'eventType' | 'entityType'>[] => [
  ...new Map(
    events.map(({ eventType, entityType }) => [`${eventType} ${entityType}`, { eventType, entityType }]),
  ).values(),
]

/** Room for the events of one commit in the sequence numbers. */
const perCommit = 1_000_000

/** Numbers that go up with the order of the events, over all commits. */
export const sequenceOf = (commit: number, place: number): number => commit * perCommit + place
export const commitOf = (sequence: number): number => Math.floor(sequence / perCommit)
