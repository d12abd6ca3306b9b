/** Two people changed the same entity: what of both can be kept, and where one has to give way. */
import { type Draft, sameDraftValue } from '@/lib/model/edits/draft'
import { type Field, fieldOf, type WithMembers } from '@/lib/model/fields/field'
import type { DraftValue } from '@/lib/model/fields/kind'
import { kindOf } from '@/lib/model/fields/kinds'

export interface DraftMerge {
  /** Theirs with mine on top; at a clash it holds theirs until somebody decides. */
  readonly merged: Draft
  /** Fields that they have changed and I have not. */
  readonly theirs: readonly string[]
  /** Fields that I have changed and they have not, or whose lists took in what both did. */
  readonly mine: readonly string[]
  /** Fields that both changed, differently. */
  readonly clashes: readonly string[]
}

/** Owners and domains follow rules of their own and are one choice, as is a tier; so is what has an order. */
const mergesByItem = (field: Field): boolean => {
  const { key, isOrdered } = kindOf(field)
  const isOneChoice = field.kind === 'people' || field.member === 'domains' || field.part === 'tier'
  return key !== undefined && isOrdered !== true && !isOneChoice
}

/** Three-way merge, field by field: `base` is what I started from, `theirs` what is stored now. */
export function mergeDrafts(def: WithMembers, base: Draft, theirs: Draft, mine: Draft): DraftMerge {
  const merged: Draft = { ...theirs }
  const result = { theirs: [] as string[], mine: [] as string[], clashes: [] as string[] }
  for (const [name, wanted] of Object.entries(mine)) {
    // Its properties are fields of their own.
    if (name === 'extension') continue
    const [before, stored] = [base[name], theirs[name]]
    const isSame = (one: DraftValue | undefined, other: DraftValue | undefined) => sameDraftValue(def, name, one, other)
    if (isSame(before, wanted)) {
      if (!isSame(before, stored)) result.theirs.push(name)
    } else if (isSame(before, stored)) {
      merged[name] = wanted
      result.mine.push(name)
    } else if (!isSame(stored, wanted)) {
      const field = fieldOf(def, name)
      if (mergesByItem(field) && Array.isArray(stored) && Array.isArray(wanted)) {
        merged[name] = mergeItems(field, Array.isArray(before) ? before : [], stored, wanted)
        result.mine.push(name)
      } else result.clashes.push(name)
    }
  }
  return { merged, ...result }
}

/** What is stored, without what I took out, with what I added. */
function mergeItems<Item>(field: Field, before: readonly Item[], stored: readonly Item[], wanted: readonly Item[]) {
  const { key = String } = kindOf(field)
  const [started, kept, mine] = [before, stored, wanted].map((items) => new Set(items.map(key)))
  return [
    ...stored.filter((item) => !started?.has(key(item)) || mine?.has(key(item))),
    ...wanted.filter((item) => !started?.has(key(item)) && !kept?.has(key(item))),
  ] as DraftValue & unknown[] // items of what were draft values
}
