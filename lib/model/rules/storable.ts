import { depthMax } from '@/lib/model/rules/bounds'
import { pointerTo } from '@/lib/model/rules/violations'
import type { FieldProblem } from '@/lib/model/wire/errors'

/** What in a JSON value no store can keep: the first place and the reason. */
export function unstorable(value: unknown, path: readonly PropertyKey[] = []): FieldProblem | undefined {
  const problem = (message: string): FieldProblem => ({ path: pointerTo(path), message })
  if (path.length > depthMax) return problem(`is nested more than ${depthMax} levels deep`)
  if (typeof value === 'string') {
    if (value.includes('\u0000')) return problem('must not contain the character U+0000')
    return value.isWellFormed() ? undefined : problem('must be valid Unicode')
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, member] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    if (typeof key === 'string' && (key === '__proto__' || key.includes('\u0000') || !key.isWellFormed()))
      return problem('has a member with a name that is not allowed')
    const found = unstorable(member, [...path, key])
    if (found !== undefined) return found
  }
  return undefined
}
