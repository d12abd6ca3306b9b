import type { DataTableColumn } from '@/components/ui/data-table-props'
import type { EntityPage } from '@/lib/client/queries'
import type { Chart } from '@/lib/model/entities/chart'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import type { Domain } from '@/lib/model/entities/domain'
import type { Entity } from '@/lib/model/entities/entity'
import type { Team, User } from '@/lib/model/entities/person'
import type { Classification, Tag } from '@/lib/model/entities/tag'

/** Members that rows of some list have, by the types of those who have them. */
type Listed = Pick<
  Dashboard,
  'description' | 'service' | 'serviceType' | 'owners' | 'domains' | 'tags' | 'certification'
> &
  Pick<Chart, 'chartType'> &
  Pick<User, 'email' | 'teams'> &
  Pick<Team, 'teamType' | 'userCount' | 'childrenCount'> &
  Pick<Classification, 'mutuallyExclusive' | 'disabled' | 'termCount' | 'usageCount'> &
  Pick<Domain, 'domainType'> &
  Pick<Dashboard, 'entityStatus'> &
  Pick<Tag, 'style'>

/** Members that a list can ask for, besides those of every row. */
export type ListMember = keyof Listed

/** What a list shows of each entity: what the server has made of it, in short (`lib/entities/list-rows.ts`). */
export type ListRow = Pick<
  Entity,
  'id' | 'name' | 'displayName' | 'fullyQualifiedName' | 'version' | 'updatedAt' | 'updatedBy' | 'deleted'
> &
  Partial<Listed> & {
    /** Custom properties that somebody chose to see. */
    readonly extension?: Readonly<Record<string, unknown>> | undefined
  }

/** A column by what it shows: a member, or what is counted beside the rows. */
export type ColumnName =
  | 'displayName'
  | 'chartType'
  | 'serviceType'
  | 'teamType'
  | 'domainType'
  | 'email'
  | 'teams'
  | 'mutuallyExclusive'
  | 'termCount'
  | 'usageCount'
  | 'userCount'
  | 'owned'
  | 'entityStatus'
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
