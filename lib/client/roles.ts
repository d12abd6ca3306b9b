/** Roles and policies as the settings write them: what has changed, on the version that was read. */
import { entityMutations } from '@/lib/client/mutations'
import { diffToPatch, type JsonPatch } from '@/lib/model/edits/json-patch'
import { addresses } from '@/lib/model/entities/addresses'
import type { Entity } from '@/lib/model/entities/entity'
import type { PolicyRule } from '@/lib/model/rules/access'

const [roles, policies] = [entityMutations(addresses.role), entityMutations(addresses.policy)]

interface Words {
  readonly name: string
  readonly displayName: string
  readonly description: string
}

/** A text without letters is none. */
const worded = ({ displayName, description }: Words) => ({
  displayName: displayName.trim() || undefined,
  description: description.trim() || undefined,
})

/** Steps from what was read to what was written. */
const stepsFrom = (known: Entity, wanted: Readonly<Record<string, unknown>>): JsonPatch =>
  diffToPatch(Object.fromEntries(Object.keys(wanted).map((member) => [member, known[member]])), wanted)

/** A new one where none is known. 412 when it has moved on meanwhile. */
export function saveRole(
  known: Entity | undefined,
  { policies: chosen, ...words }: Words & { readonly policies: readonly Entity[] },
): Promise<Entity> {
  if (known === undefined) {
    return roles.create({
      name: words.name,
      ...worded(words),
      policies: chosen.map(({ name, fullyQualifiedName = name }) => fullyQualifiedName),
    })
  }
  const before = (known.policies as readonly Entity[] | undefined)?.map(({ id }) => id).toSorted() // as the API has them
  const after = chosen.map(({ id }) => id)
  const isSame = JSON.stringify(before) === JSON.stringify(after.toSorted())
  const references = isSame ? {} : { policies: after.map((id) => ({ id, type: 'policy' })) }
  const patch = stepsFrom(known, { ...worded(words), ...references })
  return patch.length === 0 ? Promise.resolve(known) : roles.patch(known.id, patch, known.version)
}

/** A new one where none is known. 412 when it has moved on meanwhile. */
export function savePolicy(
  known: Entity | undefined,
  { rules, enabled, ...words }: Words & { readonly rules: readonly PolicyRule[]; readonly enabled: boolean },
): Promise<Entity> {
  if (known === undefined) return policies.create({ name: words.name, ...worded(words), enabled, rules })
  const patch = stepsFrom(known, { ...worded(words), enabled, rules })
  return patch.length === 0 ? Promise.resolve(known) : policies.patch(known.id, patch, known.version)
}
