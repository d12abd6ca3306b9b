import type { RequestContext } from '@/lib/entities/context'
import { mayOn } from '@/lib/entities/gate'
import { requestValue } from '@/lib/entities/resolve'
import { openSealed, sealSent } from '@/lib/entities/secrets'
import { byTagFqn, type EntityState, withHidden } from '@/lib/entities/state'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { badRequest } from '@/lib/model/wire/errors'

export interface PutOptions {
  /** Lets a bot overwrite what people wrote. */
  readonly overrideMetadata?: boolean
  /** A field that the request leaves out stays as it is, whatever the contract would do with it. */
  readonly keepOmitted?: boolean
}

/**
 * What a PUT makes of a stored entity, field by field (docs/contract/verbs.md#put): descriptions and charts left out
 * are cleared, owners, tags and domains are kept, tags merge. A bot fills gaps but overwrites neither description, owners
 * nor domains, nor a display name that its policies keep from it; unless the call says so (`overrideMetadata`), and then
 * its tags replace those that are there. A file rarely has a column for everything, so an import asks for
 * `keepOmitted`: it changes what it names and nothing else.
 */
export function mergePut(
  def: EntityDefinition,
  before: EntityState,
  requested: EntityState,
  request: Readonly<Record<string, unknown>>,
  { overrideMetadata = false, keepOmitted = false }: PutOptions,
  ctx: RequestContext,
): EntityState {
  for (const member of def.settled ?? []) {
    const stored = before.row.document[member]
    if (isAbsent(request[member]) || request[member] === stored) continue
    throw badRequest(`The ${member} of a ${def.label} cannot change: ${before.row.fullyQualifiedName} has ${stored}`, {
      hint: `Leave it as it is, or create another ${def.label}.`,
      fields: [{ path: `/${member}`, message: `is ${stored} and cannot change` }],
    })
  }
  const careful = ctx.actor.isBot && !overrideMetadata
  const relations = new Map(before.relations)
  for (const [name, targets] of requested.relations) {
    const field = def.relations[name]
    if (field === undefined || def.readOnly.has(name)) continue
    if (keepOmitted && isAbsent(requestValue(name, request))) continue
    const stored = (before.relations.get(name) ?? []).filter((target) => target.inherited !== true)
    if (targets.length === 0 && (field.omitted === 'keep' || isAbsent(requestValue(name, request)) === false)) {
      if (field.omitted === 'clear') relations.set(name, withHidden(before, name, [], field))
      continue
    }
    if (careful && (name === 'domains' || name === 'owners') && stored.length > 0) continue
    relations.set(name, withHidden(before, name, targets, field))
  }
  const merged = ctx.actor.isBot
    ? def.parts?.merge(before.row.document, requested.row.document, overrideMetadata)
    : undefined
  const document = { ...(merged ?? requested.row.document) }
  for (const member of def.keptByPut) {
    if (isAbsent(request[member]) && before.row.document[member] !== undefined)
      document[member] = before.row.document[member]
  }
  if (keepOmitted) {
    const copied = new Set(def.container?.copies)
    for (const [member, stored] of Object.entries(before.row.document)) {
      if (isAbsent(request[member]) && !copied.has(member)) document[member] = stored
    }
    // A custom property is a field of its own to whoever fills in a table.
    if (isRecord(document.extension) && isRecord(before.row.document.extension))
      document.extension = { ...before.row.document.extension, ...document.extension }
  }
  for (const member of ['description', 'extension']) {
    const kept = before.row.document[member]
    // Even one that overrides has nothing to put in the place of what its tool does not know.
    if (isFilled(kept) && (careful || (ctx.actor.isBot && isAbsent(request[member])))) document[member] = kept
  }
  for (const member of def.readOnly) {
    if (before.row.document[member] !== undefined) document[member] = before.row.document[member]
  }
  for (const member of Object.keys(def.sealed)) {
    const kept = before.row.document[member]
    if (document[member] !== undefined && document[member] !== kept)
      document[member] = sealSent(def, member, openSealed(document[member], ctx), before.row.document, ctx)
  }
  if (def.fields.has('lifeCycle')) {
    const aspects = newerAspects(before.row.document.lifeCycle, request.lifeCycle)
    if (aspects !== undefined) document.lifeCycle = aspects
  }
  const keepsName =
    (keepOmitted && isAbsent(request.displayName)) ||
    // Whether somebody may edit all is asked of every PUT; a policy may take the name out of that.
    (careful && isFilled(before.row.displayName) && !mayOn(def, before, ['EditDisplayName'], ctx))
  const replacesLabels = ctx.actor.isBot && overrideMetadata && (requested.labels ?? []).length > 0
  return {
    ...before,
    row: {
      ...before.row,
      displayName: keepsName ? before.row.displayName : requested.row.displayName,
      deleted: false,
      document,
    },
    relations,
    ...(requested.partLabels !== undefined && {
      partLabels: new Map([...(before.partLabels ?? []), ...requested.partLabels]),
    }),
    labels: replacesLabels ? requested.labels : mergeLabels(before, requested),
  }
}

const isFilled = (value: unknown): boolean => !isAbsent(value) && value !== ''

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/** New labels are added, none is removed; a label that is there stays as it was applied. */
function mergeLabels(before: EntityState, requested: EntityState): EntityState['labels'] {
  if (before.labels === undefined) return requested.labels
  const stored = new Set(before.labels.map((label) => label.entity.id))
  const added = (requested.labels ?? []).filter((label) => !stored.has(label.entity.id))
  return added.length === 0 ? before.labels : [...before.labels, ...added].toSorted(byTagFqn)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Per aspect of a life cycle (created, updated, accessed) the newer timestamp wins; a missing aspect is kept. */
function newerAspects(stored: unknown, requested: unknown): Record<string, unknown> | undefined {
  if (!isRecord(requested)) return isRecord(stored) ? stored : undefined
  const merged: Record<string, unknown> = isRecord(stored) ? { ...stored } : {}
  for (const [aspect, value] of Object.entries(requested)) {
    const old = merged[aspect]
    const newer = !isRecord(old) || (isRecord(value) && Number(value.timestamp) > Number(old.timestamp))
    if (value !== null && value !== undefined && newer) merged[aspect] = value
  }
  return merged
}
