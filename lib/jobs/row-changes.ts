/** Which fields a row changes, and how: one answer for counts, filters and files. */
import type { ImportResult } from '@/lib/jobs/import-result'
import type { FieldChange } from '@/lib/model/entities/entity'
import type { ChangeKind } from '@/lib/model/wire/job'

type Changing = Pick<ImportResult, 'changeDescription' | 'unrecorded' | 'cleared'>

/** By the name of the field. */
export function changesIn({ changeDescription, unrecorded = [], cleared }: Changing): ReadonlyMap<string, ChangeKind> {
  const { fieldsAdded = [], fieldsUpdated = [], fieldsDeleted = [] } = changeDescription ?? {}
  const names = (fields: readonly FieldChange[]) => new Set(fields.map(({ name }) => name))
  const [added, changed, deleted] = [names(fieldsAdded), names([...fieldsUpdated, ...unrecorded]), names(fieldsDeleted)]
  const emptied = names(fieldsDeleted.filter(({ newValue }) => isNothing(newValue)))
  const kindOf = (name: string): ChangeKind => {
    // Something that loses some of its items, and gets others, is not cleared.
    const loses = emptied.has(name) && !added.has(name)
    if (loses && (cleared === undefined || cleared.includes(name) || name.startsWith('extension'))) return 'cleared'
    if (changed.has(name) || (added.has(name) && deleted.has(name))) return 'changed'
    return added.has(name) ? 'added' : 'removed'
  }
  return new Map([...added, ...changed, ...deleted].map((name) => [name, kindOf(name)]))
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === ''
