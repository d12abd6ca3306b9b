/** Roles and policies as the settings write them: what has changed, on the version that was read. */
import { entityMutations } from '@/lib/client/mutations'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import type { Entity } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import type { PolicyRule } from '@/lib/model/rules/access'

const roleAddress: EntityAddress = { type: 'role', collection: 'roles', path: 'roles', label: 'role' }
const policyAddress: EntityAddress = { type: 'policy', collection: 'policies', path: 'policies', label: 'policy' }
const [roles, policies] = [entityMutations(roleAddress), entityMutations(policyAddress)]

interface Words {
  readonly name: string
  readonly displayName: string
  readonly description: string
}

const given = ({ name, displayName, description }: Words) => ({
  name,
  ...(displayName.trim() !== '' && { displayName: displayName.trim() }),
  ...(description.trim() !== '' && { description: description.trim() }),
})

/** Steps from what was read to what was written; a text without letters is none. */
function steps(known: Entity, wanted: Readonly<Record<string, unknown>>): JsonPatch {
  return Object.entries(wanted).flatMap(([member, value]): JsonPatch => {
    const before = known[member]
    const after = typeof value === 'string' ? value.trim() : value
    if (JSON.stringify(before ?? '') === JSON.stringify(after)) return []
    return after === '' ? [{ op: 'remove', path: `/${member}` }] : [{ op: 'add', path: `/${member}`, value: after }]
  })
}

/** A new one where none is known. 412 when it has moved on meanwhile. */
export function saveRole(
  known: Entity | undefined,
  { policies: chosen, ...words }: Words & { readonly policies: readonly Entity[] },
): Promise<Entity> {
  if (known === undefined) {
    return roles.create({
      ...given(words),
      policies: chosen.map(({ name, fullyQualifiedName = name }) => fullyQualifiedName),
    })
  }
  const { displayName, description } = words
  const before = (known.policies as readonly Entity[] | undefined)?.map(({ id }) => id).toSorted() // as the API has them
  const after = chosen.map(({ id }) => id)
  const isSame = JSON.stringify(before) === JSON.stringify(after.toSorted())
  const references = isSame ? {} : { policies: after.map((id) => ({ id, type: 'policy' })) }
  const patch = steps(known, { displayName, description, ...references })
  return patch.length === 0 ? Promise.resolve(known) : roles.patch(known.id, patch, known.version)
}

/** A new one where none is known. 412 when it has moved on meanwhile. */
export function savePolicy(
  known: Entity | undefined,
  { rules, enabled, ...words }: Words & { readonly rules: readonly PolicyRule[]; readonly enabled: boolean },
): Promise<Entity> {
  if (known === undefined) return policies.create({ ...given(words), enabled, rules })
  const { displayName, description } = words
  const patch = steps(known, { displayName, description, enabled, rules })
  return patch.length === 0 ? Promise.resolve(known) : policies.patch(known.id, patch, known.version)
}
