/** What a row is read by, and what comes of it. */
import type { TargetColumn } from '@/lib/import/columns'
import type { KnownNames } from '@/lib/import/known-names'
import type { ColumnTargets } from '@/lib/import/match-columns'
import type { RowProblem } from '@/lib/import/row-problem'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityReference } from '@/lib/model/entities/entity'

/** Users and teams by the names rows use (`personKey`); undefined for one that was looked for and not found. */
export type People = ReadonlyMap<string, Pick<EntityReference, 'id' | 'type'> | undefined>

export interface RowMapping {
  readonly def: EntityDefinition
  readonly targets: readonly TargetColumn[]
  /** Per column of the table. */
  readonly columns: ColumnTargets
  /** For rows whose own service is empty or not mapped. */
  readonly fixedService?: string | undefined
  readonly people: People
  /** Who is called nearly as one who was not found, by the same keys. */
  readonly nearPeople?: ReadonlyMap<string, string> | undefined
  /** What the catalogue has; nothing is looked up where it is not given. */
  readonly known?: KnownNames | undefined
  /** References to be dropped from the rows that make them, as `<type> <key>` (`leftOutKey`). */
  readonly leftOut: ReadonlySet<string>
  /** References that mean another one, by the same keys. */
  readonly meant?: ReadonlyMap<string, string> | undefined
  /** What `::` in names becomes; undefined leaves it, and the row is refused. */
  readonly separator?: string | undefined
}

export type CreateRequest = Record<string, unknown>
export interface MappedRow {
  readonly request: CreateRequest
  readonly problems: readonly RowProblem[]
}

export const leftOutKey = (type: string, key: string): string => `${type} ${key}`

/** What a row means by a name. */
export const meantBy = ({ meant }: RowMapping, type: string, name: string): string =>
  meant?.get(leftOutKey(type, name)) ?? name
