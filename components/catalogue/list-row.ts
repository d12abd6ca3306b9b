import type { DataTableColumn } from '@/components/ui/data-table'
import type { EntityPage } from '@/lib/client/queries'
import type { Entity, EntityReference, TagLabel } from '@/lib/model/entities/entity'

/** What a list shows of a dashboard, chart or service. A page of whole entities is ten times as large. */
export interface ListRow {
  readonly id: string
  readonly name: string
  readonly displayName?: string | undefined
  readonly fullyQualifiedName: string
  readonly isDescribed: boolean
  readonly service?: EntityReference | undefined
  readonly serviceType?: string | undefined
  readonly chartType?: string | undefined
  readonly owners: readonly EntityReference[]
  readonly domains: readonly EntityReference[]
  readonly tags: readonly TagLabel[]
  readonly certification?: TagLabel | undefined
  readonly version: number
  readonly updatedAt: number
  readonly updatedBy?: string | undefined
  readonly deleted: boolean
}

/** A column by what it shows: a member, or what is counted beside the rows. */
export type ColumnName =
  | 'displayName'
  | 'chartType'
  | 'serviceType'
  | 'service'
  | 'owners'
  | 'domains'
  | 'tags'
  | 'dashboards'
  | 'charts'
  | 'version'
  | 'updatedAt'

/** As it looks in every list, or with what one list has otherwise. */
export type ListColumn =
  | ColumnName
  | ({ readonly name: ColumnName } & Partial<Pick<DataTableColumn<ListRow>, 'header' | 'width' | 'hideBelow'>>)

export const columnName = (column: ListColumn): ColumnName => (typeof column === 'string' ? column : column.name)

/** A page of rows, with the same paging as the API's. */
export type RowPage = EntityPage<ListRow>

/** Members of the three entity types that a row is made of; each type has some of them. */
interface Listed extends Entity {
  description?: string
  service?: EntityReference
  serviceType?: string
  chartType?: string
  owners?: EntityReference[]
  domains?: EntityReference[]
  tags?: TagLabel[]
  certification?: { tagLabel: TagLabel }
}

/** Keeps of an entity what its row shows. */
export function toListRow(entity: Entity): ListRow {
  const listed = entity as Listed // rendered by the schema of one of the three types
  return {
    id: listed.id,
    name: listed.name,
    displayName: listed.displayName,
    fullyQualifiedName: listed.fullyQualifiedName ?? listed.name,
    isDescribed: (listed.description ?? '').trim() !== '',
    service: listed.service && toShortReference(listed.service),
    serviceType: listed.serviceType,
    chartType: listed.chartType,
    owners: (listed.owners ?? []).map(toShortReference),
    domains: (listed.domains ?? []).map(toShortReference),
    tags: (listed.tags ?? []).map(toShortLabel),
    certification: listed.certification && toShortLabel(listed.certification.tagLabel),
    version: listed.version ?? 0.1,
    updatedAt: listed.updatedAt ?? 0,
    updatedBy: listed.updatedBy,
    deleted: listed.deleted === true,
  }
}

export const toRowPage = ({ data, paging }: EntityPage<Entity>): RowPage => ({ data: data.map(toListRow), paging })

const toShortReference = ({ id, type, name, displayName, fullyQualifiedName, deleted, inherited }: EntityReference) =>
  ({ id, type, name, displayName, fullyQualifiedName, deleted, inherited }) satisfies EntityReference

const toShortLabel = ({ tagFQN, name, displayName, source, labelType, state }: TagLabel): TagLabel => ({
  tagFQN,
  name,
  displayName,
  source,
  labelType,
  state,
})
