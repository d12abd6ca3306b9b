/** Two people changed the same entity: what of both can be kept, and where one has to give way. */
import { type Draft, type DraftValue, itemKey, referencesIn, sameDraftValue, tagsIn } from '@/lib/model/edits/draft'

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

/** Lists that take single additions and removals; owners and domains follow rules of their own and are one choice. */
const mergedByItem: ReadonlySet<string> = new Set(['charts', 'tags', 'dataModels'])

/** Three-way merge, field by field: `base` is what I started from, `theirs` what is stored now. */
export function mergeDrafts(base: Draft, theirs: Draft, mine: Draft): DraftMerge {
  const merged: Draft = { ...theirs }
  const result = { theirs: [] as string[], mine: [] as string[], clashes: [] as string[] }
  for (const field of Object.keys(mine)) {
    const [before, stored, wanted] = [base[field], theirs[field], mine[field]]
    if (wanted === undefined || sameDraftValue(before, wanted)) {
      if (!sameDraftValue(before, stored)) result.theirs.push(field)
    } else if (sameDraftValue(before, stored)) {
      merged[field] = wanted
      result.mine.push(field)
    } else if (!sameDraftValue(stored, wanted)) {
      if (mergedByItem.has(field)) {
        merged[field] = mergeItems(before, stored, wanted)
        result.mine.push(field)
      } else result.clashes.push(field)
    }
  }
  return { merged, ...result }
}

/** What is stored, without what I took out, with what I added. */
function mergeItems(before: DraftValue | undefined, stored: DraftValue | undefined, wanted: DraftValue): DraftValue {
  const merge = <Item extends Parameters<typeof itemKey>[0]>(
    read: (value: DraftValue | undefined) => Item[],
  ): Item[] => {
    const [started, kept, mine] = [new Set(read(before).map(itemKey)), read(stored), read(wanted)]
    const mineKeys = new Set(mine.map(itemKey))
    const removed = new Set([...started].filter((key) => !mineKeys.has(key)))
    const keptKeys = new Set(kept.map(itemKey))
    const added = mine.filter((item) => !started.has(itemKey(item)) && !keptKeys.has(itemKey(item)))
    return [...kept.filter((item) => !removed.has(itemKey(item))), ...added]
  }
  const tags = merge(tagsIn)
  return tags.length > 0 ? tags : merge(referencesIn)
}
