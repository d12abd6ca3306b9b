import { editableFields, silentFields, storedDraft } from '@/components/dashboards/dashboard-draft'
import { draftDiffs, type FieldDiff, fieldDiffs } from '@/lib/model/edits/field-diff'
import { fieldWord } from '@/lib/model/edits/field-label'
import { type Dashboard, dashboards } from '@/lib/model/entities/dashboard'
import { formatVersion } from '@/lib/model/rules/version'

export const createdMessage = ({ fullyQualifiedName, name, version = 0.1 }: Dashboard): string =>
  `Created ${fullyQualifiedName ?? name}, version ${formatVersion(version)}`

/** "Version 0.1 → 0.2. Applied: description, tags." */
export function updatedMessage(before: Dashboard, after: Dashboard): string {
  const [from, to] = [before.version ?? 0.1, after.version ?? 0.1]
  const applied = appliedDiffs(before, after).map((diff) => fieldWord(diff.field))
  if (applied.length === 0) return `Nothing to change: version ${formatVersion(to)} stays.`
  const versions =
    from === to ? `Saved, version ${formatVersion(to)} stays` : `Version ${formatVersion(from)} → ${formatVersion(to)}`
  return `${versions}. Applied: ${applied.join(', ')}.`
}

function appliedDiffs(before: Dashboard, after: Dashboard): FieldDiff[] {
  const recorded =
    after.changeDescription === undefined || after.version === before.version
      ? []
      : fieldDiffs(dashboards, after.changeDescription)
  const silent = draftDiffs(storedDraft(before, editableFields), storedDraft(after, editableFields)).filter((diff) =>
    silentFields.includes(diff.field),
  )
  return [...recorded.filter((diff) => diff.field !== 'deleted'), ...silent]
}
