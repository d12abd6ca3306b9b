/**
 * JSON Patch (RFC 6902) as OpenMetadata servers apply it (dashboards API reference 4.3, supporting APIs 4.2): server-managed
 * members are ignored, `replace` of a missing member adds it, everything else is strict.
 */
import jsonPatch, { type Operation } from 'fast-json-patch'
import { z } from 'zod'
import { boundedList, boundedText, boundedValue, entityMax, textMax } from '@/lib/model/bounds'
import { sameValue } from '@/lib/model/change'
import { badRequest } from '@/lib/model/errors'
import { pointerTo } from '@/lib/model/violations'

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

/** Members whose operations are skipped without a word, wherever they point inside. */
const managed: readonly string[] = [
  'changeDescription',
  'incrementalChangeDescription',
  'version',
  'updatedAt',
  'updatedBy',
  'impersonatedBy',
  'href',
  'followers',
  'votes',
  'usageSummary',
]

const isManaged = (path: string): boolean => path.endsWith('/href') || managed.includes(path.split('/')[1] ?? '')

function requirePointer(member: 'path' | 'from', value: string): void {
  if (value === '' || value.startsWith('/')) return
  throw badRequest(
    `Invalid JSON Patch '${member}' value '${value}' - non-empty JSON Pointer must begin with '/' (RFC 6901)`,
  )
}

const fromPointer = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~')

/** Does the member exist, and does its parent? */
function look(document: unknown, path: string): { parent: unknown; exists: boolean } {
  const segments = path.split('/').slice(1).map(fromPointer)
  const last = segments.pop() ?? ''
  let parent = document
  for (const segment of segments) {
    parent =
      typeof parent === 'object' && parent !== null && Object.hasOwn(parent, segment)
        ? (parent as Record<string, unknown>)[segment]
        : undefined
  }
  return { parent, exists: typeof parent === 'object' && parent !== null && Object.hasOwn(parent, last) }
}

/** The patched document; the given one is left alone. Throws 400 naming the operation that cannot be applied. */
export function applyPatch(document: Readonly<Record<string, unknown>>, patch: JsonPatch): Record<string, unknown> {
  let patched: Record<string, unknown> = structuredClone(document)
  for (const [index, step] of patch.entries()) {
    requirePointer('path', step.path)
    if (step.from !== undefined) requirePointer('from', step.from)
    if (isManaged(step.path) || (step.from !== undefined && isManaged(step.from))) continue
    const { parent, exists } = look(patched, step.path)
    const op = step.op === 'replace' && !exists && isContainer(parent) && !Array.isArray(parent) ? 'add' : step.op
    try {
      // `value: undefined` (a missing value) would be taken for null; the library's validator refuses it.
      const operation = { ...step, op } as Operation
      patched = jsonPatch.applyOperation(patched, operation, true, true, true, index).newDocument
    } catch (cause) {
      const reason =
        cause instanceof jsonPatch.JsonPatchError ? cause.name.toLowerCase().replaceAll('_', ' ') : 'cannot be applied'
      throw badRequest(`Invalid JSON Patch: operation ${index} (${step.op} ${step.path}) ${reason}`, {
        cause,
        fields: [{ path: step.path, message: reason }],
        hint: 'Paths are those of a GET with fields=*.',
      })
    }
  }
  if (!isContainer(patched) || Array.isArray(patched))
    throw badRequest('Invalid JSON Patch: the result is not an object')
  return patched
}

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null

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
