/**
 * Another place: below another one of its type, or in another container. Names go on from there, so what follows a new name
 * (`renaming.ts`) follows a new place.
 */
import type { Resolved } from '@/lib/entities/resolve'
import type { EntityState } from '@/lib/entities/state'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { entityReference } from '@/lib/model/entities/entity'
import { joinFqn } from '@/lib/model/rules/fqn'
import { badRequest } from '@/lib/model/wire/errors'
import type { EntitySummary, StoredEntity } from '@/lib/store/rows'

type Values = Readonly<Record<string, unknown>>

const idIn = (value: unknown): string | undefined => entityReference.safeParse(value).data?.id

/** The member that names the one of its own type that it hangs below, where containment does not say it. */
export const parentMember = ({ relations, childRelation }: EntityDefinition): string | undefined =>
  childRelation === undefined
    ? undefined
    : Object.keys(relations).find((name) => relations[name]?.relation === childRelation && !relations[name].reverse)

/** Where a patch puts something: by id, null for nothing there, and left out where it stays. */
export interface Place {
  readonly container?: string | null
  readonly parent?: string | null
}

/** What a patch has changed of the place that its caller was shown; of one that was not shown it says nothing. */
export function placeIn(def: EntityDefinition, shown: Values, patched: Values): Place {
  const changed = (member: string | undefined) => {
    if (member === undefined || !def.movedBy.has(member)) return undefined
    const [was, is] = [idIn(shown[member]), idIn(patched[member])]
    return was === is ? undefined : (is ?? null)
  }
  const { container: field } = def
  const container = changed(field?.field)
  const parent = changed(parentMember(def))
  return {
    // A container that has to be is not taken away by leaving it out.
    ...(container !== undefined && (container !== null || field?.optional === true) && { container }),
    ...(parent !== undefined && { parent }),
  }
}

/**
 * The state in another place. In another container it is at the top; below another one it is in the container of that one.
 * Throws 400 and 404.
 */
export function withPlace(def: EntityDefinition, before: EntityState, place: Place, resolved: Resolved): EntityState {
  const { container } = def
  if (container === undefined || (place.container === undefined && place.parent === undefined)) return before
  const parent = place.parent ? resolved.byId(def.type, place.parent) : undefined
  if (parent !== undefined && place.container !== undefined && parent.containerId !== place.container)
    throw badRequest(`${parent.fullyQualifiedName} is in another ${container.field}`, {
      fields: [{ path: `/${parentMember(def)}`, message: `is in another ${container.field}` }],
    })
  if (parent !== undefined) return placed(def, before, parent, parent.container)
  const inside = place.container ? resolved.byId(container.type, place.container) : null
  return placed(def, before, undefined, place.container === undefined ? before.row.container : inside)
}

function placed(
  def: EntityDefinition,
  before: EntityState,
  parent: StoredEntity | undefined,
  inside: EntitySummary | null,
): EntityState {
  const { row } = before
  const above = parent ?? inside
  if (above !== null && above.type === def.type && isOneOrBelow(above.fullyQualifiedName, row.fullyQualifiedName))
    throw badRequest(`Can't move ${def.label} ${row.name} to its child ${def.label} ${above.name}`, {
      hint: 'Something cannot stand below itself: choose another place.',
    })
  const member = parentMember(def)
  return {
    ...before,
    row: {
      ...row,
      containerId: inside?.id ?? null,
      container: inside,
      fullyQualifiedName: joinFqn(above?.fullyQualifiedName, row.name),
    },
    relations:
      member === undefined
        ? before.relations
        : new Map(before.relations).set(member, parent === undefined ? [] : [{ entity: parent }]),
  }
}

const isOneOrBelow = (fqn: string, of: string): boolean => fqn === of || fqn.startsWith(`${of}.`)
