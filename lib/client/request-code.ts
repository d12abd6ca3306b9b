/** A write of ours as code that somebody can run elsewhere: the same request by curl, by TypeScript, by Python. */
import { indent, pythonValue, scriptText, shellWord } from '@/lib/client/code-text'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import { formatVersion } from '@/lib/model/rules/version'

type CodeDefinition = Pick<EntityDefinition, 'type' | 'path' | 'label'>

export interface CodeRequest {
  readonly def: CodeDefinition
  /** `https://host`, without a slash at the end. */
  readonly origin: string
  readonly write:
    | {
        readonly method: 'POST' | 'PUT'
        readonly body: Readonly<Record<string, unknown>>
        readonly fqn: string
        /** Id of a deleted entity that is restored first, so that what was deleted with it can be named again. */
        readonly restore?: string | undefined
      }
    | { readonly method: 'PATCH'; readonly id: string; readonly steps: JsonPatch; readonly version: number }
}

const parts = ({ def, origin, write }: CodeRequest) =>
  write.method === 'PATCH'
    ? {
        url: `${origin}/api/v1/${def.path}/${write.id}`,
        body: write.steps,
        headers: {
          'Content-Type': 'application/json-patch+json',
          'If-Match': `W/"${formatVersion(write.version)}"`,
        },
      }
    : {
        url: `${origin}/api/v1/${def.path}`,
        body: write.body,
        headers: { 'Content-Type': 'application/json' },
      }

const restoreOf = ({ write }: CodeRequest): string | undefined => (write.method === 'PATCH' ? undefined : write.restore)

export function curlCode(request: CodeRequest): string {
  const { url, body, headers } = parts(request)
  const restore = restoreOf(request)
  return [
    ...(restore === undefined
      ? []
      : [
          'curl -X PUT \\',
          `  ${shellWord(`${url}/restore`)} \\`,
          '  -H "Authorization: Bearer $TOKEN" \\',
          "  -H 'Content-Type: application/json' \\",
          `  -d ${shellWord(JSON.stringify({ id: restore }))}`,
        ]),
    `curl -X ${request.write.method} \\`,
    `  ${shellWord(url)} \\`,
    '  -H "Authorization: Bearer $TOKEN" \\',
    ...Object.entries(headers).map(([name, value]) => `  -H ${shellWord(`${name}: ${value}`)} \\`),
    `  -d ${shellWord(JSON.stringify(body, null, 2))}`,
  ].join('\n')
}

/** The reader's own variable holds the token. */
const bearer = 'Authorization: `Bearer $' + '{token}`'

export function typescriptCode(request: CodeRequest): string {
  const { url, body, headers } = parts(request)
  const restore = restoreOf(request)
  return [
    ...(restore === undefined
      ? []
      : [
          `await fetch(${scriptText(`${url}/restore`)}, {`,
          "  method: 'PUT',",
          `  headers: { ${bearer}, 'Content-Type': 'application/json' },`,
          `  body: JSON.stringify({ id: ${scriptText(restore)} }),`,
          '})',
        ]),
    `const response = await fetch(${scriptText(url)}, {`,
    `  method: '${request.write.method}',`,
    '  headers: {',
    `    ${bearer},`,
    ...Object.entries(headers).map(([name, value]) => `    '${name}': ${scriptText(value)},`),
    '  },',
    `  body: JSON.stringify(${indent(JSON.stringify(body, null, 2), '  ')}),`,
    '})',
    'if (!response.ok) throw new Error(await response.text())',
    `const ${variable(request.def.type)} = await response.json()`,
  ].join('\n')
}

/** What the Python client calls the types that people create here. */
const pythonNames: Partial<Record<EntityType, { facade: string; module: string; request: string }>> = {
  dashboard: { facade: 'Dashboards', module: 'data.createDashboard', request: 'CreateDashboardRequest' },
  chart: { facade: 'Charts', module: 'data.createChart', request: 'CreateChartRequest' },
  dashboardService: {
    facade: 'DashboardServices',
    module: 'services.createDashboardService',
    request: 'CreateDashboardServiceRequest',
  },
}

/**
 * With OpenMetadata's client (`pip install openmetadata-ingestion`). Its `create` is a PUT, so creating only looks first;
 * it has no call for a patch under a condition, so that goes through the client's own connection.
 */
export function pythonCode(request: CodeRequest): string {
  const { def, origin, write } = request
  const names = pythonNames[def.type]
  const configure = `configure(host=${pythonValue(`${origin}/api`)}, jwt_token=TOKEN)`
  if (write.method === 'PATCH') {
    return [
      'from metadata.sdk import client, configure',
      '',
      configure,
      'client().ometa.client.patch(',
      `    path=${pythonValue(`/${def.path}/${write.id}`)},`,
      `    data=${pythonValue(JSON.stringify(write.steps))},`,
      `    headers={"If-Match": ${pythonValue(`W/"${formatVersion(write.version)}"`)}},`,
      ')',
    ].join('\n')
  }
  if (names === undefined) return `# The Python client has no call for a ${def.label}.`
  const members = Object.entries(write.body).map(
    ([name, value]) => `    ${name}=${indent(pythonValue(value), '    ')},`,
  )
  const create = [
    `from metadata.generated.schema.api.${names.module} import ${names.request}`,
    'from metadata.sdk import configure',
    `from metadata.sdk.entities import ${names.facade}`,
    '',
    configure,
    `request = ${names.request}(`,
    ...members,
    ')',
  ]
  const restore = write.restore === undefined ? [] : [`${names.facade}.restore(${pythonValue(write.restore)})`]
  if (write.method === 'PUT') return [...create, ...restore, `${names.facade}.create(request)`].join('\n')
  return [
    ...create,
    '# create() would update what exists, so look first.',
    `if ${names.facade}.retrieve_by_name(${pythonValue(write.fqn)}) is not None:`,
    `    raise SystemExit("The ${def.label} already exists")`,
    `${names.facade}.create(request)`,
  ].join('\n')
}

const variable = (type: EntityType): string => (type === 'dashboardService' ? 'service' : type)
