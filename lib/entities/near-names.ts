import type { RequestContext } from '@/lib/entities/context'
import { takeTurns } from '@/lib/entities/turns'
import { withinTypes } from '@/lib/entities/visible'
import type { EntityType } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { nearestNames } from '@/lib/model/rules/nearest-names'
import type { PlannedRow } from '@/lib/model/wire/bulk-result'
import type { FieldProblem } from '@/lib/model/wire/errors'

/** Names that are looked for in one call; who has misspelt more has another problem. */
const namesMax = 50
/** Names of a type that are compared, the first of them. */
const candidatesMax = 500

/** The rows, and with each name that was not found the one that is most like it, of those that the caller may see. */
export async function withNearNames(rows: readonly PlannedRow[], ctx: RequestContext): Promise<PlannedRow[]> {
  const missing = new Map(
    rows.flatMap(({ fields = [] }) =>
      fields.flatMap((problem) => {
        const name = missingName(problem)
        return name === undefined ? [] : [[keyOf(name), name] as const]
      }),
    ),
  )
  const near = new Map<string, string>()
  const turn = takeTurns()
  for (const [type, names] of Map.groupBy([...missing.values()].slice(0, namesMax), (name) => name.type)) {
    const candidates = await candidatesOf(type, ctx)
    for (const name of names) {
      await turn()
      const [nearest] = nearestNames(name.key, candidates, (candidate) => candidate, 1)
      if (nearest !== undefined) near.set(keyOf(name), nearest)
    }
  }
  if (near.size === 0) return [...rows]
  return rows.map((row) => {
    if (row.fields === undefined) return row
    const fields = row.fields.map((problem) => {
      const name = missingName(problem)
      const nearest = name === undefined ? undefined : near.get(keyOf(name))
      return nearest === undefined ? problem : { ...problem, params: { ...problem.params, near: nearest } }
    })
    return { ...row, fields }
  })
}

interface MissingName {
  readonly type: EntityType
  readonly key: string
}

const keyOf = ({ type, key }: MissingName): string => `${type} ${key}`

function missingName({ code, params: { type, key } = {} }: FieldProblem): MissingName | undefined {
  const def = typeof type === 'string' ? definitionOf(type as EntityType) : undefined // undefined for any other
  return code === 'notFound' && def !== undefined && typeof key === 'string' ? { type: def.type, key } : undefined
}

async function candidatesOf(type: EntityType, ctx: RequestContext): Promise<string[]> {
  const within = withinTypes([type], ctx).get(type)
  const page = await ctx.store.list({
    type,
    include: 'non-deleted',
    sort: 'name',
    limit: candidatesMax,
    uncounted: true,
    ...(within !== undefined && { within }),
  })
  return page.rows.map((row) => row.fullyQualifiedName)
}
