/** Lightdash: dashboards and charts as code (YAML), in one folder or nested by space. */
import { chartTypeOf } from '@/lib/import/formats/native/chart-types'
import {
  type ChartItem,
  type DashboardItem,
  type Document,
  type Found,
  fieldNotes,
  leftOutOf,
  type Native,
  type Tree,
  textOf,
  treeOf,
  treesIn,
  treesOf,
} from '@/lib/import/formats/native/native'

export const lightdash: Native = { tool: 'Lightdash', read }

const isDashboard = (tree: Tree): boolean =>
  textOf(tree.slug) !== undefined &&
  Array.isArray(tree.tiles) &&
  ('spaceSlug' in tree || tree.contentType === 'dashboard')
const isChart = (tree: Tree): boolean =>
  textOf(tree.slug) !== undefined &&
  !('tiles' in tree) &&
  ('chartConfig' in tree || 'sql' in tree) &&
  'spaceSlug' in tree

function read(documents: readonly Document[]): Found | undefined {
  const trees = treesIn(documents).map(({ value }) => treeOf(value))
  const [boards, saved] = [trees.filter(isDashboard), trees.filter(isChart)]
  if (boards.length + saved.length === 0) return undefined
  const charts = new Map<string, ChartItem>()
  for (const chart of saved) charts.set(textOf(chart.slug) ?? '', { ...itemOf(chart), chartType: typeOf(chart) })
  let others = 0
  const dashboards = boards.map((board): DashboardItem => {
    const shown = treesOf(board.tiles).flatMap(({ properties }) => {
      const { chartSlug, chartName, title } = treeOf(properties)
      const slug = textOf(chartSlug)
      if (slug === undefined) others += 1
      else if (!charts.has(slug))
        charts.set(slug, { name: slug, displayName: textOf(title) ?? textOf(chartName) ?? slug })
      return slug ?? []
    })
    return { ...itemOf(board), charts: shown }
  })
  return {
    what: 'Lightdash export',
    dashboards,
    charts: [...charts.values()],
    fields: [
      ...fieldNotes('dashboards', [
        ['slug', 'name'],
        ['name', 'displayName'],
        ['description', 'description'],
        ['spaceSlug', 'project'],
        ['tiles', 'charts'],
        ['filters', null, 'There is no field for it'],
      ]),
      ...fieldNotes('charts', [
        ['slug', 'name'],
        ['name', 'displayName'],
        ['description', 'description'],
        ['spaceSlug', null, 'A chart here has no project'],
        ['chartConfig', 'chartType'],
        ['metricQuery, sql', null, 'There is no field for it'],
      ]),
    ],
    leftOut: leftOutOf(others, 'tile without a chart (Markdown, Loom)', 'tiles without a chart (Markdown, Loom)'),
  }
}

const itemOf = (tree: Tree): ChartItem => ({
  name: textOf(tree.slug) ?? '',
  displayName: textOf(tree.name),
  description: textOf(tree.description),
  project: textOf(tree.spaceSlug)?.replaceAll('/', ' / '),
})

/** A chart of rows and columns says by its series what it looks like. */
function typeOf({ chartConfig }: Tree): string | undefined {
  const { type, config } = treeOf(chartConfig)
  const [series] = treesOf(treeOf(treeOf(config).eChartsConfig).series)
  return chartTypeOf(textOf(series?.type) ?? textOf(type))
}
