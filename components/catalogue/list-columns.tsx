import type { ListKind } from '@/components/catalogue/list-kinds'
import { listKinds } from '@/components/catalogue/list-kinds'
import type { ListRow } from '@/components/catalogue/list-row'
import { EntityName } from '@/components/entity/entity-name'
import { OwnerList } from '@/components/entity/owner-list'
import { ReferenceLink } from '@/components/entity/reference-link'
import { ServiceIcon } from '@/components/entity/service-icon'
import { ServiceReference } from '@/components/entity/service-reference'
import { TagBadges } from '@/components/entity/tag-badges'
import { cn } from '@/components/ui/cn'
import type { DataTableColumn } from '@/components/ui/data-table'
import { RelativeTime } from '@/components/ui/relative-time'
import { entityHref } from '@/lib/client/links'
import { shownName } from '@/lib/model/rules/shown-name'

type Column = DataTableColumn<ListRow>

/** The page of a row. */
export const rowHref = (kind: ListKind, row: Pick<ListRow, 'fullyQualifiedName'>): string =>
  entityHref(listKinds[kind].def.type, row.fullyQualifiedName)

export const rowName = (row: Pick<ListRow, 'name' | 'displayName'>): string => shownName(row)

/** What stands above the names. */
export const nameHeader = (kind: ListKind): string =>
  ({ dashboards: 'Dashboard', charts: 'Chart', services: 'Service' })[kind]

const nameColumn = (kind: ListKind): Column => ({
  id: 'displayName',
  header: nameHeader(kind),
  sortable: true,
  secondSort: { id: 'name', header: 'Name' },
  card: 'title',
  cell: (row) => (
    <EntityName
      name={row.name}
      displayName={row.displayName}
      fullyQualifiedName={row.fullyQualifiedName}
      href={rowHref(kind, row)}
      deleted={row.deleted}
      note={row.isDescribed ? undefined : 'No description'}
    />
  ),
})

export const serviceColumn: Column = {
  id: 'service',
  header: 'Service',
  width: 'w-44 2xl:w-56',
  card: 'plain',
  cell: (row) => row.service && <ServiceReference service={row.service} serviceType={row.serviceType} />,
}
const owners: Column = {
  id: 'owners',
  header: 'Owners',
  width: 'w-40 2xl:w-48',
  card: 'plain',
  cell: (row) => <OwnerList owners={row.owners} compact />,
}
const domain: Column = {
  id: 'domain',
  header: 'Domain',
  width: 'w-44',
  hideBelow: '2xl',
  card: 'hidden',
  cell: ({ domains: [first] }) =>
    first && (
      <span className="flex min-w-0 items-baseline gap-1.5">
        <ReferenceLink reference={first} />
        {first.inherited ? <span className="shrink-0 text-faint text-xs">from service</span> : null}
      </span>
    ),
}
/** What the narrowest column for tags has room for. */
const tagLetters = 18

const tags: Column = {
  id: 'tags',
  header: 'Tags',
  width: 'w-44 2xl:w-64',
  hideBelow: 'lg',
  card: 'foot',
  cell: (row) => <TagBadges tags={row.tags} certification={row.certification} letters={tagLetters} />,
}
const version: Column = {
  id: 'version',
  header: 'Version',
  width: 'w-17',
  hideBelow: 'xl',
  card: 'hidden',
  cell: (row) => <span className="font-mono text-xs">{row.version.toFixed(1)}</span>,
}
const updated: Column = {
  id: 'updatedAt',
  header: 'Updated',
  width: 'w-28',
  align: 'end',
  sortable: true,
  cell: (row) => <RelativeTime value={row.updatedAt} />,
}

/** A number that is quiet when there is nothing to count. */
export function Count({ value }: { value: number }) {
  return <span className={cn('tabular-nums', value === 0 && 'text-faint')}>{value.toLocaleString('en')}</span>
}

/** The columns of a list, most important first. Inside a service its own column is left out. */
export function listColumns(kind: ListKind, { within, contents }: ColumnOptions): readonly Column[] {
  const place = within === undefined ? [serviceColumn] : []
  if (kind === 'dashboards') {
    return [nameColumn(kind), ...place, owners, domain, tags, countColumn('charts', contents), version, updated]
  }
  if (kind === 'charts') {
    return [
      nameColumn(kind),
      chartType,
      ...place,
      owners,
      domain,
      tags,
      { ...countColumn('dashboards', contents), header: 'Used on', width: 'w-20' },
      { ...version, hideBelow: '2xl' },
      updated,
    ]
  }
  const held = (['dashboards', 'charts'] as const).map((what): Column => {
    return { ...countColumn(what, contents), width: 'w-24', hideBelow: undefined }
  })
  return [nameColumn(kind), serviceType, owners, domain, tags, ...held, version, updated]
}

interface ColumnOptions {
  within?: string | undefined
  /** What belongs to each row, by id; missing while it is being counted. */
  contents?: ReadonlyMap<string, { dashboards: number; charts: number }> | undefined
}

const chartType: Column = {
  id: 'chartType',
  header: 'Type',
  width: 'w-24',
  hideBelow: 'lg',
  cell: (row) => row.chartType ?? <span className="text-faint">Unknown</span>,
}
const serviceType: Column = {
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
}

function countColumn(what: 'dashboards' | 'charts', contents: ColumnOptions['contents']): Column {
  return {
    id: what,
    header: what === 'dashboards' ? 'Dashboards' : 'Charts',
    width: 'w-16',
    align: 'end',
    hideBelow: 'xl',
    cell: (row) => {
      const count = contents?.get(row.id)?.[what]
      return count === undefined ? <span className="text-faint">…</span> : <Count value={count} />
    },
  }
}
