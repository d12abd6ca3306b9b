'use client'

import { useState } from 'react'
import { PersonName } from '@/components/entity/person-name'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Draft } from '@/lib/model/edits/draft'
import { draftText } from '@/lib/model/edits/field-diff'
import { type DraftMerge, mergeDrafts } from '@/lib/model/edits/merge-draft'
import type { Entity } from '@/lib/model/entities/entity'
import { fieldLabel, fieldWord, sentenceList, type WithMembers } from '@/lib/model/fields/field'
import { formatVersion } from '@/lib/model/rules/version'

interface ChangedPanelProps {
  def: WithMembers
  id: string
  /** Where my edit began. */
  base: Draft
  /** What is stored now, as a form would hold it. */
  theirs: Draft
  mine: Draft
  stored: Entity
  isSaving: boolean
  onSave: (merged: Draft) => void
  onDiscard: () => void
}

type Choice = 'theirs' | 'mine'

/**
 * Somebody saved first: what each side changed. Changes of one side alone are merged; where both changed one field, the
 * person decides. Nothing is written before "Save merged".
 */
export function ChangedPanel({ def, id, base, theirs, mine, stored, isSaving, onSave, onDiscard }: ChangedPanelProps) {
  const merge = mergeDrafts(def, base, theirs, mine)
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const open = merge.clashes.filter((field) => choices[field] === undefined)
  const save = () =>
    onSave({
      ...merge.merged,
      ...Object.fromEntries(
        merge.clashes.flatMap((field) =>
          choices[field] === 'mine' && mine[field] !== undefined ? [[field, mine[field]]] : [],
        ),
      ),
    })
  return (
    <Notice
      tone="warning"
      role="alert"
      id={id}
      title="Changed while you were editing"
      actions={
        <>
          <Button
            variant="primary"
            pending={isSaving}
            disabledReason={
              open.length === 0
                ? undefined
                : `Decide about ${sentenceList(open.map((field) => fieldWord(def, field)))} first.`
            }
            onClick={save}
          >
            Save merged
          </Button>
          <Button onClick={onDiscard}>Discard mine</Button>
        </>
      }
    >
      <p>
        {stored.updatedBy === undefined ? 'Somebody' : <PersonName name={stored.updatedBy} />} saved version{' '}
        {formatVersion(stored.version ?? 0.1)}
        {stored.updatedAt === undefined ? null : (
          <>
            {' '}
            <RelativeTime value={stored.updatedAt} />
          </>
        )}
        . Nothing of yours has been saved.
      </p>
      <MergedSummary def={def} merge={merge} />
      {merge.clashes.map((field) => (
        <Clash
          key={field}
          name={field}
          label={fieldLabel(def, field)}
          base={draftText(def, field, base[field])}
          theirs={draftText(def, field, theirs[field])}
          mine={draftText(def, field, mine[field])}
          choice={choices[field]}
          onChoose={(choice) => setChoices({ ...choices, [field]: choice })}
        />
      ))}
    </Notice>
  )
}

function MergedSummary({ def, merge }: { def: WithMembers; merge: DraftMerge }) {
  const words = (fields: readonly string[]) => sentenceList(fields.map((field) => fieldWord(def, field)))
  return (
    <ul className="mt-1 list-disc ps-5">
      {merge.theirs.length === 0 ? null : <li>Theirs is taken over: {words(merge.theirs)}.</li>}
      {merge.mine.length === 0 ? null : <li>Yours is kept: {words(merge.mine)}.</li>}
      {merge.clashes.length === 0 ? (
        <li>You did not change the same things, so both can be saved together.</li>
      ) : (
        <li>Both of you changed: {words(merge.clashes)}.</li>
      )}
    </ul>
  )
}

interface ClashProps {
  name: string
  label: string
  base: string
  theirs: string
  mine: string
  choice: Choice | undefined
  onChoose: (choice: Choice) => void
}

function Clash({ name, label, base, theirs, mine, choice, onChoose }: ClashProps) {
  const sides = [
    { value: 'theirs', label: 'Keep theirs', text: theirs },
    { value: 'mine', label: 'Keep mine', text: mine },
  ] as const
  return (
    <fieldset className="mt-3 border-warning/35 border-t pt-2">
      <legend className="float-start mb-1 w-full font-medium">{label}</legend>
      <div className="clear-both grid gap-x-4 gap-y-2 sm:grid-cols-3">
        <div className="min-w-0">
          <p className="text-muted">Before</p>
          <Value text={base} />
        </div>
        {sides.map((side) => (
          <label key={side.value} className="block min-w-0">
            <span className="flex items-center gap-1.5">
              <input
                type="radio"
                name={`clash-${name}`}
                checked={choice === side.value}
                onChange={() => onChoose(side.value)}
              />
              {side.label}
            </span>
            <Value text={side.text} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Value({ text }: { text: string }) {
  return text === '' ? (
    <span className="block text-muted">empty</span>
  ) : (
    <span dir="auto" className="block max-h-48 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]">
      {text}
    </span>
  )
}
