import { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import type { UpsertOptions } from '@/lib/entities/plan-requests'
import { requestValue } from '@/lib/entities/resolve'
import type { EntityState } from '@/lib/entities/state'
import { takeTurns } from '@/lib/entities/turns'
import { upsertMany } from '@/lib/entities/upsert'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { entityMax, measure, tooLarge } from '@/lib/model/rules/bounds'
import { unstorable } from '@/lib/model/rules/storable'
import { fieldProblems, violationList } from '@/lib/model/rules/violations'
import type { BulkResult, PlannedRow } from '@/lib/model/wire/bulk-result'
import { badRequest, CatalogueError, type FieldProblem } from '@/lib/model/wire/errors'
import { tryReadAs } from '@/lib/model/wire/reading'

type Judged = { readonly item: unknown; readonly request?: Record<string, unknown>; readonly error?: unknown }

/** Each item alone against the create schema, so that one bad item does not cost the others. */
const judge = (def: EntityDefinition, item: unknown): Judged => {
  if (measure(item, entityMax) === undefined) return { item, error: oversized }
  const problem = unstorable(item)
  if (problem !== undefined)
    return { item, error: badRequest(`${problem.path || 'item'} ${problem.message}`, { fields: [problem] }) }
  const parsed = tryReadAs(def.createSchema, item)
  if (!parsed.success) return { item, error: parsed.error }
  const request: Record<string, unknown> = parsed.data
  const alone = def.oneByOne?.find((member) => request[member] !== undefined)
  return alone === undefined ? { item, request } : { item, error: refusedInBulk(def, alone) }
}

const oversized = badRequest(`An item ${tooLarge(entityMax)}`)

const refusedInBulk = (def: EntityDefinition, member: string): CatalogueError =>
  badRequest(`${member} can't be set in bulk. Use PUT /${def.path} for each ${def.label}.`, {
    fields: [{ path: `/${member}`, message: 'is not taken in bulk' }],
  })

/** Creates or updates every item it can; the answer names each that failed. */
export async function bulkUpsert(
  def: EntityDefinition,
  items: readonly unknown[],
  options: Pick<UpsertOptions, 'overrideMetadata' | 'keepOmitted' | 'dryRun' | 'expected' | 'rules'>,
  ctx: RequestContext,
): Promise<{ result: BulkResult; rows: PlannedRow[] }> {
  const turn = takeTurns()
  const judged: Judged[] = []
  for (const item of items) {
    await turn()
    judged.push(judge(def, item))
  }
  const requests = judged.flatMap(({ request }) => (request === undefined ? [] : [request]))
  const outcomes = await upsertMany(def, requests, { ...options, mode: 'createOrUpdate', trustSourceHash: true }, ctx)
  const rows: PlannedRow[] = []
  const successRequest: BulkResult['successRequest'] = []
  const failedRequest: BulkResult['failedRequest'] = []
  let next = 0
  for (const [index, { item, request, error }] of judged.entries()) {
    await turn()
    const outcome = request === undefined ? undefined : outcomes[next++]
    if (outcome?.ok === true) {
      const { kind, after, changeDescription, unrecorded = [] } = outcome.plan
      const { row } = after
      successRequest.push({ request: row.fullyQualifiedName, status: 200 })
      const kept = options.keepOmitted === true && kind !== 'entityCreated' ? keptFields(def, request ?? {}, after) : []
      rows.push({
        row: index,
        outcome: kind,
        fullyQualifiedName: row.fullyQualifiedName,
        version: row.version,
        ...(changeDescription !== undefined && { changeDescription }),
        ...(unrecorded.length > 0 && { unrecorded: [...unrecorded] }),
        ...(kept.length > 0 && { kept }),
      })
      continue
    }
    const failure = explain(error ?? (outcome?.ok === false ? outcome.error : undefined))
    failedRequest.push({ request: item, status: failure.status, message: failure.message })
    rows.push({
      row: index,
      outcome: 'refused',
      message: failure.message,
      ...(failure.fields !== undefined && { fields: failure.fields }),
    })
  }
  const passed = successRequest.length
  const result: BulkResult = {
    dryRun: options.dryRun === true,
    status: passed === 0 ? 'failure' : failedRequest.length === 0 ? 'success' : 'partialSuccess',
    numberOfRowsProcessed: items.length,
    numberOfRowsPassed: passed,
    numberOfRowsFailed: failedRequest.length,
    successRequest,
    failedRequest,
  }
  return { result, rows }
}

/** What the request could have named, did not, and is not empty. */
const keptFields = (def: EntityDefinition, request: Readonly<Record<string, unknown>>, after: EntityState): string[] =>
  [...def.createFields].filter((name) => (requestValue(name, request) ?? null) === null && isFilled(def, after, name))

/** Has the entity something of its own in this member? */
export function isFilled(def: EntityDefinition, { row, relations, labels = [] }: EntityState, name: string): boolean {
  if (name === 'displayName') return row.displayName !== null
  if (name === 'tags') return labels.length > 0
  if (Object.hasOwn(def.relations, name)) return (relations.get(name) ?? []).some((target) => target.inherited !== true)
  const value = row.document[name]
  return value !== undefined && value !== null && value !== ''
}

/** As bulk results put it: 400 for whatever is wrong with the item, 403 for a missing right, 409 for what is another's. */
function explain(error: unknown): { status: number; message: string; fields?: PlannedRow['fields'] } {
  if (error instanceof z.ZodError) return { status: 400, message: violationList(error), fields: fieldProblems(error) }
  if (error instanceof CatalogueError) {
    const problems = refusalFields(error)
    const fields = problems === undefined ? {} : { fields: [...problems] }
    if (error.kind === 'forbidden') return { status: 403, message: `Permission denied: ${error.message}`, ...fields }
    return { status: error.kind === 'alreadyExists' ? 409 : 400, message: error.message, ...fields }
  }
  throw error
}

/** What is wrong, field by field; a missing right is a problem of the whole. */
export const refusalFields = ({ fields, denied, message }: CatalogueError): readonly FieldProblem[] | undefined =>
  denied === undefined
    ? fields
    : denied.operations.map((operation) => ({
        path: '',
        message,
        code: 'forbidden',
        params: { operation, type: denied.type },
      }))
