import type { ListKind } from '@/components/catalogue/list-kinds'
import type { Contents } from '@/components/catalogue/list-queries'
import { type ColumnName, columnName, type ListMember, type ListRow } from '@/components/catalogue/list-row'
import type { Within } from '@/components/catalogue/list-url'
import { EntityName } from '@/components/entity/entity-name'
import { FirstReference } from '@/components/entity/first-reference'
import { OwnerList } from '@/components/entity/owner-list'
import { ServiceIcon } from '@/components/entity/service-icon'
import { ServiceReference } from '@/components/entity/service-reference'
import { TagBadges } from '@/components/entity/tag-badges'
import { cn } from '@/components/ui/cn'
import type { DataTableColumn } from '@/components/ui/data-table-props'
import { later } from '@/components/ui/later'
import { RelativeTime } from '@/components/ui/relative-time'
import { entityHref } from '@/lib/client/links'
import type { Field } from '@/lib/model/fields/field'
import { isCompared } from '@/lib/model/fields/property-key'
import { shownName } from '@/lib/model/rules/shown-name'
import { formatVersion } from '@/lib/model/rules/version'

type Column = DataTableColumn<ListRow>

// No list needs it until somebody adds a column.
const FieldCell = later(() => import('@/components/catalogue/field-cell').then((module) => module.FieldCell))
// From the same file: every file more that may be fetched is named in the script of the first view.
const TeamsCell = later(() => import('@/components/catalogue/field-cell').then((module) => module.TeamsCell))
const StatusCell = later(() => import('@/components/catalogue/field-cell').then((module) => module.StatusCell))
const StyleCell = later(() => import('@/components/catalogue/field-cell').then((module) => module.StyleCell))

/** The page of a row. */
export const rowHref = ({ def }: ListKind, row: Pick<ListRow, 'name' | 'fullyQualifiedName'>): string =>
  entityHref(def.type, row.fullyQualifiedName ?? row.name)

export const rowName = (row: Pick<ListRow, 'name' | 'displayName'>): string => shownName(row)

/** What stands above the names. */
export const nameHeader = ({ one }: ListKind): string => one.charAt(0).toUpperCase() + one.slice(1)

export const serviceColumn: Column = {
  id: 'service',
  header: 'Service',
  width: 'w-44 2xl:w-56',
  card: 'plain',
  cell: (row) => row.service && <ServiceReference service={row.service} serviceType={row.serviceType} />,
}

/** What the narrowest column for tags has room for. */
const tagLetters = 18

interface ColumnOptions {
  /** In the page of a service its own column is left out. */
  within?: Within | undefined
  /** What belongs to each row, by id; missing while it is being counted. */
  contents?: ReadonlyMap<string, Contents> | undefined
}

/** How each column looks unless a list says otherwise. */
const looks: Readonly<Record<ColumnName, (kind: ListKind, options: ColumnOptions) => Column>> = {
  displayName: (kind) => ({
    id: 'displayName',
    header: nameHeader(kind),
    sortable: true,
    secondSort: { id: 'name', header: 'Name' },
    card: 'title',
    cell: (row) => (
      <EntityName
        mark={row.style && <StyleCell row={row} />}
        name={row.name}
        displayName={row.displayName}
        fullyQualifiedName={row.fullyQualifiedName}
        href={rowHref(kind, row)}
        deleted={row.deleted}
        note={row.disabled ? 'Disabled' : row.description ? undefined : 'No description'}
      />
    ),
  }),
  chartType: () => ({
    id: 'chartType',
    header: 'Type',
    width: 'w-24',
    hideBelow: 'lg',
    cell: (row) => row.chartType ?? <span className="text-faint">Unknown</span>,
  }),
  teamType: () => wordColumn('teamType', 'Type'),
  domainType: () => wordColumn('domainType', 'Type'),
  email: () => wordColumn('email', 'Email', 'w-64'),
  teams: () => ({
    id: 'teams',
    header: 'Teams',
    width: 'w-52',
    hideBelow: 'lg',
    cell: (row) => <TeamsCell row={row} />,
  }),
  mutuallyExclusive: () => ({
    ...wordColumn('mutuallyExclusive', 'On an asset'),
    cell: (row) => (row.mutuallyExclusive ? 'One at a time' : 'Any number'),
  }),
  termCount: () => numberColumn('termCount', 'Inside'),
  usageCount: () => numberColumn('usageCount', 'Used on'),
  userCount: () => numberColumn('userCount', 'Members'),
  entityStatus: () => ({
    id: 'entityStatus',
    header: 'Status',
    width: 'w-28',
    cell: (row) => <StatusCell row={row} />,
  }),
  serviceType: () => ({
    id: 'serviceType',
    header: 'Type',
    width: 'w-40',
    card: 'plain',
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-1.5">
        <ServiceIcon type={row.serviceType} />
        <span className="truncate">{row.serviceType}</span>
      </span>
    ),
  }),
  service: () => serviceColumn,
  owners: () => ({
    id: 'owners',
    header: 'Owners',
    width: 'w-40 2xl:w-48',
    card: 'plain',
    cell: (row) => <OwnerList owners={row.owners} compact />,
  }),
  domains: () => ({
    id: 'domains',
    header: 'Domain',
    width: 'w-44',
    hideBelow: '2xl',
    card: 'hidden',
    cell: ({ domains }) => (
      <FirstReference references={domains}>
        {domains?.[0]?.inherited ? <span className="shrink-0 text-faint text-xs">from service</span> : null}
      </FirstReference>
    ),
  }),
  tags: () => ({
    id: 'tags',
    header: 'Tags',
    width: 'w-44 2xl:w-64',
    hideBelow: 'lg',
    card: 'foot',
    cell: (row) => <TagBadges tags={row.tags} certification={row.certification} letters={tagLetters} />,
  }),
  dashboards: (_kind, { contents }) => countColumn('dashboards', 'Dashboards', contents),
  charts: (_kind, { contents }) => countColumn('charts', 'Charts', contents),
  owned: (_kind, { contents }) => countColumn('owned', 'Owns', contents),
  version: () => ({
    id: 'version',
    header: 'Version',
    width: 'w-17',
    hideBelow: 'xl',
    card: 'hidden',
    cell: (row) => <span className="font-mono text-xs">{formatVersion(row.version ?? 0.1)}</span>,
  }),
  updatedAt: () => ({
    id: 'updatedAt',
    header: 'Updated',
    width: 'w-28',
    align: 'end',
    sortable: true,
    cell: (row) => row.updatedAt !== undefined && <RelativeTime value={row.updatedAt} />,
  }),
}

/** A member as it is, in one line. */
function wordColumn(id: ListMember, header: string, width = 'w-36'): Column {
  return {
    id,
    header,
    width,
    hideBelow: 'lg',
    cell: (row) => <span className="block truncate">{String(row[id] ?? '')}</span>,
  }
}

function numberColumn(id: 'termCount' | 'usageCount' | 'userCount', header: string): Column {
  return { id, header, width: 'w-22', align: 'end', cell: (row) => <Count value={row[id] ?? 0} /> }
}

/** The columns of a list, most important first; what somebody added stands before what the server records. */
export function listColumns(kind: ListKind, options: ColumnOptions): readonly Column[] {
  const own = kind.columns
    .filter((column) => options.within?.by !== 'service' || columnName(column) !== 'service')
    .map((column) => ({
      ...looks[columnName(column)](kind, options),
      ...(typeof column !== 'string' && column),
    }))
  if (kind.added === undefined) return own
  const [main, recorded] = [own.filter(({ id }) => !isRecorded(id)), own.filter(({ id }) => isRecorded(id))]
  return [...main, ...kind.added.map(addedColumn), ...recorded].map(asChosen)
}

const isRecorded = (id: string): boolean => id === 'version' || id === 'updatedAt'

function addedColumn(field: Field): Column {
  const isNumber = field.kind === 'number'
  return {
    id: field.name,
    header: field.label,
    sortable: isCompared(field),
    width: isNumber ? 'w-28' : 'w-36',
    align: isNumber ? 'end' : undefined,
    cell: (row) => <FieldCell field={field} row={row} />,
  }
}

/** What is chosen is there, in a narrow window and on a card too; the name keeps room to be read. */
const asChosen = (column: Column): Column => ({
  ...column,
  hideBelow: undefined,
  card: column.card === 'hidden' ? 'value' : column.card,
  ...(column.card === 'title' && { width: 'w-72' }),
})

/** A number that is quiet when there is nothing to count. */
export function Count({ value }: { value: number }) {
  return <span className={cn('tabular-nums', value === 0 && 'text-faint')}>{value.toLocaleString('en')}</span>
}

function countColumn(
  what: 'dashboards' | 'charts' | 'owned',
  header: string,
  contents: ColumnOptions['contents'],
): Column {
  return {
    id: what,
    header,
    width: 'w-16',
    align: 'end',
    hideBelow: 'xl',
    cell: (row) => {
      const count = contents?.get(row.id)?.[what]
      return count === undefined ? <span className="text-faint">…</span> : <Count value={count} />
    },
  }
}
