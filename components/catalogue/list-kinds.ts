import type { ColumnName, ListColumn, ListMember } from '@/components/catalogue/list-row'
import type { FilterKey, TreeFilter } from '@/components/catalogue/list-url'
import { type EntityKind, entityKindOf } from '@/components/entity/entity-kind'
import type { Field } from '@/lib/model/fields/field'

/**
 * What is particular to the list of a type: plain data, which a page's server hands to the browser. The looks of its
 * columns are in `list-columns.tsx`.
 */
export interface ListKind extends EntityKind {
  /** What its columns show, of the members that the type has (`lib/model/fields`). */
  readonly members: readonly ListMember[]
  /** Most important first. */
  readonly columns: readonly ListColumn[]
  /** What somebody chose to see besides (`list-choice.ts`): everything that is chosen is shown, however narrow it gets. */
  readonly added?: readonly Field[] | undefined
  readonly filters: readonly FilterKey[]
  /** They stand below one another: by which filter what is directly below one is asked for. */
  readonly tree?: TreeFilter
  /** Columns that stand under the name in a tree that has no room for them. */
  readonly underName?: readonly ColumnName[]
  /** They may have custom properties, to filter by. */
  readonly hasProperties?: boolean
  /** Files of them can be imported and exported. */
  readonly hasFiles: boolean
  /** Rows can be ticked and deleted together. What takes everything inside along says so on its own page instead. */
  readonly hasSelection: boolean
  /** What such a thing is, for somebody who has none yet. */
  readonly explanation: string
}

export const dashboardList: ListKind = {
  ...entityKindOf('dashboard'),
  members: ['description', 'service', 'serviceType', 'owners', 'domains', 'tags', 'certification'],
  columns: ['displayName', 'service', 'owners', 'domains', 'tags', 'charts', 'version', 'updatedAt'],
  filters: ['service', 'owner', 'tag', 'domain'],
  hasProperties: true,
  hasFiles: true,
  hasSelection: true,
  explanation:
    'A dashboard here is an entry about a dashboard in a tool such as Superset: what it shows, who owns it, which charts are on it.',
}

export const chartList: ListKind = {
  ...entityKindOf('chart'),
  members: ['description', 'chartType', 'service', 'serviceType', 'owners', 'domains', 'tags', 'certification'],
  columns: [
    'displayName',
    'chartType',
    'service',
    'owners',
    'domains',
    'tags',
    { name: 'dashboards', header: 'Used on', width: 'w-20' },
    { name: 'version', hideBelow: '2xl' },
    'updatedAt',
  ],
  filters: ['service', 'owner', 'tag', 'domain'],
  hasProperties: true,
  hasFiles: true,
  hasSelection: true,
  explanation:
    'A chart is one picture or table that dashboards show. Charts usually come with an import or an ingestion.',
}

export const serviceList: ListKind = {
  ...entityKindOf('dashboardService'),
  members: ['description', 'serviceType', 'owners', 'domains', 'tags'],
  columns: [
    'displayName',
    'serviceType',
    'owners',
    'domains',
    'tags',
    { name: 'dashboards', width: 'w-24', hideBelow: undefined },
    { name: 'charts', width: 'w-24', hideBelow: undefined },
    'version',
    'updatedAt',
  ],
  filters: ['owner', 'tag', 'domain'],
  hasProperties: true,
  hasFiles: false,
  hasSelection: false,
  explanation:
    'A service is one installation of a tool: your Superset, your Grafana. Dashboards and charts live in one.',
}
