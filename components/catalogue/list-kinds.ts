import type { FilterKey } from '@/components/catalogue/list-url'
import { chartKind, dashboardKind, type EntityKind, serviceKind } from '@/components/entity/entity-kind'

/** The three lists of the catalogue. */
export type ListKind = 'dashboards' | 'charts' | 'services'

/** What is particular to one list besides its columns. */
export interface ListKindFacts extends EntityKind {
  readonly href: string
  /** Members its columns need, as the API takes them. */
  readonly fields: string
  readonly filters: readonly FilterKey[]
  /** What such a thing is, for somebody who has none yet. */
  readonly explanation: string
}

export const listKinds: Readonly<Record<ListKind, ListKindFacts>> = {
  dashboards: {
    ...dashboardKind,
    href: '/dashboards',
    fields: 'owners,tags,domains',
    filters: ['service', 'owner', 'tag', 'domain'],
    explanation:
      'A dashboard here is an entry about a dashboard in a tool such as Superset: what it shows, who owns it, which charts are on it.',
  },
  charts: {
    ...chartKind,
    href: '/charts',
    fields: 'owners,tags,domains',
    filters: ['service', 'owner', 'tag', 'domain'],
    explanation:
      'A chart is one picture or table that dashboards show. Charts usually come with an import or an ingestion.',
  },
  services: {
    ...serviceKind,
    href: '/services',
    fields: 'owners,tags,domains',
    filters: ['owner', 'tag', 'domain'],
    explanation:
      'A service is one installation of a tool: your Superset, your Grafana. Dashboards and charts live in one.',
  },
}
