/** OpenMetadata's sample files: dashboards and the charts on them, by name, in one file or two. Other files of its own are tables. */
import {
  type ChartItem,
  type DashboardItem,
  type Document,
  type Found,
  fieldNotes,
  type Item,
  listOf,
  type Native,
  type Tree,
  textOf,
  treeOf,
  treesIn,
  treesOf,
} from '@/lib/import/formats/native/native'
import { chartType } from '@/lib/model/entities/chart'
import { unquoteName } from '@/lib/model/rules/fqn'

export const openMetadata: Native = { tool: 'CustomDashboard', read }

const named = (things: readonly Tree[]): boolean =>
  things.length > 0 && things.every(({ name, service }) => typeof name === 'string' && service === undefined)

function read(documents: readonly Document[]): Found | undefined {
  const trees = treesIn(documents).map(({ value }) => treeOf(value))
  const boards = trees.flatMap(({ dashboards }) => treesOf(dashboards))
  const slices = trees.flatMap(({ charts }) => treesOf(charts))
  if (!named(boards) || !named(slices)) return undefined
  return {
    what: 'OpenMetadata sample',
    dashboards: boards.map(
      (board): DashboardItem => ({ ...itemOf(board), project: textOf(board.project), charts: namesIn(board.charts) }),
    ),
    charts: slices.map((slice): ChartItem => {
      const known = chartType.safeParse(slice.chartType)
      return { ...itemOf(slice), ...(known.success && { chartType: known.data }) }
    }),
    fields: [
      ...fieldNotes('dashboards', [
        ['name', 'name'],
        ['displayName', 'displayName'],
        ['description', 'description'],
        ['sourceUrl, dashboardUrl', 'sourceUrl'],
        ['project', 'project'],
        ['charts', 'charts'],
      ]),
      ...fieldNotes('charts', [
        ['name', 'name'],
        ['displayName', 'displayName'],
        ['description', 'description'],
        ['sourceUrl, chartUrl', 'sourceUrl'],
        ['chartType', 'chartType'],
      ]),
    ],
    leftOut: [],
  }
}

const itemOf = (thing: Tree): Item => ({
  name: textOf(thing.name) ?? '',
  displayName: textOf(thing.displayName),
  description: textOf(thing.description),
  sourceUrl: textOf(thing.sourceUrl) ?? textOf(thing.dashboardUrl) ?? textOf(thing.chartUrl),
})

/** By name, or by a name that begins with the service. */
const namesIn = (value: unknown): string[] =>
  listOf(value).flatMap((chart) => {
    const name = textOf(chart) ?? textOf(treeOf(chart).fullyQualifiedName) ?? textOf(treeOf(chart).name)
    const last = /(?:"(?:[^"]|"")+"|[^.]+)$/.exec(name ?? '')?.[0]
    return last === undefined ? [] : unquoteName(last)
  })
