/** Grafana: dashboards as files (classic, V1, V2), and what its API answers. */
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
import { counted } from '@/lib/model/rules/counted'

export const grafana: Native = { tool: 'Grafana', read }

/** A dashboard, whatever its shape, with what is round it. */
interface Board {
  readonly uid: string | undefined
  readonly spec: Tree
  readonly folder?: string | undefined
  readonly url?: string | undefined
}

const isClassic = (thing: Tree): boolean =>
  typeof thing.title === 'string' &&
  (Array.isArray(thing.panels) || Array.isArray(thing.rows)) &&
  ['schemaVersion', 'templating', 'timepicker', '__inputs'].some((member) => member in thing)

const isResource = ({ apiVersion, kind }: Tree): boolean =>
  String(apiVersion).startsWith('dashboard.grafana.app/') && kind === 'Dashboard'

const isFolder = ({ type, uid }: Tree): boolean => type === 'dash-folder' && uid !== undefined
const isHit = ({ type, uid }: Tree): boolean => type === 'dash-db' && uid !== undefined

function boardsIn(thing: Tree): Board[] {
  const { dashboard, meta, metadata, spec } = thing
  if (isResource(thing)) {
    const { name } = treeOf(metadata)
    return [{ uid: textOf(name), spec: treeOf(spec) }]
  }
  if (isClassic(treeOf(dashboard))) {
    const { folderTitle, url } = treeOf(meta)
    const { uid } = treeOf(dashboard)
    return [{ uid: textOf(uid), spec: treeOf(dashboard), folder: textOf(folderTitle), url: textOf(url) }]
  }
  if (isClassic(thing)) return [{ uid: textOf(thing.uid), spec: thing }]
  if (!isHit(thing)) return []
  return [{ uid: textOf(thing.uid), spec: thing, folder: textOf(thing.folderTitle), url: textOf(thing.url) }]
}

function read(documents: readonly Document[]): Found | undefined {
  const things = thingsOf(documents)
  const boards = things.flatMap(boardsIn)
  if (boards.length === 0) return undefined
  const charts: ChartItem[] = []
  const left = { copies: 0, unnamed: 0, withoutData: new Map<string, number>() }
  const taken = new Set<string>()
  const dashboards = boards.flatMap(({ uid, spec, folder, url }): DashboardItem[] => {
    const title = textOf(spec.title)
    const name = uid ?? (title === undefined ? undefined : slugOf(title))
    if (name === undefined || taken.has(name)) {
      left.unnamed += 1
      return []
    }
    taken.add(name)
    const panels = panelsOf(spec).filter(({ isCopy }) => !isCopy)
    left.copies += panelsOf(spec).length - panels.length
    const link = url ?? (uid === undefined ? undefined : `/d/${encodeURIComponent(uid)}`)
    const shown = panels.flatMap((panel, index) => {
      if (!showsData(panel)) {
        const { type = '' } = panel
        left.withoutData.set(type, (left.withoutData.get(type) ?? 0) + 1)
        return []
      }
      return [chartOf(panel, index, name, uid)]
    })
    charts.push(...shown)
    return [
      {
        name,
        displayName: title === undefined ? undefined : readable(title),
        description: textOf(spec.description),
        sourceUrl: link,
        project: folder,
        tags: textsOf(spec.tags),
        charts: shown.map((chart) => chart.name),
      },
    ]
  })
  return {
    what: 'Grafana export',
    dashboards,
    charts,
    fields: notes,
    leftOut: [
      ...leftOutOf(things.filter(isFolder).length, 'folder'),
      ...leftOutOf(left.copies, 'panel that a repetition made', 'panels that repetitions made'),
      ...[...left.withoutData].map(([type, count]) =>
        counted(count, `${type} panel, which shows no data`, `${type} panels, which show no data`),
      ),
      ...leftOutOf(
        left.unnamed,
        'dashboard that comes twice or has no uid and no title',
        'dashboards that come twice or have no uid and no title',
      ),
    ],
  }
}

const notes = [
  ...fieldNotes('dashboards', [
    ['uid', 'name', 'Without one the title in small letters'],
    ['title', 'displayName', 'Variables stay as they are written there'],
    ['description', 'description'],
    ['uid, meta.url', 'sourceUrl'],
    ['meta.folderTitle', 'project', 'A file of a dashboard does not tell its folder'],
    ['tags', 'tags'],
    ['panels', 'charts', 'Those in rows and tabs too, not texts, news and lists of dashboards, alerts or annotations'],
    ['templating, annotations, time', null, 'There is no field for it'],
  ]),
  ...fieldNotes('charts', [
    ['uid and id of the panel', 'name'],
    ['title', 'displayName', 'A library panel without a title is called as in the library, another one by its kind'],
    ['description', 'description'],
    ['type', 'chartType'],
    ['uid and id of the panel', 'sourceUrl'],
    ['targets, fieldConfig', null, 'There is no field for it'],
  ]),
]

/** Kinds of panels that Grafana asks no data for: texts, and lists of what else there is in it. */
const withoutData: ReadonlySet<string | undefined> = new Set([
  'text',
  'news',
  'dashlist',
  'pluginlist',
  'alertlist',
  'annolist',
  'gettingstarted',
  'welcome',
])
const showsData = ({ type }: Panel): boolean => !withoutData.has(type)

interface Panel {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly description: string | undefined
  readonly type: string | undefined
  /** Drawn for one value of a variable, by the panel that repeats. */
  readonly isCopy: boolean
}

function panelsOf(spec: Tree): Panel[] {
  const elements = treesOf(Object.values(treeOf(spec.elements)))
  if (elements.length > 0) return elements.map(newPanel)
  const rows = treesOf(spec.rows).flatMap(({ panels }) => treesOf(panels))
  return [...treesOf(spec.panels), ...rows].flatMap((panel) =>
    panel.type === 'row' ? treesOf(panel.panels).map(classicPanel) : [classicPanel(panel)],
  )
}

function classicPanel(panel: Tree): Panel {
  const { name, uid } = treeOf(panel.libraryPanel)
  const { name: model, type } = treeOf(treeOf(panel.libraryPanel).model)
  return {
    id: textOf(panel.id) ?? textOf(uid),
    title: textOf(panel.title) ?? textOf(name) ?? textOf(model),
    description: textOf(panel.description),
    type: textOf(panel.type) ?? textOf(type),
    isCopy: typeof panel.repeatPanelId === 'number',
  }
}

function newPanel({ kind, spec }: Tree): Panel {
  const { id, title, description, vizConfig, libraryPanel } = treeOf(spec)
  const { group, kind: viz } = treeOf(vizConfig)
  return {
    id: textOf(id),
    title: textOf(title) ?? textOf(treeOf(libraryPanel).name),
    description: textOf(description),
    // V2 names the kind of the panel in `group`; before, in `kind`.
    type: kind === 'LibraryPanel' ? undefined : (textOf(group) ?? textOf(viz)),
    isCopy: false,
  }
}

function chartOf(panel: Panel, index: number, board: string, uid: string | undefined): ChartItem {
  const id = panel.id ?? `panel ${index + 1}`
  return {
    name: `${board}:${id}`,
    displayName: panel.title === undefined ? `Untitled ${panel.type ?? 'panel'} ${id}` : readable(panel.title),
    description: panel.description,
    sourceUrl:
      uid === undefined || panel.id === undefined
        ? undefined
        : `/d/${encodeURIComponent(uid)}?viewPanel=${encodeURIComponent(panel.id)}`,
    chartType: chartTypeOf(panel.type),
  }
}

/** Variables as people write them: `[[host]]` and `${host:csv}` are both `${host}`. */
const readable = (title: string): string =>
  title.replaceAll(/\[\[(\w+)(?::\w+)?\]\]|\$\{(\w+)[:.][^}]*\}/g, (_, old, now) => `\${${old ?? now}}`)

const slugOf = (title: string): string | undefined => {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
  return slug === '' ? undefined : slug
}
