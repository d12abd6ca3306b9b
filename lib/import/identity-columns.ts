/** Which column tells things apart: tools give an id that stays, and a name that people change. */
import type { ColumnMatch, ColumnProfile } from '@/lib/import/columns'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'

/** Letters and digits in lower case: `Display_Name*` is `displayname`. */
export const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_\-.*()[\]{}/:#]+/g, '')

/** What tools call the id, the most telling first. */
const ids: Readonly<Record<string, readonly string[]>> = {
  dashboard: [
    'uid',
    'dashboarduid',
    'dashboardid',
    'dashboardiduserdefinedonly',
    'reportid',
    'workbookid',
    'luid',
    'id',
  ],
  chart: ['uid', 'chartuid', 'chartid', 'sliceid', 'viewid', 'luid', 'id'],
}
const titles: ReadonlySet<string> = new Set([
  ...['title', 'displayname', 'label', 'dashboardtitle', 'dashboardname', 'reporttitle', 'reportname'],
  ...['workbookname', 'charttitle', 'chartname', 'slicename', 'viewname'],
])

/** Made here, or for here: names and services are columns of their own, and ids are the server's. */
export function isOwnFormat(columns: readonly ColumnProfile[]): boolean {
  const names = new Set(columns.map(({ name }) => name))
  return names.has('fullyQualifiedName') || (names.has('name') && names.has('service'))
}

/** Of a file with ids: the id is the name, and what people read is the display name. */
export function matchIdentity(
  { type }: EntityDefinition,
  columns: readonly ColumnProfile[],
): ReadonlyMap<ColumnProfile, ColumnMatch> {
  const filled = columns.filter((column) => column.filled > 0)
  const named = (wanted: string) => filled.find(({ name }) => plain(name) === wanted)
  const id = (ids[type] ?? []).flatMap((wanted) => named(wanted) ?? [])[0]
  if (id === undefined || isOwnFormat(columns)) return new Map()
  const [title, otherTitle] = filled.filter(({ name }) => titles.has(plain(name)))
  const name = named('name')
  // A name beside a title is what a tool calls the thing, as an id is.
  if (name !== undefined && title !== undefined) return new Map()
  const shown = name ?? (otherTitle === undefined ? title : undefined)
  const confidence = id.filled < 1 || name !== undefined ? 'check' : 'sure'
  const matches = new Map<ColumnProfile, ColumnMatch>([
    [
      id,
      {
        column: id.name,
        target: 'name',
        confidence,
        reason:
          id.filled < 1
            ? `Some rows have no “${id.name}”, and a name is required`
            : `“${id.name}” stays when somebody renames it in the tool`,
      },
    ],
  ])
  if (shown !== undefined)
    matches.set(shown, {
      column: shown.name,
      target: 'displayName',
      confidence: name === undefined ? 'sure' : 'check',
      reason: `“${shown.name}” is what people read; “${id.name}” is the name that stays`,
    })
  return matches
}
