/**
 * Every entity type, what it is called and where its calls and pages are. Plain data, which first views and addresses of
 * pages need without the schemas of the definitions (`registry.ts`).
 */

export interface TypeAddress {
  /** As its place in the table. */
  readonly type: string
  /** URL segment below `/api/v1`, and the name in messages to people (`label` is its singular in prose). */
  readonly collection: string
  /** Public path below `/api/v1` when it is not the collection: `services/dashboardServices`. */
  readonly path: string
  readonly label: string
  /** What screens call one, where they are briefer. */
  readonly one?: string
  /** Over lists and pages, where the plural of that would not say enough. */
  readonly title?: string
  /** Of its pages; nothing where it has none. */
  readonly folder?: string
  /** It is listed and made in the settings. */
  readonly isInSettings?: true
  /** Whoever deletes one softly disables it, and it is said so: accounts (decision 028). */
  readonly isDisabled?: true
}

/** In the order in which many of several types are told: what holds others first. */
export const addresses = {
  dashboardService: {
    type: 'dashboardService',
    collection: 'dashboardServices',
    path: 'services/dashboardServices',
    label: 'dashboard service',
    one: 'service',
    folder: 'services',
  },
  dashboard: {
    type: 'dashboard',
    collection: 'dashboards',
    path: 'dashboards',
    label: 'dashboard',
    folder: 'dashboards',
  },
  chart: { type: 'chart', collection: 'charts', path: 'charts', label: 'chart', folder: 'charts' },
  dashboardDataModel: {
    type: 'dashboardDataModel',
    collection: 'dashboardDataModels',
    path: 'dashboard/datamodels',
    label: 'data model',
  },
  ingestionPipeline: {
    type: 'ingestionPipeline',
    collection: 'ingestionPipelines',
    path: 'services/ingestionPipelines',
    label: 'ingestion pipeline',
  },
  classification: {
    type: 'classification',
    collection: 'classifications',
    path: 'classifications',
    label: 'classification',
    folder: 'classifications',
    isInSettings: true,
  },
  tag: { type: 'tag', collection: 'tags', path: 'tags', label: 'tag', folder: 'tags', isInSettings: true },
  glossary: {
    type: 'glossary',
    collection: 'glossaries',
    path: 'glossaries',
    label: 'glossary',
    folder: 'glossaries',
    isInSettings: true,
  },
  glossaryTerm: {
    type: 'glossaryTerm',
    collection: 'glossaryTerms',
    path: 'glossaryTerms',
    label: 'glossary term',
    one: 'term',
    title: 'Glossary terms',
    folder: 'terms',
    isInSettings: true,
  },
  domain: {
    type: 'domain',
    collection: 'domains',
    path: 'domains',
    label: 'domain',
    folder: 'domains',
    isInSettings: true,
  },
  dataProduct: {
    type: 'dataProduct',
    collection: 'dataProducts',
    path: 'dataProducts',
    label: 'data product',
    folder: 'data-products',
    isInSettings: true,
  },
  team: { type: 'team', collection: 'teams', path: 'teams', label: 'team', folder: 'teams', isInSettings: true },
  user: {
    type: 'user',
    collection: 'users',
    path: 'users',
    label: 'user',
    folder: 'users',
    isInSettings: true,
    isDisabled: true,
  },
  role: { type: 'role', collection: 'roles', path: 'roles', label: 'role' },
  policy: { type: 'policy', collection: 'policies', path: 'policies', label: 'policy' },
  bot: { type: 'bot', collection: 'bots', path: 'bots', label: 'bot' },
  type: { type: 'type', collection: 'types', path: 'metadata/types', label: 'type' },
} as const satisfies Readonly<Record<string, TypeAddress>>

/** Of any type, with what only some have. */
export const addressOf = (type: keyof typeof addresses): TypeAddress => addresses[type]

/** "service", in prose. */
export const oneOf = (type: keyof typeof addresses): string => addressOf(type).one ?? addresses[type].label
