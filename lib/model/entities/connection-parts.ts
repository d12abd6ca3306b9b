/** What connections of several tools have in common: how one proves who one is, and databases that tools are read from. */
import '@/lib/model/rules/without-eval'
import { z } from 'zod'
import { host, options, route, secret, text, url } from '@/lib/model/rules/shown'

export const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish()
export const texts = () => maybe(z.array(text()))
export const flag = () => maybe(z.boolean())
export const whole = () => maybe(z.int())
export const choice = <const Values extends readonly [string, ...string[]]>(...values: Values) => maybe(z.enum(values))

export const pattern = () => maybe(z.strictObject({ includes: texts(), excludes: texts() }))
export const certificates = () =>
  maybe(
    z.strictObject({
      caCertificate: maybe(secret()),
      sslCertificate: maybe(secret()),
      sslKey: maybe(secret()),
    }),
  )
/** To whom secrets are told depends on whether the host has to prove who it is. */
export const verification = () => ({
  verifySSL: maybe(route(z.enum(['no-ssl', 'ignore', 'validate']))),
  sslConfig: certificates(),
})
export const password = () => z.strictObject({ username: text(), password: secret() })

export const aws = () =>
  z.strictObject({
    enabled: flag(),
    awsAccessKeyId: maybe(secret()),
    awsSecretAccessKey: maybe(secret()),
    awsRegion: route(z.string()),
    awsSessionToken: maybe(secret()),
    endPointURL: maybe(url()),
    profileName: maybe(text()),
    assumeRoleArn: maybe(text()),
    assumeRoleSessionName: maybe(text()),
    assumeRoleSourceIdentity: maybe(text()),
  })
export const azure = () =>
  z.strictObject({
    clientId: maybe(text()),
    clientSecret: maybe(secret()),
    tenantId: maybe(route(z.string())),
    accountName: maybe(route(z.string())),
    vaultName: maybe(route(z.string())),
    scopes: maybe(text()),
  })
const projects = () => maybe(z.union([text(), z.array(text())]))
export const google = () =>
  z.strictObject({
    gcpConfig: z.union([
      z.strictObject({
        type: maybe(z.literal('service_account')),
        projectId: projects(),
        privateKeyId: maybe(secret()),
        privateKey: maybe(secret()),
        clientEmail: maybe(text()),
        clientId: maybe(text()),
        authUri: maybe(url()),
        tokenUri: maybe(url()),
        authProviderX509CertUrl: maybe(url()),
        clientX509CertUrl: maybe(url()),
      }),
      z.strictObject({
        type: maybe(z.literal('gcp_credential_path')),
        path: maybe(route(z.string())),
        projectId: projects(),
      }),
      z.strictObject({
        type: maybe(z.literal('external_account')),
        externalType: maybe(z.literal('external_account')),
        audience: maybe(text()),
        subjectTokenType: maybe(text()),
        tokenURL: maybe(host()),
        credentialSource: maybe(options(z.string())),
      }),
      z.strictObject({ type: maybe(z.literal('gcp_adc')), projectId: projects() }),
    ]),
    gcpImpersonateServiceAccount: maybe(
      z.strictObject({ impersonateServiceAccount: maybe(text()), lifetime: whole() }),
    ),
  })

const bucket = () => maybe(z.strictObject({ bucketName: maybe(text()), objectPrefix: maybe(text()) }))
export const pbitFrom = <Kind extends string, Credentials extends z.ZodType>(kind: Kind, securityConfig: Credentials) =>
  z.strictObject({
    pbitFileConfigType: maybe(z.literal(kind)),
    securityConfig,
    prefixConfig: bucket(),
    pbitFilesExtractDir: maybe(text()),
  })

export const repository = <Kind extends string>(kind: Kind) => ({
  type: maybe(z.literal(kind)),
  gitHostURL: maybe(url()),
  repositoryOwner: text(),
  repositoryName: text(),
  token: maybe(secret()),
})

/** Superset read from its own database instead of its API. */
const database = (...supports: readonly string[]) => ({
  username: text(),
  hostPort: host(),
  sslConfig: certificates(),
  connectionOptions: maybe(options(z.string())),
  connectionArguments: maybe(options(z.unknown())),
  sampleDataStorageConfig: maybe(z.strictObject({ config: maybe(options(z.unknown())) })),
  schemaFilterPattern: pattern(),
  tableFilterPattern: pattern(),
  databaseFilterPattern: pattern(),
  storedProcedureFilterPattern: pattern(),
  ...Object.fromEntries(supports.map((what) => [`supports${what}`, flag()])),
})
const databasePassword = () => z.strictObject({ password: maybe(secret()) })
const databaseAws = () => z.strictObject({ awsConfig: maybe(aws()) })
const databaseAzure = () => z.strictObject({ azureConfig: maybe(azure()) })
export const postgres = () =>
  z.strictObject({
    type: choice('Postgres'),
    scheme: maybe(route(z.enum(['postgresql+psycopg2', 'pgspider+psycopg2']))),
    authType: maybe(z.union([databasePassword(), databaseAws(), databaseAzure()])),
    database: text(),
    ingestAllDatabases: flag(),
    sslMode: maybe(route(z.enum(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full']))),
    classificationName: maybe(text()),
    queryStatementSource: maybe(text()),
    ...database(
      'MetadataExtraction',
      'UsageExtraction',
      'LineageExtraction',
      'DBTExtraction',
      'Profiler',
      'Database',
      'QueryComment',
      'DataDiff',
    ),
  })
export const mysql = () =>
  z.strictObject({
    type: choice('Mysql'),
    scheme: maybe(route(z.literal('mysql+pymysql'))),
    authType: maybe(
      z.union([
        databasePassword(),
        databaseAws(),
        databaseAzure(),
        z.strictObject({ password: maybe(secret()), enableIamAuth: flag(), gcpConfig: maybe(google()) }),
      ]),
    ),
    databaseName: maybe(text()),
    databaseSchema: maybe(text()),
    useSlowLogs: flag(),
    queryHistoryTable: maybe(text()),
    ...database(
      'MetadataExtraction',
      'DBTExtraction',
      'Profiler',
      'QueryComment',
      'DataDiff',
      'UsageExtraction',
      'LineageExtraction',
    ),
  })
