/** DataHub's metadata files: snapshots (MCE) or aspects (MCP), of dashboards and charts of any tool. */
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
  treeOf,
  treesIn,
  treesOf,
} from '@/lib/import/formats/native/native'

export const datahub: Native = { tool: 'CustomDashboard', read }

/** Everything said of one thing, by the last word of what it is called there. */
type Aspects = Map<string, Tree>

const shortName = (name: string): string =>
  (name.split('.').at(-1) ?? name).replace(/^./, (first) => first.toLowerCase())

function read(documents: readonly Document[]): Found | undefined {
  const things = new Map<string, Aspects>()
  const say = (urn: string, aspect: string, value: Tree) => {
    const known = things.get(urn) ?? new Map()
    things.set(urn, known.set(shortName(aspect), value))
  }
  for (const { value } of treesIn(documents)) {
    for (const entry of Array.isArray(value) ? treesOf(value) : treesOf([value])) {
      for (const snapshot of treesOf(Object.values(treeOf(entry.proposedSnapshot))))
        for (const aspect of treesOf(snapshot.aspects))
          for (const [name, said] of Object.entries(aspect)) say(textOf(snapshot.urn) ?? '', name, treeOf(said))
      const urn = textOf(entry.entityUrn)
      if (urn !== undefined && typeof entry.aspectName === 'string')
        say(urn, entry.aspectName, treeOf(treeOf(entry.aspect).json ?? entry.aspect))
    }
  }
  const of = (type: string) => [...things].filter(([urn]) => urn.startsWith(`urn:li:${type}:`))
  const [boards, slices] = [of('dashboard'), of('chart')]
  const living = ([, aspects]: [string, Aspects]): boolean => aspects.get('status')?.removed !== true
  const dashboards = boards.filter(living).map(dashboardOf)
  const charts = slices.filter(living).map(chartOf)
  if (dashboards.length + charts.length === 0) return undefined
  const tools = new Set([...boards, ...slices].map(([urn]) => partsOf(urn)[0]))
  return {
    what: 'DataHub file',
    dashboards,
    charts,
    besides: `from ${[...tools].join(', ')}`,
    fields: [
      ...fieldNotes('dashboards', [
        ['urn', 'name', 'The id in it'],
        ['dashboardInfo.title', 'displayName'],
        ['dashboardInfo.description', 'description'],
        ['dashboardUrl, externalUrl', 'sourceUrl'],
        ['ownership', 'owners', 'People; groups are left out'],
        ['globalTags', 'tags'],
        ['dashboardInfo.charts', 'charts'],
      ]),
      ...fieldNotes('charts', [
        ['urn', 'name'],
        ['chartInfo.title', 'displayName'],
        ['chartInfo.description', 'description'],
        ['chartInfo.type', 'chartType'],
        ['chartInfo.inputs', null, 'There is no field for it'],
      ]),
    ],
    leftOut: leftOutOf(things.size - boards.length - slices.length, 'thing of another kind', 'things of other kinds'),
  }
}

/** `urn:li:dashboard:(looker,dashboards.19)`: the tool and the id. */
const partsOf = (urn: string): [tool: string, id: string] => {
  const [, tool = 'unknown', id = urn] = /^urn:li:\w+:\(([^,]+),(.*)\)$/.exec(urn) ?? []
  return [tool, id.replace(/,(?:PROD|DEV|QA|TEST|UAT|EI|PRE|STG|NON_PROD|CORP)$/, '')]
}

/** Written as it is, or as `{"string": …}`. */
const said = (value: unknown): string | undefined => textOf(value) ?? textOf(treeOf(value).string)

function itemOf(urn: string, aspects: Aspects, info: Tree, edited: string): ChartItem {
  const own = aspects.get(edited) ?? {}
  return {
    name: partsOf(urn)[1],
    displayName: said(info.title),
    description: said(own.description) ?? said(info.description),
    sourceUrl: said(info.dashboardUrl) ?? said(info.chartUrl) ?? said(info.externalUrl),
    owners: treesOf(aspects.get('ownership')?.owners).flatMap(
      ({ owner }) => /^urn:li:corpuser:(.+)$/.exec(String(owner))?.[1] ?? [],
    ),
    tags: treesOf(aspects.get('globalTags')?.tags).flatMap(
      ({ tag }) => /^urn:li:tag:(.+)$/.exec(String(tag))?.[1] ?? [],
    ),
  }
}

function dashboardOf([urn, aspects]: [string, Aspects]): DashboardItem {
  const info = aspects.get('dashboardInfo') ?? {}
  const edges = treesOf(info.chartEdges).flatMap(({ destinationUrn }) => textOf(destinationUrn) ?? [])
  const listed = listOf(info.charts).flatMap((chart) => said(chart) ?? [])
  const charts = [...listed, ...edges].map((chart) => partsOf(chart)[1])
  return { ...itemOf(urn, aspects, info, 'editableDashboardProperties'), charts }
}

function chartOf([urn, aspects]: [string, Aspects]): ChartItem {
  const info = aspects.get('chartInfo') ?? {}
  const type = textOf(info.type) ?? textOf(Object.values(treeOf(info.type))[0])
  return { ...itemOf(urn, aspects, info, 'editableChartProperties'), chartType: chartTypeOf(type) }
}
