/** What an import leaves alone by its mode, and what it does with names of deleted things. Decided in the plan; the run does what was planned. */
import type { RequestContext } from '@/lib/entities/context'
import { requestFqn } from '@/lib/import/check-rows'
import type { ImportInput } from '@/lib/jobs/import-input'
import type { RowRequest } from '@/lib/jobs/row-requests'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'
import type { StoredEntity } from '@/lib/store/rows'

type Options = Pick<ImportMapping, 'mode' | 'deleted'>

/** Why a row is not written, by what the catalogue has under its name. */
interface LeftOut {
  readonly to: 'skipped' | 'refused'
  readonly message: string
}

const hasMode = ({ mode = 'createOrUpdate', deleted = 'restore' }: Options): boolean =>
  mode !== 'createOrUpdate' || deleted !== 'restore'

/** `before`: what has the name, deleted or not. */
export function leftOutBy(
  { mode = 'createOrUpdate', deleted = 'restore' }: Options,
  before: Pick<StoredEntity, 'deleted'> | undefined,
): LeftOut | undefined {
  if (before?.deleted === true && deleted === 'fail')
    return { to: 'refused', message: 'A deleted one has this name: restore it first, or let the import bring it back' }
  if (before !== undefined && mode === 'create')
    return {
      to: 'skipped',
      message: `There is ${before.deleted ? 'a deleted' : 'such a'} one: only new ones are created`,
    }
  if (before === undefined && mode === 'update')
    return { to: 'skipped', message: 'There is no such one: only what is there is updated' }
  return undefined
}

/** Is something wrong with what the row is in? Then nobody knows what it is called, and whether that is there. */
export const isNameless = (
  { container }: EntityDefinition,
  problems: readonly { readonly member?: string }[],
): boolean => problems.some(({ member }) => member !== undefined && member === container?.field)

/** What the mode says of each request, by the name that it comes to. What has been refused has not been looked for yet. */
export async function modeOf(
  def: EntityDefinition,
  { mapping }: Pick<ImportInput, 'mapping'>,
  asked: readonly RowRequest[],
  seen: ReadonlyMap<string, StoredEntity | undefined>,
  { store }: RequestContext,
): Promise<(request: RowRequest['request']) => (LeftOut & { readonly fullyQualifiedName: string }) | undefined> {
  if (!hasMode(mapping)) return () => undefined
  const names = asked.flatMap(({ request }) => requestFqn(def, request) ?? [])
  const unseen = names.filter((name) => !seen.has(name))
  const found = await store.findByFqns(def.type, unseen)
  const there = new Map([...seen, ...found.map((row) => [row.fullyQualifiedName, row] as const)])
  return (request) => {
    const fullyQualifiedName = requestFqn(def, request)
    if (fullyQualifiedName === undefined) return undefined
    const left = leftOutBy(mapping, there.get(fullyQualifiedName))
    return left === undefined ? undefined : { ...left, fullyQualifiedName }
  }
}
