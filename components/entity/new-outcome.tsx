'use client'

import { useWatch } from 'react-hook-form'
import type { EntityKind } from '@/components/entity/entity-kind'
import { FieldDiffs } from '@/components/entity/field-diffs'
import { type Outcome, OutcomePanel } from '@/components/entity/outcome-panel'
import type { SaveMode } from '@/components/entity/save-mode'
import type { NameCheck } from '@/components/entity/use-name-check'
import { usePlan } from '@/components/entity/use-plan'
import { type Draft, formNames, requestOf, storedDraft } from '@/lib/model/edits/draft'
import { draftDiffs, type FieldDiff, fieldDiffs } from '@/lib/model/edits/field-diff'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { changeDescription } from '@/lib/model/entities/entity'
import { fieldOf, fieldWord, inSentence, sentenceList, type WithMembers } from '@/lib/model/fields/field'
import { kindOf } from '@/lib/model/fields/kinds'
import { formatVersion, nextVersion } from '@/lib/model/rules/version'
import type { PlannedRow } from '@/lib/model/wire/bulk-result'

interface NewOutcomeProps {
  kind: EntityKind
  def: EntityDefinition
  mode: SaveMode
  fqn: string | undefined
  check: NameCheck
  /** Why this person may not save it. */
  blocked: string | undefined
  className?: string | undefined
}

/** What the save button would do, worked out by the server while somebody fills in the form. */
export function NewOutcome({ kind, def, mode, fqn, check, blocked, className }: NewOutcomeProps) {
  // Every field is part of the form from the start, so that none is missing here.
  const draft = useWatch<Draft>() as Draft
  const existing = mode === 'upsert' && 'entity' in check ? check.entity : undefined
  const request = requestOf(def, draft, existing)
  const isValid = def.createSchema.safeParse(request).success
  // What is deleted with it can only be named again once it is restored, so there is nothing to ask yet.
  const isPlannable = isValid && blocked === undefined && (check.state === 'free' || check.state === 'exists')
  const plan = usePlan(def, isPlannable && (mode === 'upsert' || check.state === 'free') ? request : undefined)
  const stored = existing === undefined ? undefined : storedDraft(def, existing, formNames(def, true))
  const diffs = stored === undefined ? [] : updateDiffs(def, stored, draft, existing?.deleted ? undefined : plan)
  return (
    <OutcomePanel
      fqn={fqn}
      outcome={
        blocked === undefined
          ? outcomeOf(kind.one, def, mode, check, plan, diffs)
          : { tone: 'refused', sentence: blocked }
      }
      code={
        isValid && fqn !== undefined
          ? {
              def,
              origin: typeof location === 'undefined' ? '' : location.origin,
              write: {
                method: mode === 'create' ? 'POST' : 'PUT',
                body: request,
                fqn,
                restore: existing?.deleted ? existing.id : undefined,
              },
            }
          : undefined
      }
      className={className}
    >
      {diffs.length === 0 ? null : <FieldDiffs diffs={diffs} stacked />}
      {stored === undefined ? null : <Kept noun={kind.one} notes={keptByPut(def, stored, draft)} />}
    </OutcomePanel>
  )
}

/** The recorded change as the server foresees it, with what it stores without recording. */
function updateDiffs(def: WithMembers, stored: Draft, draft: Draft, plan: PlannedRow | undefined): FieldDiff[] {
  const own = draftDiffs(def, stored, draft)
  const recorded = changeDescription.safeParse(plan?.changeDescription)
  if (plan === undefined) return own
  const foreseen = recorded.success ? fieldDiffs(def, recorded.data) : []
  return [...foreseen, ...own.filter((diff) => fieldOf(def, diff.field).isSilent)]
}

function outcomeOf(
  noun: string,
  def: EntityDefinition,
  mode: SaveMode,
  check: NameCheck,
  plan: PlannedRow | undefined,
  diffs: readonly FieldDiff[],
): Outcome {
  const refusal = plan?.outcome === 'refused' ? plan.message : undefined
  switch (check.state) {
    case 'idle':
      return {
        tone: 'plain',
        sentence: `${
          def.container === undefined || def.container.optional === true
            ? 'Enter a name'
            : `Choose a ${fieldWord(def, def.container.field)} and a name`
        } to see what saving will do.`,
      }
    case 'checking':
      return { tone: 'plain', sentence: 'Looking whether the name is taken…' }
    case 'unknown':
      return { tone: 'plain', sentence: 'The server will say whether the name is free.' }
    case 'free':
      return refusal === undefined
        ? { tone: 'plain', sentence: `A new ${noun} will be created, version 0.1.` }
        : { tone: 'refused', sentence: `Creating will be refused: ${refusal}.` }
    case 'exists':
    case 'deleted':
  }
  const { version = 0.1 } = check.entity
  if (mode === 'create') {
    const reason = check.state === 'deleted' ? `a deleted ${noun} has the name` : 'the name is taken'
    return { tone: 'refused', sentence: `Creating will be refused: ${reason}.` }
  }
  const count = diffs.length === 0 ? 'nothing' : `${diffs.length} ${diffs.length === 1 ? 'field' : 'fields'}`
  if (check.state === 'deleted') {
    const then = diffs.length === 0 ? '' : `, then ${count} will change`
    return { tone: 'changes', sentence: `Deleted at version ${formatVersion(version)}. Saving restores it${then}.` }
  }
  if (refusal !== undefined) return { tone: 'refused', sentence: `Updating will be refused: ${refusal}.` }
  const isRecorded = diffs.some((diff) => !fieldOf(def, diff.field).isSilent)
  const next = isRecorded ? ` Version ${formatVersion(nextVersion(version))} follows.` : ''
  const start = `Exists, version ${formatVersion(version)}.`
  return diffs.length === 0
    ? { tone: 'plain', sentence: `${start} Nothing will change.` }
    : { tone: 'changes', sentence: `${start} ${count} will change.${next}` }
}

/** What an update by PUT cannot take away (docs/contract/verbs.md#put): it adds labels, and keeps owners and domain. */
function keptByPut(def: EntityDefinition, stored: Draft, draft: Draft): string[] {
  return Object.entries(draft).flatMap(([name, now]): string[] => {
    const field = fieldOf(def, name)
    const before = stored[name]
    const { key = String, words } = kindOf(field)
    if (!Array.isArray(before) || !Array.isArray(now)) return []
    const keys = new Set(now.map(key))
    const missing = before.filter((item) => !keys.has(key(item)))
    if (missing.length === 0) return []
    if (field.part !== undefined)
      return [`${sentenceList(words(missing))} will stay: an update adds tags and removes none.`]
    if (now.length > 0 || def.relations[name]?.omitted !== 'keep') return []
    const isMany = field.label.endsWith('s')
    return [`The ${inSentence(field.label)} will stay: an update does not remove ${isMany ? 'them' : 'it'}.`]
  })
}

function Kept({ noun, notes }: { noun: string; notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <ul className="grid gap-1 text-muted">
      {notes.map((note) => (
        <li key={note} className="[overflow-wrap:anywhere]">
          {note}
        </li>
      ))}
      <li>Edit the {noun} to take something away.</li>
    </ul>
  )
}
