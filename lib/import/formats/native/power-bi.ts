/** Power BI: what its scanner and admin API answer, and reports that are kept as projects (PBIP). */

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
  thingsIn,
  treeOf,
  treesIn,
  treesOf,
  withCertification,
} from '@/lib/import/formats/native/native'
import { readProjects } from '@/lib/import/formats/native/power-bi-project'
import { counted } from '@/lib/model/rules/counted'

export const powerBi: Native = {
  tool: 'PowerBI',
  read: (documents) => readProjects(documents) ?? readAnswers(documents),
}

const isWorkspace = (thing: Tree): boolean =>
  textOf(thing.id) !== undefined &&
  ['reports', 'dashboards', 'datasets', 'dataflows'].some((member) => Array.isArray(thing[member])) &&
  ('state' in thing || 'type' in thing || 'isOnDedicatedCapacity' in thing || 'name' in thing)

const isReport = (thing: Tree): boolean =>
  textOf(thing.id) !== undefined &&
  typeof thing.name === 'string' &&
  ('reportType' in thing || ('datasetId' in thing && ('embedUrl' in thing || 'webUrl' in thing)))

const isDashboard = (thing: Tree): boolean =>
  textOf(thing.id) !== undefined &&
  typeof thing.displayName === 'string' &&
  ('embedUrl' in thing || 'isReadOnly' in thing || Array.isArray(thing.tiles))

const isPersonal = ({ type }: Tree): boolean => /^personal/i.test(String(type))

function readAnswers(documents: readonly Document[]): Found | undefined {
  const trees = treesIn(documents).map(({ value }) => value)
  const workspaces = trees
    .flatMap((value) => [...thingsIn(value), ...treesOf(treeOf(value).workspaces)])
    .filter(isWorkspace)
  const shared = workspaces.filter((workspace) => !isPersonal(workspace) && workspace.state !== 'Deleted')
  const inWorkspaces = shared.flatMap((workspace) => {
    const project = textOf(workspace.name)
    const at = `/groups/${encodeURIComponent(textOf(workspace.id) ?? '')}`
    return [
      ...treesOf(workspace.reports).map((thing) => ({ thing, project, at, isReport: true })),
      ...treesOf(workspace.dashboards).map((thing) => ({ thing, project, at, isReport: false })),
    ]
  })
  const alone = trees
    .flatMap((value) => thingsIn(value, 1))
    .filter((thing) => !isWorkspace(thing) && (isReport(thing) || isDashboard(thing)))
    .map((thing) => ({ thing, project: undefined, at: undefined, isReport: isReport(thing) }))
  const all = [...inWorkspaces, ...alone].filter(({ thing }) => textOf(thing.id) !== undefined)
  if (workspaces.length === 0 && all.length === 0) return undefined
  if (all.length === 0 && workspaces.every((workspace) => !('reports' in workspace) && !('dashboards' in workspace)))
    return undefined
  // What is published in an app is a copy of what is in a workspace.
  const own = all.filter(
    ({ thing }) => textOf(thing.appId) === undefined && !/^\[App\]/.test(String(thing.name ?? thing.displayName)),
  )
  const reports = new Map(own.flatMap((one) => (one.isReport ? [[textOf(one.thing.id), one] as const] : [])))
  const charts = new Map<string, ChartItem>()
  const dashboards = new Map(
    own.map(({ thing, project, at, isReport: asReport }): [string, DashboardItem] => {
      const item = answered(thing, project)
      const shown = treesOf(thing.tiles).flatMap((tile) => {
        const name = textOf(tile.id)
        const from = reports.get(textOf(tile.reportId))
        if (name !== undefined)
          charts.set(name, {
            name,
            displayName: textOf(tile.title) ?? textOf(tile.subTitle) ?? untitled(from?.thing),
            sourceUrl: from === undefined ? undefined : linkOf(from.thing, from.at, true),
          })
        return name ?? []
      })
      const sourceUrl = linkOf(thing, at, asReport)
      return [item.name, { ...item, sourceUrl, dashboardType: asReport ? 'Report' : 'Dashboard', charts: shown }]
    }),
  )
  return {
    what: workspaces.length > 0 ? 'Power BI scan' : 'Power BI API answer',
    dashboards: [...dashboards.values()],
    charts: [...charts.values()],
    ...(shared.length > 0 && { besides: `from ${counted(shared.length, 'workspace')}` }),
    fields: notes,
    leftOut: [
      ...leftOutOf(workspaces.filter(isPersonal).length, 'personal workspace'),
      ...leftOutOf(all.length - own.length, 'copy in an app', 'copies in apps'),
      ...leftOutOf(shared.flatMap(({ datasets }) => treesOf(datasets)).length, 'dataset'),
    ],
  }
}

const notes = [
  ...fieldNotes('dashboards', [
    ['id', 'name', 'It stays when the report is renamed'],
    ['name, displayName', 'displayName'],
    ['description', 'description'],
    ['endorsementDetails', 'description', 'As its last line: certified or promoted, and by whom'],
    ['webUrl, or workspace id and id', 'sourceUrl'],
    ['workspace name', 'project'],
    ['createdBy, users', 'owners', 'Whoever is said to own it, else whoever made it'],
    ['reports, dashboards', 'dashboardType', 'Report or Dashboard'],
    ['tiles', 'charts', 'A scan does not have the pages of reports'],
    ['datasetId', null, 'There is no field for it'],
  ]),
  ...fieldNotes('charts', [
    ['tile id', 'name'],
    ['title, subTitle', 'displayName', 'One without a title is called by the report that it is of'],
    ['reportId', 'sourceUrl', 'The report that opens by a click on the tile'],
  ]),
]

const untitled = (report: Tree | undefined): string => {
  const name = textOf(report?.name)
  return name === undefined ? 'Untitled tile' : `Untitled tile of ${name}`
}

/** A scan has no addresses; what is in a workspace has one that is made of ids. */
function linkOf(thing: Tree, workspace: string | undefined, asReport: boolean): string | undefined {
  const id = textOf(thing.id)
  if (thing.webUrl !== undefined || workspace === undefined || id === undefined) return textOf(thing.webUrl)
  const kind = asReport ? (thing.reportType === 'PaginatedReport' ? 'rdlreports' : 'reports') : 'dashboards'
  return `${workspace}/${kind}/${encodeURIComponent(id)}`
}

function answered(thing: Tree, project: string | undefined): DashboardItem {
  const { endorsement, certifiedBy } = treeOf(thing.endorsementDetails)
  const kind = textOf(endorsement)
  const by = textOf(certifiedBy)
  const said =
    kind === undefined || kind === 'None' ? undefined : `${kind} in Power BI${by === undefined ? '' : ` by ${by}`}`
  const owning = treesOf(thing.users).filter((user) =>
    /owner/i.test(String(user.reportUserAccessRight ?? user.dashboardUserAccessRight)),
  )
  const named = owning.flatMap((user) => textOf(user.emailAddress) ?? textOf(user.identifier) ?? [])
  const creator = textOf(thing.createdBy)
  return {
    name: textOf(thing.id) ?? '',
    displayName: textOf(thing.name) ?? textOf(thing.displayName),
    description: withCertification(textOf(thing.description), said),
    project,
    owners: named.length > 0 ? named : creator?.includes('@') === true ? [creator] : undefined,
  }
}
