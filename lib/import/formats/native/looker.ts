/** Looker: LookML dashboards, and what its API answers. The CSV of System Activity is a table like others. */
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
  treesIn,
  treesOf,
} from '@/lib/import/formats/native/native'

export const looker: Native = { tool: 'Looker', read: (documents) => readLookml(documents) ?? readAnswers(documents) }

const isLookml = (thing: Tree): boolean =>
  typeof thing.dashboard === 'string' && ['elements', 'extends', 'title', 'extension'].some((member) => member in thing)

function readLookml(documents: readonly Document[]): Found | undefined {
  const found = new Map(
    treesIn(documents)
      .flatMap(({ value }) => treesOf(value))
      .filter(isLookml)
      .map((thing) => [String(thing.dashboard), thing]),
  )
  if (found.size === 0) return undefined
  const charts = new Map<string, ChartItem>()
  const elsewhere: string[] = []
  let texts = 0
  const shownOn = (name: string, depth = 10): string[] => {
    const thing = found.get(name)
    if (thing === undefined || depth === 0) return []
    const inherited = extendedBy(thing).flatMap((base) => shownOn(base, depth - 1))
    const own = treesOf(thing.elements).flatMap((element, at) => {
      if (element.type === 'text' || element.type === 'button') return []
      const title = textOf(element.title) ?? textOf(element.name)
      const chart = `${name}:${textOf(element.name) ?? textOf(element.title) ?? at + 1}`
      const description = textOf(element.note_text) ?? textOf(treeOf(element.note).text)
      charts.set(chart, { name: chart, displayName: title, description, chartType: chartTypeOf(textOf(element.type)) })
      return [chart]
    })
    return [...inherited, ...own]
  }
  const dashboards = [...found].map(([name, thing]): DashboardItem => {
    texts += treesOf(thing.elements).filter(({ type }) => type === 'text' || type === 'button').length
    const missing = extendedBy(thing).filter((base) => !found.has(base))
    if (missing.length > 0)
      elsewhere.push(`what “${name}” takes over from “${missing.join('”, “')}”, which is in another file`)
    return {
      name,
      displayName: textOf(thing.title),
      description: textOf(thing.description),
      charts: shownOn(name),
    }
  })
  return {
    what: 'LookML',
    dashboards,
    charts: [...charts.values()],
    fields: lookmlNotes,
    leftOut: [...leftOutOf(texts, 'text element'), ...elsewhere],
  }
}

const extendedBy = ({ extends: bases }: Tree): string[] => {
  const one = textOf(bases)
  return one === undefined ? textsOf(bases) : [one]
}

const lookmlNotes = [
  ...fieldNotes('dashboards', [
    ['dashboard', 'name', 'The file does not tell its model'],
    ['title', 'displayName'],
    ['description', 'description'],
    ['elements, extends', 'charts', 'Also those of a dashboard that it extends, where that is in the files'],
    ['filters, layout', null, 'There is no field for it'],
  ]),
  ...fieldNotes('charts', [
    ['name of the dashboard and of the element', 'name'],
    ['title', 'displayName'],
    ['note_text', 'description'],
    ['type', 'chartType'],
    ['model, explore, fields', null, 'There is no field for it'],
  ]),
]

const isAnswer = (thing: Tree): boolean =>
  typeof thing.title === 'string' &&
  textOf(thing.id) !== undefined &&
  (Array.isArray(thing.dashboard_elements) ||
    'lookml_link_id' in thing ||
    ('folder' in thing && ('user_id' in thing || 'preferred_viewer' in thing || 'content_metadata_id' in thing)))

function readAnswers(documents: readonly Document[]): Found | undefined {
  const things = thingsOf(documents).filter(isAnswer)
  if (things.length === 0) return undefined
  const living = things.filter(({ deleted }) => deleted !== true)
  const charts = new Map<string, ChartItem>()
  let texts = 0
  const dashboards = living.map((thing): DashboardItem => {
    const id = textOf(thing.id) ?? ''
    const shown = treesOf(thing.dashboard_elements).flatMap((element, at) => {
      if (element.deleted === true) return []
      if (element.type === 'text' || element.type === 'button') {
        texts += 1
        return []
      }
      const chart = textOf(element.id) ?? `${id}:${at + 1}`
      charts.set(chart, elementOf(chart, element))
      return [chart]
    })
    return {
      name: id,
      displayName: textOf(thing.title),
      description: textOf(thing.description),
      sourceUrl: textOf(thing.url) ?? `/dashboards/${id}`,
      project: textOf(treeOf(thing.folder).name) ?? textOf(treeOf(thing.space).name),
      charts: shown,
    }
  })
  return {
    what: 'Looker API answer',
    dashboards,
    charts: [...charts.values()],
    fields: answerNotes,
    leftOut: [...leftOutOf(things.length - living.length, 'deleted dashboard'), ...leftOutOf(texts, 'text element')],
  }
}

function elementOf(name: string, element: Tree): ChartItem {
  const look = treeOf(element.look)
  const queries = [element.result_maker, element.query, look.query].map(treeOf)
  const type = queries.map(({ vis_config: config }) => textOf(treeOf(config).type)).find((one) => one !== undefined)
  return {
    name,
    displayName: textOf(element.title) ?? textOf(look.title) ?? 'Untitled tile',
    description: textOf(element.note_text) ?? textOf(look.description),
    chartType: chartTypeOf(type),
  }
}

const answerNotes = [
  ...fieldNotes('dashboards', [
    ['id', 'name', 'Of a LookML dashboard, model::name, it becomes model.name: a name here holds no “::”'],
    ['title', 'displayName'],
    ['description', 'description'],
    ['url, id', 'sourceUrl'],
    ['folder.name', 'project'],
    ['dashboard_elements', 'charts'],
    ['user_id', null, 'It is a number, and the file does not tell whose'],
  ]),
  ...fieldNotes('charts', [
    ['id', 'name'],
    ['title, look.title', 'displayName'],
    ['note_text', 'description'],
    ['vis_config.type', 'chartType'],
    ['query', null, 'There is no field for it'],
  ]),
]
