/**
 * How each tool is reached: the members a connection may have, and which of them people may see (`shown.ts`). OpenMetadata's
 * clients hold every answer against the same shapes, and one service that does not fit hides all the others from them.
 */
import '@/lib/model/rules/without-eval'
import { z } from 'zod'
import {
  aws,
  azure,
  certificates,
  choice,
  flag,
  google,
  maybe,
  mysql,
  password,
  pattern,
  pbitFrom,
  postgres,
  repository,
  texts,
  verification,
  whole,
} from '@/lib/model/entities/connection-parts'
import { host, options, route, secret, text, url } from '@/lib/model/rules/shown'

/** What every tool has beside its own members; some have fewer patterns. */
const patterns = {
  dashboard: { dashboardFilterPattern: pattern() },
  chart: { chartFilterPattern: pattern() },
  dataModel: { dataModelFilterPattern: pattern() },
  project: { projectFilterPattern: pattern() },
}
const everyPattern = { ...patterns.dashboard, ...patterns.chart, ...patterns.dataModel, ...patterns.project }

const connector = <const Kind extends string, Members extends z.ZodRawShape>(
  kind: Kind,
  members: Members,
  filters: z.ZodRawShape = everyPattern,
) => z.strictObject({ type: maybe(z.literal(kind)), ...members, ...filters, supportsMetadataExtraction: flag() })

export const connections = {
  Superset: connector('Superset', {
    hostPort: url(),
    connection: z.union([
      z.strictObject({ provider: z.enum(['db', 'ldap']), ...password().shape, ...verification() }),
      postgres(),
      mysql(),
    ]),
  }),
  Looker: connector('Looker', {
    clientId: text(),
    clientSecret: secret(),
    hostPort: url(),
    gitCredentials: maybe(
      z.union([
        z.strictObject({}),
        text(),
        z.strictObject(repository('GitHub')),
        z.strictObject({ ...repository('BitBucket'), branch: text() }),
        z.strictObject(repository('Gitlab')),
      ]),
    ),
  }),
  Tableau: connector('Tableau', {
    hostPort: url(),
    authType: maybe(
      z.union([password(), z.strictObject({ personalAccessTokenName: text(), personalAccessTokenSecret: secret() })]),
    ),
    siteName: maybe(text()),
    paginationLimit: whole(),
    apiVersion: maybe(text()),
    proxyURL: maybe(url()),
    ...verification(),
  }),
  Redash: connector('Redash', {
    username: text(),
    hostPort: url(),
    apiKey: secret(),
    redashVersion: maybe(text()),
  }),
  Metabase: connector('Metabase', {
    username: maybe(text()),
    password: maybe(secret()),
    apiKey: maybe(secret()),
    hostPort: url(),
  }),
  PowerBI: connector('PowerBI', {
    clientId: text(),
    clientSecret: secret(),
    tenantId: route(z.string()),
    apiURL: maybe(host()),
    authorityURI: maybe(host()),
    hostPort: maybe(url()),
    scope: texts(),
    pagination_entity_per_page: whole(),
    useAdminApis: flag(),
    displayTableNameFromSource: flag(),
    pbitFilesSource: maybe(
      z.union([
        z.strictObject({
          pbitFileConfigType: maybe(z.literal('local')),
          path: maybe(text()),
          pbitFilesExtractDir: maybe(text()),
        }),
        pbitFrom('azure', azure()),
        pbitFrom('gcs', google()),
        pbitFrom('s3', aws()),
      ]),
    ),
  }),
  PowerBIReportServer: connector('PowerBIReportServer', {
    hostPort: url(),
    ...password().shape,
    webPortalVirtualDirectory: maybe(text()),
  }),
  Mode: connector('Mode', {
    hostPort: maybe(url()),
    accessToken: secret(),
    accessTokenPassword: secret(),
    workspaceName: text(),
    filterQueryParam: maybe(text()),
  }),
  DomoDashboard: connector('DomoDashboard', {
    clientId: text(),
    secretToken: secret(),
    accessToken: maybe(secret()),
    apiHost: maybe(host()),
    instanceDomain: url(),
  }),
  QuickSight: connector('QuickSight', {
    awsConfig: aws(),
    awsAccountId: text(),
    identityType: choice('IAM', 'QUICKSIGHT', 'ANONYMOUS'),
    namespace: maybe(text()),
  }),
  QlikSense: connector('QlikSense', {
    displayUrl: maybe(url()),
    hostPort: url(),
    certificates: z.union([
      z.strictObject({ sslConfig: certificates().unwrap().unwrap() }),
      z.strictObject({
        clientCertificate: secret(),
        clientKeyCertificate: secret(),
        rootCertificate: secret(),
      }),
    ]),
    validateHostName: maybe(route(z.boolean())),
    userDirectory: maybe(text()),
    userId: maybe(text()),
  }),
  Lightdash: connector('Lightdash', {
    hostPort: url(),
    apiKey: secret(),
    projectUUID: text(),
    spaceUUID: text(),
    proxyAuthentication: maybe(secret()),
  }),
  MicroStrategy: connector('MicroStrategy', {
    ...password().shape,
    hostPort: url(),
    projectName: maybe(text()),
    loginMode: maybe(text()),
  }),
  QlikCloud: connector('QlikCloud', {
    token: secret(),
    hostPort: url(),
    spaceTypes: maybe(z.array(z.enum(['Managed', 'Shared', 'Personal', 'Data'])).min(1)),
  }),
  Sigma: connector('Sigma', {
    hostPort: url(),
    clientId: text(),
    clientSecret: secret(),
    apiVersion: maybe(text()),
  }),
  ThoughtSpot: connector(
    'ThoughtSpot',
    {
      hostPort: url(),
      authentication: z.union([password(), z.strictObject({ accessToken: secret() })]),
      apiVersion: choice('v1', 'v2'),
      orgId: maybe(text()),
    },
    {},
  ),
  Grafana: connector(
    'Grafana',
    { hostPort: url(), apiKey: secret(), verifySSL: maybe(route(z.boolean())), pageSize: maybe(z.int().min(1)) },
    { ...patterns.dashboard, ...patterns.chart },
  ),
  Hex: connector(
    'Hex',
    { hostPort: url(), tokenType: choice('personal', 'workspace'), token: secret(), includeTags: flag() },
    patterns.dashboard,
  ),
  Ssrs: connector(
    'Ssrs',
    { hostPort: url(), ...password().shape, ...verification() },
    { ...patterns.dashboard, ...patterns.chart, ...patterns.project },
  ),
  SapS4Hana: connector(
    'SapS4Hana',
    {
      hostPort: url(),
      authType: z.union([
        z.strictObject({ authType: choice('basic'), ...password().shape }),
        z.strictObject({
          authType: choice('oauth2'),
          clientId: text(),
          clientSecret: secret(),
          tokenEndpoint: url(),
        }),
      ]),
      clientNumber: maybe(text()),
      supportsLineageExtraction: flag(),
      ...verification(),
    },
    { ...patterns.dashboard, ...patterns.chart, ...patterns.dataModel },
  ),
  Omni: connector('Omni', { hostPort: url(), token: secret(), ...verification() }),
  /** Any other tool: what a connector of one's own needs, under names of its own. */
  CustomDashboard: z.looseObject({
    type: z.literal('CustomDashboard'),
    sourcePythonClass: maybe(route(z.string())),
    connectionOptions: maybe(options(z.string())),
    ...everyPattern,
    supportsMetadataExtraction: flag(),
  }),
} satisfies Record<string, z.ZodObject>
