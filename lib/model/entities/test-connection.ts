/**
 * What a connector checks before it reads a tool. It asks for the list, makes each check by its name, and does not start
 * when there is no list. The names are the connectors' own; each knows only its own ones.
 */
import { v5 as uuidOf } from 'uuid'
import type { ServiceType } from '@/lib/model/entities/dashboard-service'

interface Step {
  readonly name: string
  readonly description: string
  readonly errorMessage: string
  /** A run goes on without an optional one. */
  readonly mandatory: boolean
  /** The checks after it are not made when it fails. */
  readonly shortCircuit: boolean
}

export interface TestConnectionDefinition {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly description: string
  readonly fullyQualifiedName: string
  readonly version: number
  readonly steps: readonly Step[]
}

/** Without these nothing else can be told. */
const gate = (description: string, errorMessage: string): Omit<Step, 'name'> => ({
  description,
  errorMessage,
  mandatory: true,
  shortCircuit: true,
})
const lists = (what: string, mandatory = true): Omit<Step, 'name'> => ({
  description: `List the ${what} that the account can see.`,
  errorMessage: `The ${what} cannot be listed. Check what the account is allowed to see.`,
  mandatory,
  shortCircuit: false,
})

const checks = {
  CheckAccess: gate('Reach the tool and sign in.', 'The tool cannot be reached, or refuses the account.'),
  GetToken: gate('Get a token from the tool.', 'The tool gives no token. Check address and credentials.'),
  ServerInfo: gate('Reach the tool and sign in.', 'The tool cannot be reached, or refuses the account.'),
  ValidateApiVersion: gate('Speak a version of the API that the tool knows.', 'The API version does not fit the tool.'),
  ValidateVersion: gate('Speak a version of the API that the tool knows.', 'The API version does not fit the tool.'),
  ValidateSiteUrl: gate('Find the site.', 'There is no such site. Check the site name.'),
  CheckDashboards: lists('dashboards'),
  GetDashboards: lists('dashboards'),
  ListDashboards: lists('dashboards'),
  GetCharts: lists('charts'),
  GetProjects: lists('projects'),
  GetWorkbooks: lists('workbooks'),
  GetViews: lists('views'),
  GetOwners: lists('owners', false),
  GetDataModels: lists('data models', false),
  GetSourceTables: lists('source tables', false),
  ListLookMLModels: lists('LookML models', false),
} satisfies Record<string, Omit<Step, 'name'>>
type Check = keyof typeof checks

const checksByTool = {
  DomoDashboard: ['GetDashboards', 'GetCharts'],
  Grafana: ['GetDashboards'],
  Hex: ['GetProjects'],
  Lightdash: ['GetDashboards'],
  Looker: ['CheckAccess', 'ValidateVersion', 'ListDashboards', 'ListLookMLModels'],
  Metabase: ['GetDashboards'],
  MicroStrategy: ['GetToken', 'GetProjects'],
  Mode: ['CheckDashboards'],
  Omni: ['CheckAccess', 'GetDashboards'],
  PowerBI: ['CheckAccess', 'GetDashboards'],
  QlikCloud: ['GetDashboards'],
  QlikSense: ['GetDashboards'],
  QuickSight: ['GetDashboards'],
  Redash: ['GetDashboards'],
  Sigma: ['GetToken', 'GetWorkbooks'],
  Ssrs: ['CheckAccess', 'GetDashboards'],
  Superset: ['CheckAccess', 'GetDashboards', 'GetCharts'],
  Tableau: [
    'ServerInfo',
    'ValidateApiVersion',
    'ValidateSiteUrl',
    'GetWorkbooks',
    'GetViews',
    'GetOwners',
    'GetDataModels',
    'GetSourceTables',
  ],
} satisfies Partial<Record<ServiceType, readonly Check[]>>
const checksOf: ReadonlyMap<string, readonly Check[]> = new Map(Object.entries(checksByTool))

/** Any constant: it makes the ids the same in every catalogue. */
const idSpace = '6f1c1c1e-6f0b-4a53-9f0d-2d6f6a1c7c11'
const suffix = '.testConnectionDefinition'

/** By `Superset.testConnectionDefinition`; undefined for a tool that no connector reads. */
export function testConnectionDefinition(fqn: string): TestConnectionDefinition | undefined {
  if (!fqn.endsWith(suffix)) return undefined
  const name = fqn.slice(0, -suffix.length)
  const steps = checksOf.get(name)
  return steps && definition(name, steps)
}

const definition = (name: string, steps: readonly Check[]): TestConnectionDefinition => ({
  id: uuidOf(name, idSpace),
  name,
  displayName: `${name} test connection`,
  description: `Whether ${name} can be reached and read.`,
  fullyQualifiedName: `${name}${suffix}`,
  version: 0.1,
  steps: steps.map((step) => ({ name: step, ...checks[step] })),
})
