/**
 * What earlier versions of the server kept in the clear: members that were not sealed yet, and values in records of
 * changes that were masked by the name of the member alone.
 */
import type { Sealer } from '@/lib/entities/context'
import { inRecord, isSealed, seal } from '@/lib/entities/secrets'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { ChangeDescription, FieldChange } from '@/lib/model/entities/entity'
import { definitionOf, definitions } from '@/lib/model/entities/registry'
import { isRecord } from '@/lib/model/rules/is-record'
import { mask } from '@/lib/model/rules/shown'
import type { EntityDocument } from '@/lib/store/rows'
import type { Store } from '@/lib/store/store'

/** Under this key the database remembers that it was done. What is sealed next gets another. */
const doneSetting = 'secrets.sealedByAllowList'

/** Once for a database; interrupted, it goes on from where it was with the next start. */
export async function sealStored({ store, sealer }: { readonly store: Store; readonly sealer: Sealer }): Promise<void> {
  if ((await store.setting(doneSetting)) !== undefined) return
  const sealing = definitions.filter((def) => Object.keys(def.sealed).length > 0)
  await store.rewrite({
    types: sealing.map((def) => def.type),
    members: [...new Set(sealing.flatMap((def) => Object.keys(def.sealed)))],
    document: (type, document) => {
      const def = definitionOf(type)
      return def === undefined ? undefined : sealDocument(def, document, sealer)
    },
    event: (event) => {
      const def = definitionOf(event.entityType)
      if (def === undefined || event.changeDescription === undefined) return undefined
      const changeDescription = maskChanges(def, event.changeDescription)
      return changeDescription && { ...event, changeDescription }
    },
  })
  await store.putSetting(doneSetting, new Date().toISOString())
}

/** Undefined where nothing is to be done. */
function sealDocument(def: EntityDefinition, document: EntityDocument, sealer: Sealer): EntityDocument | undefined {
  const sealed = Object.keys(def.sealed)
    .filter((member) => document[member] !== undefined && !isSealed(document[member]))
    .map((member) => [member, seal(document[member], { sealer })] as const)
  const { changeDescription } = document
  const changes = isChanges(changeDescription) ? maskChanges(def, changeDescription) : undefined
  if (sealed.length === 0 && changes === undefined) return undefined
  return { ...document, ...Object.fromEntries(sealed), ...(changes !== undefined && { changeDescription: changes }) }
}

const lists = ['fieldsAdded', 'fieldsUpdated', 'fieldsDeleted'] as const

const isChanges = (value: unknown): value is ChangeDescription =>
  isRecord(value) && lists.every((list) => Array.isArray(value[list]))

function maskChanges(def: EntityDefinition, changes: ChangeDescription): ChangeDescription | undefined {
  if (!lists.some((list) => changes[list].some(({ name }) => Object.hasOwn(def.sealed, name)))) return undefined
  const masked = lists.map((list) => [list, changes[list].map((change) => maskChange(def, change))] as const)
  return { ...changes, ...Object.fromEntries(masked) }
}

function maskChange(def: EntityDefinition, change: FieldChange): FieldChange {
  if (!Object.hasOwn(def.sealed, change.name)) return change
  const { oldValue, newValue } = change
  return {
    ...change,
    ...(oldValue !== undefined && { oldValue: masked(def, change.name, oldValue) }),
    ...(newValue !== undefined && { newValue: masked(def, change.name, newValue) }),
  }
}

/** The entity may be gone: of which tool a connection is, it says itself. */
function masked(def: EntityDefinition, member: string, recorded: unknown): string {
  try {
    const value: unknown = JSON.parse(String(recorded))
    const config = isRecord(value) && isRecord(value.config) ? value.config : {}
    return inRecord(def, member, value, { serviceType: config.type })
  } catch {
    return JSON.stringify(mask)
  }
}
