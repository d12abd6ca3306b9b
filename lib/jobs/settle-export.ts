/** What the export of a BI tool cannot say of itself: which service it is of, and whether what it names is to be made. */
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import type { ReadOptions, Table } from '@/lib/import/table'
import { all } from '@/lib/jobs/catalogue-names'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { classifications, tags } from '@/lib/model/entities/tag'
import { quoteName, splitFqn, unquoteName } from '@/lib/model/rules/fqn'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'

/** Tags that are made along with a file. */
const tagsMax = 1_000

/** The mapping with the service of the export. Throws 400 where that is up to somebody. */
export async function withService(
  { recognised }: Table,
  mapping: ImportMapping,
  ctx: RequestContext,
): Promise<ImportMapping> {
  if (recognised === undefined || mapping.service !== undefined) return mapping
  return { ...mapping, service: await onlyService(recognised.tool, ctx) }
}

/** Makes the service, the classification and its tags where there are none. Throws 403 for what may not be made. */
export async function makeMissing(
  { recognised, ...table }: Table,
  { service }: ImportMapping,
  { classification }: ReadOptions,
  ctx: RequestContext,
): Promise<void> {
  if (recognised === undefined) return
  if (service !== undefined && !(await isThere('dashboardService', quoteName(service), ctx)))
    await create(anyOf(dashboardServices), { name: unquoteName(service), serviceType: recognised.tool }, ctx)
  if (classification !== undefined) await makeTags(table, recognised.tool, classification, ctx)
}

/** For what is true of every type. */
const anyOf = (def: unknown): EntityDefinition => def as EntityDefinition

const isThere = async (type: 'dashboardService' | 'classification', fqn: string, ctx: RequestContext) =>
  (await ctx.store.findByFqns(type, [fqn])).length > 0

/** Of the tool the only one there is. */
async function onlyService(tool: string, ctx: RequestContext): Promise<string> {
  const ofTool = (await all(anyOf(dashboardServices), ctx)).filter(
    (service) => 'serviceType' in service && service.serviceType === tool,
  )
  const [only] = ofTool
  if (only !== undefined && ofTool.length === 1) return only.name
  const names = ofTool.slice(0, 5).map(({ name }) => name)
  throw badRequest(
    names.length === 0
      ? `There is no service of ${tool} yet`
      : `There are several services of ${tool}: ${names.join(', ')}`,
    {
      fields: [{ path: '/mapping/service', message: `name the service of ${tool} that the file is of` }],
      hint:
        names.length === 0
          ? 'Name one with service=…, and let it be created with createMissing=true.'
          : 'Say with service=… which of them the file is of.',
    },
  )
}

/** The classification, and those of its tags that rows have, as far as they are not there. */
async function makeTags(
  { columns, rows, charts }: Omit<Table, 'recognised'>,
  tool: string,
  classification: string,
  ctx: RequestContext,
): Promise<void> {
  const sheets = [{ columns, rows }, ...(charts === undefined ? [] : [charts])]
  const used = sheets.flatMap((sheet) => {
    const at = sheet.columns.indexOf('tags')
    return at === -1 ? [] : sheet.rows.flatMap((row) => (Array.isArray(row[at]) ? row[at].map(String) : []))
  })
  const names = new Set(used)
  if (names.size === 0) return
  if (names.size > tagsMax)
    throw badRequest(
      `The file has ${names.size.toLocaleString('en')} tags; ${tagsMax.toLocaleString('en')} can be made with it`,
      {
        hint: 'Leave out the classification, or make the tags that you want before.',
      },
    )
  const root = quoteName(classification)
  if (!(await isThere('classification', root, ctx)))
    await create(anyOf(classifications), { name: classification, description: `Tags of ${tool}.` }, ctx)
  const known = new Set((await ctx.store.findByFqns('tag', [...names])).map((tag) => tag.fullyQualifiedName))
  const missing = [...names].filter((name) => !known.has(name))
  const requests = missing.map((fqn) => ({
    name: unquoteName(splitFqn(fqn).at(-1) ?? fqn),
    classification: root,
    description: `As ${tool} has it.`,
  }))
  const { rows: made } = await bulkUpsert(anyOf(tags), requests, {}, ctx)
  const refused = made.find(({ outcome }) => outcome === 'refused')
  if (refused !== undefined)
    throw new CatalogueError(
      'forbidden',
      `The tag ${missing[refused.row]} is not there, and was not made: ${refused.message}`,
    )
}
