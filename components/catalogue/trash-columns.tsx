import { nameHeader, rowHref, serviceColumn } from '@/components/catalogue/list-columns'
import type { ListKind } from '@/components/catalogue/list-kinds'
import type { ListRow } from '@/components/catalogue/list-row'
import { EntityName } from '@/components/entity/entity-name'
import { PersonName } from '@/components/entity/person-name'
import type { DataTableColumn } from '@/components/ui/data-table-props'
import { RelativeTime } from '@/components/ui/relative-time'

type Column = DataTableColumn<ListRow>

/** What, where, by whom, when. */
export const trashColumns = (kind: ListKind): readonly Column[] => [
  {
    id: 'name',
    header: nameHeader(kind),
    card: 'title',
    cell: (row) => (
      <EntityName
        name={row.name}
        displayName={row.displayName}
        fullyQualifiedName={row.fullyQualifiedName}
        href={rowHref(kind, row)}
      />
    ),
  },
  ...(kind.columns.includes('service') ? [{ ...serviceColumn, width: 'w-56' }] : []),
  {
    id: 'deletedBy',
    header: 'Deleted by',
    width: 'w-44',
    card: 'value',
    cell: (row) => row.updatedBy !== undefined && <PersonName name={row.updatedBy} withAvatar />,
  },
  {
    id: 'deletedAt',
    header: 'Deleted',
    width: 'w-32',
    align: 'end',
    card: 'value',
    cell: (row) => row.updatedAt !== undefined && <RelativeTime value={row.updatedAt} />,
  },
]
