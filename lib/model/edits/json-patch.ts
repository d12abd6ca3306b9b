/**
 * JSON Patch (RFC 6902) as OpenMetadata servers apply it (docs/contract/verbs.md#patch): server-managed
 * members are ignored, `replace` of a missing member adds it, everything else is strict.
 */
import jsonPatch, { type Operation } from 'fast-json-patch'
import { z } from 'zod'
import { sameValue } from '@/lib/model/edits/change'
import { recordedMembers } from '@/lib/model/fields/members'
import {
  boundedList,
  boundedText,
  boundedValue,
  depthMax,
  entityMax,
  looseMax,
  measure,
  textMax,
} from '@/lib/model/rules/bounds'
import { pointerTo } from '@/lib/model/rules/violations'
import { badRequest } from '@/lib/model/wire/errors'

const pointer = boundedText(textMax.fqn)
export const jsonPatchSchema = boundedList(
  z.object({
    op: z.enum(['add', 'remove', 'replace', 'move', 'copy', 'test']),
    path: pointer,
    from: pointer.optional(),
    value: boundedValue(entityMax).optional(),
  }),
).meta({ id: 'JsonPatch' })
export type JsonPatch = z.infer<typeof jsonPatchSchema>

/** Is an operation there skipped, without a word? */
export const isManaged = (path: string): boolean =>
  path.endsWith('/href') || recordedMembers.has(path.split('/')[1] ?? '')

function requirePointer(member: 'path' | 'from', value: string): void {
  if (value === '' || value.startsWith('/')) return
  throw badRequest(
    `Invalid JSON Patch '${member}' value '${value}' - non-empty JSON Pointer must begin with '/' (RFC 6901)`,
  )
}

const fromPointer = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~')

interface Place {
  readonly parent: unknown
  readonly exists: boolean
  readonly value: unknown
}

/** What is at the path. Members are own ones: `/constructor` is nowhere. */
function look(document: unknown, path: string): Place {
  let place: Place = { parent: undefined, exists: true, value: document }
  for (const segment of path.split('/').slice(1).map(fromPointer)) {
    const parent = place.value
    const exists = isContainer(parent) && Object.hasOwn(parent, segment)
    place = { parent, exists, value: exists ? (parent as Record<string, unknown>)[segment] : undefined } // own, as just seen
  }
  return place
}

const depthOf = (path: string): number => path.split('/').length - 1

/**
 * The patched document, one operation after the other: there can be thousands. The given one is left alone. Throws 400
 * naming the operation that cannot be applied.
 */
export function* patching(
  document: Readonly<Record<string, unknown>>,
  patch: JsonPatch,
): Generator<void, Record<string, unknown>> {
  let patched = withOwn(document, patch)
  let left = entityMax
  let leftToCopy = looseMax
  for (const [index, step] of patch.entries()) {
    yield
    requirePointer('path', step.path)
    if (step.from !== undefined) requirePointer('from', step.from)
    // Nothing of a patch is done when a test fails, whatever it looks at.
    if (step.op !== 'test' && (isManaged(step.path) || (step.from !== undefined && isManaged(step.from)))) continue
    const refuse = (reason: string, cause?: unknown): never => {
      throw badRequest(`Invalid JSON Patch: operation ${index} (${step.op} ${step.path}) ${reason}`, {
        cause,
        fields: [{ path: step.path, message: reason }],
        hint: 'Paths are those of a GET with fields=*.',
      })
    }
    if (Math.max(depthOf(step.path), depthOf(step.from ?? '')) > depthMax) refuse('operation path too deep')
    const place = look(patched, step.path)
    const source = step.op === 'copy' || step.op === 'move' ? look(patched, step.from ?? '') : undefined
    if (source?.exists === false) refuse('operation from unresolvable')
    const most = step.op === 'copy' ? Math.min(left, leftToCopy) : left
    const cost = costOf(step, place, source, most)
    if (cost === undefined || cost > most) return refuse('makes the entity too large')
    left -= cost
    if (step.op === 'copy') leftToCopy -= cost
    const op = step.op === 'replace' && !place.exists && isContainer(place.parent) && !Array.isArray(place.parent)
    try {
      // `value: undefined` (a missing value) would be taken for null; the library's validator refuses it.
      // A clone, because later steps may write into the value, and a patch may be applied again to a newer state.
      const value = step.op === 'test' || !isContainer(step.value) ? step.value : jsonPatch.deepClone(step.value)
      const operation = { ...step, value, ...(op && { op: 'add' }) } as Operation
      patched = jsonPatch.applyOperation(patched, operation, true, true, true, index).newDocument
    } catch (cause) {
      refuse(
        cause instanceof jsonPatch.JsonPatchError ? cause.name.toLowerCase().replaceAll('_', ' ') : 'cannot be applied',
        cause,
      )
    }
  }
  if (!isContainer(patched) || Array.isArray(patched))
    throw badRequest('Invalid JSON Patch: the result is not an object')
  return patched
}

/** The document, with a copy of each member that steps may write into; one, however many steps name it. */
function withOwn(document: Readonly<Record<string, unknown>>, patch: JsonPatch): Record<string, unknown> {
  const own: Record<string, unknown> = {}
  // V8 keeps an entity as a hash table, which takes three times as long to spread.
  for (const member of Object.keys(document)) own[member] = document[member]
  const named = new Set(patch.flatMap(({ path, from = '' }) => [path, from]).map((path) => path.split('/', 2)[1] ?? ''))
  for (const member of [...named].map(fromPointer))
    if (Object.hasOwn(own, member)) own[member] = jsonPatch.deepClone(own[member])
  return own
}

/** Moving an item of a list by one place, next to copying a character. */
const shiftCost = 1 / 16

/**
 * What a step takes: what it puts in, copies or compares, and the items it shifts. All steps together may take as much as
 * the largest entity, and copies a tenth of that, so a short patch that doubles and doubles ends soon. Undefined where the value would lie too deep.
 */
function costOf(step: JsonPatch[number], place: Place, source: Place | undefined, left: number): number | undefined {
  const shifted = [place, source].reduce(
    (sum, one) => sum + (Array.isArray(one?.parent) && step.op !== 'test' ? one.parent.length * shiftCost : 0),
    0,
  )
  if (step.op === 'remove') return shifted
  const taken = measure(source === undefined ? step.value : source.value, left, depthMax - depthOf(step.path))
  const lost = step.op === 'move' ? measure(place.value, left) : 0 // the library copies what a move replaces
  return taken === undefined || lost === undefined ? undefined : shifted + taken + lost
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

/**
 * The steps that turn one document into another, one for each member that differs; what a form sends. Lists are replaced
 * whole: steps by position would hit the wrong item where the server shows a list in another order or with inherited items.
 */
export function diffToPatch(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): JsonPatch {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((member): JsonPatch => {
    const [old, value] = [before[member], after[member]]
    if (sameValue(old, value)) return []
    const path = pointerTo([member])
    if (value === undefined) return [{ op: 'remove', path }]
    return [{ op: old === undefined ? 'add' : 'replace', path, value }]
  })
}
