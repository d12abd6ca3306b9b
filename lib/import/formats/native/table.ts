/** What was found in an export as tables, named by our own fields, with a sentence about it. */
import type { ChartItem, DashboardItem, Found, Item } from '@/lib/import/formats/native/native'
import { limits } from '@/lib/import/limits'
import { type Asked, type FieldNote, FileProblem, type ReadOptions, type Table } from '@/lib/import/table'
import { counted } from '@/lib/model/rules/counted'
import { quoteName } from '@/lib/model/rules/fqn'
import { textMax } from '@/lib/model/rules/text-max'

/** Throws `FileProblem` where nothing in it is what the rows are to be. */
export function tablesOf(tool: string, found: Found, options: ReadOptions): Table {
  const counts = [counted(found.dashboards.length, 'dashboard'), counted(found.charts.length, 'chart')]
  const said = `${found.what} of ${found.charts.length === 0 ? counts[0] : found.dashboards.length === 0 ? counts[1] : counts.join(' and ')}${found.besides === undefined ? '' : ` ${found.besides}`}`
  const shaped = shaper(found, options)
  const dashboards = sheetOf(found.dashboards.map(shaped.dashboard))
  const charts = sheetOf(found.charts.map(shaped.chart))
  const fields = [...found.fields, ...shaped.notes()]
  const recognised = { tool, said, fields, leftOut: found.leftOut, asks: asksOf(found) }
  const [wanted, other] = options.collection === 'charts' ? [charts, undefined] : [dashboards, charts]
  if (wanted.rows.length === 0) {
    const [missing, there] = options.collection === 'charts' ? ['charts', 'dashboards'] : ['dashboards', 'charts']
    const count = options.collection === 'charts' ? found.dashboards.length : found.charts.length
    throw new FileProblem(`This is a ${found.what}, and there are no ${missing} in it.`, {
      hint:
        count === 0
          ? `Choose an export with ${missing}.`
          : `It has ${counted(count, there.slice(0, -1))}: say that it is a file of ${there}.`,
    })
  }
  return { ...wanted, recognised, ...(other !== undefined && other.rows.length > 0 && { charts: other }) }
}

function asksOf({ dashboards, charts }: Found): Asked[] {
  const items: readonly Item[] = [...dashboards, ...charts]
  const isPath = ({ sourceUrl }: Item): boolean => sourceUrl !== undefined && !isAddress(sourceUrl)
  return [
    ...(items.some(isPath) ? (['toolUrl'] as const) : []),
    ...(items.some(({ tags = [] }) => tags.length > 0) ? (['classification'] as const) : []),
  ]
}

type Row = Readonly<Record<string, unknown>>

/** No name here holds `::` or signs that nobody sees; what tools write in its place stays told apart. */
const nameFrom = (text: string): string =>
  text
    .replaceAll('::', '.')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, textMax.name)

/** None for what has no sign left in it. */
const quoted = (text: string): string[] => {
  const name = nameFrom(text)
  return /^(?:"")?$/.test(name) ? [] : [quoteName(name)]
}

const lineFrom = (text: string | undefined): string | undefined =>
  text
    ?.replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, textMax.line)

/** Things into rows: links completed, tags put into their classification, or left out and told. */
function shaper({ dashboards, charts }: Found, { toolUrl, classification }: ReadOptions) {
  const lost = new Map<string, FieldNote>()
  const lose = (of: FieldNote['of'], from: string, note: string): undefined => {
    lost.set(`${of} ${from}`, { of, from, to: null, note })
  }
  const shape = (of: FieldNote['of'], item: Item): Row => {
    const { name, displayName, description, sourceUrl, project, owners, tags = [] } = item
    return {
      name: nameFrom(name),
      displayName: lineFrom(displayName),
      description: description?.slice(0, textMax.prose),
      sourceUrl:
        linkOf(sourceUrl, toolUrl) ??
        (sourceUrl === undefined
          ? undefined
          : lose(of, 'links', 'The file has only paths: say where the tool is reached (toolUrl)')),
      project: lineFrom(project),
      owners: owners === undefined || owners.length === 0 ? undefined : owners,
      tags:
        tags.length === 0
          ? undefined
          : classification === undefined
            ? lose(of, 'tags', 'They belong to no classification: say which one they go into (classification)')
            : [...new Set(tags.flatMap(quoted))].map((tag) => `${quoteName(classification)}.${tag}`),
    }
  }
  const known = new Set(charts.map(({ name }) => nameFrom(name)))
  return {
    dashboard: (item: DashboardItem): Row => {
      const shown = [...new Set(item.charts?.map(nameFrom))].filter((name) => known.has(name))
      return {
        ...shape('dashboards', item),
        dashboardType: item.dashboardType,
        // A name with dots is not mistaken for one that begins with a service.
        charts: shown.length === 0 ? undefined : shown.flatMap(quoted),
      }
    },
    // Of a chart the dashboards it is on tell where it belongs.
    chart: ({ chartType, ...item }: ChartItem): Row => ({ ...shape('charts', item), project: undefined, chartType }),
    /** After all rows. */
    notes: (): FieldNote[] => (dashboards.length + charts.length === 0 ? [] : [...lost.values()]),
  }
}

const isAddress = (link: string): boolean => /^https?:\/\//i.test(link)

function linkOf(link: string | undefined, toolUrl: string | undefined): string | undefined {
  if (link === undefined || isAddress(link)) return link
  if (toolUrl === undefined) return undefined
  return `${toolUrl.replace(/\/+$/, '')}/${link.replace(/^\/+/, '')}`
}

/** A column for every field that any row fills. */
function sheetOf(rows: readonly Row[]): Table {
  if (rows.length > limits.rowsMax)
    throw new FileProblem(
      `There are ${rows.length.toLocaleString('en')} in it; ${limits.rowsMax.toLocaleString('en')} are possible at a time.`,
      { hint: 'Export fewer at a time.' },
    )
  const members = Object.keys(rows[0] ?? {}).filter((member) => rows.some((row) => row[member] !== undefined))
  return {
    format: 'export',
    columns: members,
    headers: members,
    rows: rows.map((row) => members.map((member) => row[member])),
    rowNumbers: rows.map((_, index) => index + 1),
    ragged: [],
  }
}
