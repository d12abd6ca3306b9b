/** Tableau: workbooks as files (.twb, and .twbx without its data), and what its REST API answers, in XML or JSON. */
import {
  type ChartItem,
  type DashboardItem,
  type Document,
  type Found,
  fieldNotes,
  type Item,
  leftOutOf,
  type Native,
  type Tree,
  textOf,
  treeOf,
  treesIn,
  treesOf,
} from '@/lib/import/formats/native/native'
import { childOf, childrenOf, within, type XmlNode } from '@/lib/import/formats/xml'

export const tableau: Native = {
  tool: 'Tableau',
  read: (documents) => readWorkbooks(documents) ?? readAnswers(documents),
}

const rootsIn = (documents: readonly Document[], name: string) =>
  documents.flatMap((document) => (document.kind === 'xml' && document.root.name === name ? [document] : []))

function readWorkbooks(documents: readonly Document[]): Found | undefined {
  const workbooks = rootsIn(documents, 'workbook')
  if (workbooks.length === 0) return undefined
  const dashboards: DashboardItem[] = []
  const charts: ChartItem[] = []
  const taken = new Set<string>()
  let stories = 0
  for (const { path, root } of workbooks) {
    const workbook = unusedName(nameOfFile(path, root), taken)
    const sheets = childrenOf(childOf(root, 'worksheets'), 'worksheet')
    const boards = childrenOf(childOf(root, 'dashboards'), 'dashboard')
    const names = new Set(sheets.map(({ attributes }) => attributes.name ?? ''))
    for (const sheet of sheets) charts.push(ofSheet(workbook, sheet))
    const shown = boards.filter(({ attributes }) => attributes.type !== 'storyboard')
    stories += boards.length - shown.length
    for (const board of shown) {
      const zones = within(board, 'zone').flatMap(({ attributes }) => attributes.name ?? [])
      const on = [...new Set(zones)].filter((name) => names.has(name))
      dashboards.push({ ...ofSheet(workbook, board), charts: on.map((name) => `${workbook}/${name}`) })
    }
    // Before there were dashboards, the workbook was what people opened.
    if (boards.length === 0 && sheets.length > 0) {
      const displayName = workbook
      dashboards.push({
        name: workbook,
        displayName,
        sourceUrl: linkOf(root),
        charts: [...names].map((name) => `${workbook}/${name}`),
      })
    }
  }
  return {
    what: workbooks.length === 1 ? 'Tableau workbook' : 'Tableau workbooks',
    dashboards,
    charts,
    fields: [
      ...fieldNotes('dashboards', [
        ['name of the workbook and of the dashboard', 'name'],
        ['dashboard@name, title', 'displayName'],
        ['repository-location', 'sourceUrl', 'Where the workbook was published'],
        ['zones', 'charts', 'The worksheets on it'],
      ]),
      ...fieldNotes('charts', [
        ['name of the workbook and of the worksheet', 'name'],
        ['worksheet@name', 'displayName'],
        ['repository-location', 'sourceUrl', 'Where the worksheet was published'],
        ['datasources', null, 'The data in the workbook is not read'],
      ]),
    ],
    leftOut: leftOutOf(stories, 'story', 'stories'),
  }
}

/** As it was published, or as the file is called. */
function nameOfFile(path: string, root: XmlNode): string {
  const published = childOf(root, 'repository-location')?.attributes.id
  const file = path
    .split('/')
    .at(-1)
    ?.replace(/\.[^.]*$/, '')
  return published ?? (file === undefined || file === '' ? 'Workbook' : file)
}

function unusedName(name: string, taken: Set<string>): string {
  let free = name
  for (let turn = 2; taken.has(free); turn += 1) free = `${name} (${turn})`
  taken.add(free)
  return free
}

function linkOf(node: XmlNode): string | undefined {
  const from = childOf(node, 'repository-location')?.attributes['derived-from']
  return from !== undefined && /^https?:/.test(from) ? from.replace(/\?rev=.*$/, '') : undefined
}

/** What people read where a title is set, run by run. */
function ofSheet(workbook: string, sheet: XmlNode): Item {
  const name = sheet.attributes.name ?? ''
  return {
    name: `${workbook}/${name}`,
    displayName: textOf(sheet.attributes.caption) ?? name,
    sourceUrl: linkOf(sheet),
  }
}

/** An answer in XML as the same answer in JSON: attributes and elements are members. */
function treeFrom(node: XmlNode): Tree {
  const members: Record<string, unknown> = { ...node.attributes }
  for (const child of node.children) {
    const known = members[child.name]
    const value = treeFrom(child)
    members[child.name] = known === undefined ? [value] : [...(Array.isArray(known) ? known : []), value]
  }
  return members
}

const firstOf = (value: unknown): Tree => treeOf(Array.isArray(value) ? value[0] : value)
const inside = (answer: Tree, many: string, one: string): readonly Tree[] => {
  const list = firstOf(answer[many])[one]
  return Array.isArray(list) ? treesOf(list) : treesOf([list])
}

function readAnswers(documents: readonly Document[]): Found | undefined {
  const answers = [
    ...rootsIn(documents, 'tsResponse').map(({ root }) => treeFrom(root)),
    ...treesIn(documents).map(({ value }) => treeOf(treeOf(value).tsResponse ?? value)),
  ]
  const all = (many: string, one: string) => answers.flatMap((answer) => inside(answer, many, one))
  const single = answers.flatMap(({ workbook }) => treesOf([firstOf(workbook)]).filter(({ id }) => id !== undefined))
  const workbooks = [...all('workbooks', 'workbook'), ...single].filter(({ id }) => textOf(id) !== undefined)
  const views = [
    ...all('views', 'view').map((view) => ({ view, of: firstOf(view.workbook) })),
    ...workbooks.flatMap((workbook) => inside(workbook, 'views', 'view').map((view) => ({ view, of: workbook }))),
  ].filter(({ view }) => textOf(view.id) !== undefined)
  if (workbooks.length + views.length === 0) return undefined
  const pathOf = projectPaths(all('projects', 'project'))
  const dashboards = new Map<string, DashboardItem>()
  const onWorkbook = (id: string): string[] =>
    views.flatMap(({ view, of }) => (textOf(of.id) === id ? (textOf(view.id) ?? []) : []))
  // A list of views tells the workbooks they are in; a list of workbooks tells more.
  for (const workbook of [...views.map(({ of }) => of), ...workbooks]) {
    const id = textOf(workbook.id)
    if (id === undefined) continue
    const before = dashboards.get(id)
    const item = answered(workbook, pathOf)
    const known = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined))
    dashboards.set(id, { ...before, ...known, name: id, charts: onWorkbook(id) })
  }
  const charts = new Map(
    views.map(({ view }) => {
      const item = answered(view, pathOf)
      const path = textOf(view.contentUrl)?.replace('/sheets/', '/')
      return [
        item.name,
        {
          ...item,
          sourceUrl: item.sourceUrl ?? (path === undefined ? undefined : `/views/${path}`),
          project: undefined,
        },
      ]
    }),
  )
  return {
    what: 'Tableau REST answer',
    dashboards: [...dashboards.values()],
    charts: [...charts.values()],
    fields: [
      ...fieldNotes('dashboards', [
        ['workbook id', 'name', 'It stays when the workbook is renamed'],
        ['name', 'displayName', 'Two workbooks may share it'],
        ['description', 'description'],
        ['webpageUrl', 'sourceUrl'],
        ['project', 'project', 'With the projects above it, where they are in the files'],
        ['owner', 'owners', 'Where it comes with an address or a name'],
        ['tags', 'tags'],
        ['views', 'charts'],
      ]),
      ...fieldNotes('charts', [
        ['view id', 'name'],
        ['name', 'displayName'],
        ['contentUrl', 'sourceUrl'],
        ['owner', 'owners'],
        ['tags', 'tags'],
        ['sheetType', null, 'A view may be a sheet, a dashboard or a story'],
      ]),
    ],
    leftOut: [],
  }
}

function answered(thing: Tree, pathOf: (project: Tree) => string | undefined): Item {
  const owner = firstOf(thing.owner)
  const location = firstOf(thing.location)
  const person = textOf(owner.email) ?? textOf(owner.name)
  return {
    name: textOf(thing.id) ?? '',
    displayName: textOf(thing.name),
    description: textOf(thing.description),
    sourceUrl: textOf(thing.webpageUrl),
    project: pathOf(firstOf(thing.project)) ?? textOf(location.name),
    owners: person === undefined ? undefined : [person],
    tags: inside(thing, 'tags', 'tag').flatMap(({ label }) => textOf(label) ?? []),
  }
}

/** Projects of one name are told apart by those above them. */
function projectPaths(projects: readonly Tree[]): (project: Tree) => string | undefined {
  const byId = new Map(projects.map((project) => [textOf(project.id), project]))
  const pathOf = (project: Tree, depth = 20): string | undefined => {
    const known = byId.get(textOf(project.id)) ?? project
    const name = textOf(known.name)
    const parent = byId.get(textOf(known.parentProjectId))
    const above = parent === undefined || depth === 0 ? undefined : pathOf(parent, depth - 1)
    return name === undefined || above === undefined ? name : `${above} / ${name}`
  }
  return pathOf
}
