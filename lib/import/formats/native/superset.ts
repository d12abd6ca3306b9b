/** Superset: its export (a ZIP of YAML, or files of it), and what its API answers. */
import { chartTypeOf } from '@/lib/import/formats/native/chart-types'
import {
  type ChartItem,
  type DashboardItem,
  type Document,
  type Found,
  fieldNotes,
  leftOutOf,
  listOf,
  type Native,
  type Tree,
  textOf,
  textsOf,
  thingsIn,
  treeOf,
  treesIn,
  treesOf,
  withCertification,
} from '@/lib/import/formats/native/native'
import { counted } from '@/lib/model/rules/counted'

export const superset: Native = { tool: 'Superset', read }

const isDashboard = (thing: Tree): boolean => typeof thing.dashboard_title === 'string'
const isChart = (thing: Tree): boolean => typeof thing.slice_name === 'string' && 'viz_type' in thing

function read(documents: readonly Document[]): Found | undefined {
  const trees = treesIn(documents).map(({ value }) => value)
  const things = trees.flatMap((value) => thingsIn(value))
  const dashboards = things.filter(isDashboard)
  const charts = things.filter(isChart)
  if (dashboards.length + charts.length === 0) return undefined
  // A file of the export has no id of an instance, and an answer has.
  const isAnswer = [...dashboards, ...charts].every(({ id }) => textOf(id) !== undefined)
  const key = isAnswer ? 'id' : 'uuid'
  const rows = new Map<string, ChartItem>()
  for (const chart of charts) {
    const row = chartOf(chart, key)
    if (row !== undefined) rows.set(row.name, row)
  }
  const items = dashboards.flatMap((dashboard) => dashboardOf(dashboard, key, rows) ?? [])
  const withoutKey =
    dashboards.length - items.length + charts.filter((chart) => textOf(chart[key]) === undefined).length
  const databases = trees.filter((tree) => typeof treeOf(tree).database_name === 'string').length
  const datasets = trees.filter((tree) => typeof treeOf(tree).table_name === 'string').length
  const texts = dashboards.flatMap(layoutOf).filter(({ type }) => type === 'MARKDOWN').length
  return {
    what: isAnswer ? 'Superset API answer' : 'Superset export',
    dashboards: items,
    charts: [...rows.values()],
    ...(databases > 0 && { besides: `from ${counted(databases, 'database')}` }),
    fields: notesOf(key),
    leftOut: [
      ...leftOutOf(texts, 'text box', 'text boxes'),
      ...leftOutOf(datasets, 'dataset'),
      ...leftOutOf(databases, 'database connection'),
      ...leftOutOf(withoutKey, `thing without ${key}`, `things without ${key}`),
    ],
  }
}

const notesOf = (key: string) => [
  ...fieldNotes('dashboards', [
    [key, 'name', 'It stays when the dashboard is renamed; where there is none, the slug'],
    ['dashboard_title', 'displayName'],
    ['description', 'description'],
    ['certified_by, certification_details', 'description', 'As its last lines'],
    ['url, external_url, slug', 'sourceUrl'],
    ['owners', 'owners', 'Where they come with an address or a name to sign in by'],
    ['tags', 'tags'],
    ['position', 'charts', 'In the order of the layout'],
    ['published, css, metadata', null, 'There is no field for it'],
  ]),
  ...fieldNotes('charts', [
    [key, 'name'],
    ['slice_name', 'displayName'],
    ['description', 'description'],
    ['viz_type', 'chartType'],
    ['url', 'sourceUrl'],
    ['params, query_context, dataset_uuid', null, 'There is no field for it'],
  ]),
]

const ownersOf = (value: unknown): string[] =>
  treesOf(value).flatMap(({ email, username }) => textOf(email) ?? textOf(username) ?? [])

/** Without those that the system gives of itself: kinds, owners. */
const tagsOf = (value: unknown): string[] =>
  treesOf(value).flatMap(({ name, type }) =>
    type === 'type' || type === 'owner' || Number(type) > 1 ? [] : (textOf(name) ?? []),
  )

const certified = (thing: Tree): string | undefined => {
  const by = textOf(thing.certified_by)
  const said = by === undefined ? undefined : `Certified by ${by}`
  return withCertification(textOf(thing.description), said, textOf(thing.certification_details))
}

function chartOf(chart: Tree, key: string): ChartItem | undefined {
  const name = textOf(chart[key])
  if (name === undefined) return undefined
  return {
    name,
    displayName: textOf(chart.slice_name),
    description: certified(chart),
    sourceUrl: textOf(chart.url) ?? textOf(chart.external_url),
    owners: ownersOf(chart.owners),
    tags: tagsOf(chart.tags),
    chartType: chartTypeOf(textOf(chart.viz_type)),
  }
}

function dashboardOf(dashboard: Tree, key: string, rows: Map<string, ChartItem>): DashboardItem | undefined {
  const name = textOf(dashboard[key]) ?? textOf(dashboard.slug)
  if (name === undefined) return undefined
  const charts = layoutOf(dashboard).flatMap(({ type, meta }) => {
    const { uuid, chartId, sliceName, sliceNameOverride } = treeOf(meta)
    const chart = type === 'CHART' ? textOf(key === 'id' ? chartId : uuid) : undefined
    if (chart === undefined) return []
    // A single dashboard comes without its charts; the layout knows what they are called.
    const displayName = textOf(sliceName) ?? textOf(sliceNameOverride)
    if (!rows.has(chart)) rows.set(chart, { name: chart, displayName })
    return [chart]
  })
  const slug = textOf(dashboard.slug)
  return {
    name,
    displayName: textOf(dashboard.dashboard_title),
    description: certified(dashboard),
    sourceUrl:
      textOf(dashboard.external_url) ??
      textOf(dashboard.url) ??
      (slug === undefined ? undefined : `/superset/dashboard/${encodeURIComponent(slug)}/`),
    owners: ownersOf(dashboard.owners),
    tags: [...tagsOf(dashboard.tags), ...textsOf(dashboard.tags)],
    charts,
  }
}

/** What is on it, from top to bottom. */
function layoutOf(dashboard: Tree): Tree[] {
  const position = treeOf(dashboard.position ?? parsed(dashboard.position_json))
  const seen = new Set<string>()
  const walk = (id: string): Tree[] => {
    if (seen.has(id)) return []
    seen.add(id)
    const node = treeOf(position[id])
    return [node, ...listOf(node.children).flatMap((child) => walk(String(child)))]
  }
  return ['ROOT_ID', ...Object.keys(position)].flatMap(walk)
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return undefined
  try {
    return JSON.parse(value)
  } catch {
    return undefined // a layout that is broken shows nothing
  }
}
