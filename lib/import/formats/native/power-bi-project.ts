/** A Power BI report as a folder of JSON (PBIP): with a file for each page and visual (PBIR), or one for all. */
import { chartTypeOf } from '@/lib/import/formats/native/chart-types'
import {
  type ChartItem,
  type DashboardItem,
  type Document,
  type Found,
  fieldNotes,
  leftOutOf,
  listOf,
  type Tree,
  textOf,
  treeOf,
  treesIn,
  treesOf,
} from '@/lib/import/formats/native/native'

/** Drawn round what is shown, and no charts. */
const decoration = /^(?:textbox|image|shape|basicShape|actionButton|bookmarkNavigator|pageNavigator|group)$/i

interface Visual {
  readonly name: string
  readonly type: string | undefined
  readonly title: string | undefined
}
interface Page {
  readonly name: string
  readonly title: string
  readonly visuals: readonly Visual[]
}

export const readProjects: (documents: readonly Document[]) => Found | undefined = (documents) => {
  const files = treesIn(documents).map(({ path, value }) => ({ path, tree: treeOf(value) }))
  const folders = new Set(
    files.flatMap(({ path, tree }) => {
      const isReport = /(?:^|\/)\.platform$/.test(path) && treeOf(tree.metadata).type === 'Report'
      const folder = isReport ? path.replace(/\.platform$/, '') : /^(?:.*\/)?[^/]+\.Report\//.exec(path)?.[0]
      return folder === undefined ? [] : [folder]
    }),
  )
  const charts: ChartItem[] = []
  let decorations = 0
  const dashboards = [...folders].flatMap((folder): DashboardItem[] => {
    const inside = new Map(
      files.flatMap(({ path, tree }) => (path.startsWith(folder) ? [[path.slice(folder.length), tree] as const] : [])),
    )
    const pages = inside.has('report.json') ? legacyPages(inside.get('report.json') ?? {}) : pagesOf(inside)
    const { metadata, config } = inside.get('.platform') ?? {}
    if (pages.length === 0 && metadata === undefined) return []
    const title =
      textOf(treeOf(metadata).displayName) ??
      folder
        .replace(/\.Report\/$/, '')
        .split('/')
        .at(-1)
    const name = textOf(treeOf(config).logicalId) ?? title ?? folder
    const shown = pages.flatMap((page) =>
      page.visuals.flatMap((visual): string[] => {
        if (visual.type === undefined || decoration.test(visual.type)) {
          decorations += 1
          return []
        }
        const chart = `${name}:${page.name}:${visual.name}`
        const displayName = visual.title ?? `${readable(visual.type)} on ${page.title}`
        charts.push({ name: chart, displayName, chartType: chartTypeOf(visual.type) })
        return [chart]
      }),
    )
    return [
      {
        name,
        displayName: title,
        description: textOf(treeOf(metadata).description),
        dashboardType: 'Report',
        charts: shown,
      },
    ]
  })
  if (dashboards.length === 0) return undefined
  return {
    what: 'Power BI project',
    dashboards,
    charts,
    fields: [
      ...fieldNotes('dashboards', [
        ['config.logicalId', 'name', 'Without one the name of the folder'],
        ['metadata.displayName', 'displayName'],
        ['metadata.description', 'description'],
        ['metadata.type', 'dashboardType'],
        ['pages, visuals', 'charts', 'Page by page, in the order of the report'],
      ]),
      ...fieldNotes('charts', [
        ['report, page and visual', 'name'],
        ['title', 'displayName', 'Without one its kind and its page'],
        ['visualType', 'chartType'],
        ['query', null, 'There is no field for it'],
      ]),
    ],
    leftOut: leftOutOf(decorations, 'text, picture or button', 'texts, pictures and buttons'),
  }
}

/** `definition/pages/<page>/page.json`, with `visuals/<visual>/visual.json` below it. */
function pagesOf(inside: ReadonlyMap<string, Tree>): Page[] {
  const order = listOf(inside.get('definition/pages/pages.json')?.pageOrder).map(String)
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length)
  return [...inside]
    .flatMap(([path, tree]): Page[] => {
      const at = /^definition\/pages\/([^/]+)\/page\.json$/.exec(path)?.[1]
      if (at === undefined) return []
      const name = textOf(tree.name) ?? at
      const below = `definition/pages/${at}/visuals/`
      const visuals = [...inside].flatMap(([file, visual]) =>
        file.startsWith(below) && file.endsWith('/visual.json') ? [visualOf(visual)] : [],
      )
      return [
        {
          name,
          title: textOf(tree.displayName) ?? name,
          visuals: visuals.toSorted(asRead).map(({ visual }) => visual),
        },
      ]
    })
    .toSorted((one, other) => rank(one.name) - rank(other.name))
}

interface Placed {
  readonly visual: Visual
  readonly x: number
  readonly y: number
}
const asRead = (one: Placed, other: Placed): number => one.y - other.y || one.x - other.x

function visualOf({ name, position, visual }: Tree): Placed {
  const { visualType, visualContainerObjects } = treeOf(visual)
  const { x, y } = treeOf(position)
  return {
    visual: { name: textOf(name) ?? '', type: textOf(visualType), title: titleIn(visualContainerObjects) },
    x: Number(x ?? 0),
    y: Number(y ?? 0),
  }
}

/** `clusteredColumnChart`, `cardVisual`, `tableEx`, and those of others, which end with a key, as people say them. */
function readable(type: string): string {
  const plain = type.replace(/[\dA-F]{32}$/, '').replace(/(?<=.)(?:Visual|Ex)$/, '')
  const words = plain.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return words === '' ? 'Visual' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** A title is an expression; only one that is a plain text can be told. */
function titleIn(objects: unknown): string | undefined {
  const [title] = treesOf(treeOf(objects).title)
  const value = treeOf(treeOf(treeOf(treeOf(treeOf(title?.properties).text).expr).Literal)).Value
  return textOf(typeof value === 'string' ? value.replace(/^'(.*)'$/s, '$1').replaceAll("''", "'") : undefined)
}

function parsed(value: unknown): Tree {
  try {
    return typeof value === 'string' ? treeOf(JSON.parse(value)) : treeOf(value)
  } catch {
    return {} // a visual that cannot be understood is none
  }
}

function legacyPages(report: Tree): Page[] {
  return treesOf(report.sections)
    .toSorted((one, other) => Number(one.ordinal ?? 0) - Number(other.ordinal ?? 0))
    .map((section): Page => {
      const name = textOf(section.name) ?? ''
      const visuals = treesOf(section.visualContainers).map((container, at): Placed => {
        const config = parsed(container.config)
        const { visualType, vcObjects } = treeOf(config.singleVisual)
        const visual = {
          name: textOf(config.name) ?? String(at + 1),
          type: textOf(visualType),
          title: titleIn(vcObjects),
        }
        return { visual, x: Number(container.x ?? 0), y: Number(container.y ?? 0) }
      })
      return {
        name,
        title: textOf(section.displayName) ?? name,
        visuals: visuals.toSorted(asRead).map(({ visual }) => visual),
      }
    })
}
