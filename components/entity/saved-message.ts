import { type DraftDefinition, formNames, storedDraft } from '@/lib/model/edits/draft'
import { diffWord, draftDiffs, type FieldDiff, fieldDiffs } from '@/lib/model/edits/field-diff'
import type { Entity } from '@/lib/model/entities/entity'
import { fieldOf } from '@/lib/model/fields/field'
import { formatVersion } from '@/lib/model/rules/version'

export const createdMessage = ({ fullyQualifiedName, name, version = 0.1 }: Entity): string =>
  `Created ${fullyQualifiedName ?? name}, version ${formatVersion(version)}`

/** "Version 0.1 → 0.2. Applied: description, tags." */
export function updatedMessage(def: DraftDefinition, before: Entity, after: Entity): string {
  const [from, to] = [before.version ?? 0.1, after.version ?? 0.1]
  const applied = appliedDiffs(def, before, after).map(diffWord)
  if (applied.length === 0) return `Nothing to change: version ${formatVersion(to)} stays.`
  const versions =
    from === to ? `Saved, version ${formatVersion(to)} stays` : `Version ${formatVersion(from)} → ${formatVersion(to)}`
  return `${versions}. Applied: ${applied.join(', ')}.`
}

function appliedDiffs(def: DraftDefinition, before: Entity, after: Entity): FieldDiff[] {
  const recorded =
    after.changeDescription === undefined || after.version === before.version
      ? []
      : fieldDiffs(def, after.changeDescription)
  const fields = formNames(def, false).filter((name) => fieldOf(def, name).isSilent)
  const silent = draftDiffs(def, storedDraft(def, before, fields), storedDraft(def, after, fields))
  return [...recorded.filter((diff) => diff.field !== 'deleted'), ...silent]
}
