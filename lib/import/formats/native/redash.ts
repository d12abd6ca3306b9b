/** Redash: what its API answers. */
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
  textsOf,
  thingsOf,
  treeOf,
  treesOf,
} from '@/lib/import/formats/native/native'

export const redash: Native = { tool: 'Redash', read }

const isDashboard = (thing: Tree): boolean =>
  typeof thing.slug === 'string' &&
  typeof thing.name === 'string' &&
  'widgets' in thing &&
  textOf(thing.id) !== undefined

function read(documents: readonly Document[]): Found | undefined {
  const things = thingsOf(documents).filter(isDashboard)
  if (things.length === 0) return undefined
  const living = things.filter(({ is_archived: archived }) => archived !== true)
  const charts = new Map<string, ChartItem>()
  const left = { texts: 0, restricted: 0 }
  const dashboards = living.map((thing): DashboardItem => {
    const id = textOf(thing.id) ?? ''
    const shown = treesOf(thing.widgets).flatMap((widget) => {
      const chart = chartOf(treeOf(widget.visualization))
      if (widget.restricted === true) left.restricted += 1
      else if (chart === undefined) left.texts += 1
      if (chart === undefined) return []
      charts.set(chart.name, chart)
      return [chart.name]
    })
    const person = treeOf(thing.user)
    const owner = textOf(person.email)
    return {
      name: id,
      displayName: textOf(thing.name),
      sourceUrl: `/dashboards/${id}-${encodeURIComponent(String(thing.slug))}`,
      owners: owner === undefined ? undefined : [owner],
      tags: textsOf(thing.tags),
      charts: shown,
    }
  })
  return {
    what: 'Redash API answer',
    dashboards,
    charts: [...charts.values()],
    fields: [
      ...fieldNotes('dashboards', [
        ['id', 'name'],
        ['name', 'displayName'],
        ['id, slug', 'sourceUrl'],
        ['user.email', 'owners'],
        ['tags', 'tags'],
        ['widgets', 'charts', 'A list of dashboards comes without them'],
        ['is_draft', null, 'There is no field for it'],
      ]),
      ...fieldNotes('charts', [
        ['visualization.id', 'name'],
        ['query.name, visualization.name', 'displayName'],
        ['visualization.description', 'description'],
        ['visualization.type', 'chartType'],
        ['query.id, visualization.id', 'sourceUrl'],
      ]),
    ],
    leftOut: [
      ...leftOutOf(things.length - living.length, 'archived dashboard'),
      ...leftOutOf(left.texts, 'text box', 'text boxes'),
      ...leftOutOf(
        left.restricted,
        'widget that whoever exported may not see',
        'widgets that whoever exported may not see',
      ),
    ],
  }
}

function chartOf({ id, name, type, description, options, query }: Tree): ChartItem | undefined {
  const key = textOf(id)
  if (key === undefined) return undefined
  const { id: queryId, name: queryName } = treeOf(query)
  const [title, of] = [textOf(name), textOf(queryName)]
  // A query's table is called "Table" on every dashboard.
  const displayName = of === undefined ? title : title === undefined ? of : `${of}: ${title}`
  const kind = textOf(treeOf(options).globalSeriesType) ?? textOf(type)
  const link = textOf(queryId) === undefined ? undefined : `/queries/${textOf(queryId)}#${key}`
  return { name: key, displayName, description: textOf(description), sourceUrl: link, chartType: chartTypeOf(kind) }
}
