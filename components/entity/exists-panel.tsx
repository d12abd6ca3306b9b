'use client'

import { useQuery } from '@tanstack/react-query'
import type { EntityKind } from '@/components/entity/entity-kind'
import { PersonName } from '@/components/entity/person-name'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { entityHref } from '@/lib/client/links'
import { entityQueries } from '@/lib/client/queries'
import { blankDraft, changedFields, type Draft, formNames, sameDraftValue, storedDraft } from '@/lib/model/edits/draft'
import { draftText } from '@/lib/model/edits/field-diff'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { fieldLabel, type WithMembers } from '@/lib/model/fields/field'

interface ExistsPanelProps {
  kind: EntityKind
  def: EntityDefinition
  id: string
  fqn: string
  /** What bears the name; absent when this person may not see it. */
  existing: Entity | undefined
  mine: Draft
  onUpdate: () => void
  onRename: () => void
}

/** A name was taken: what is there beside what was typed, and three ways on. Nothing typed is lost by any of them. */
export function ExistsPanel({ kind, def, id, fqn, existing, mine, onUpdate, onRename }: ExistsPanelProps) {
  return (
    <Notice
      tone="warning"
      role="alert"
      id={id}
      title={`This ${kind.one} already exists`}
      actions={
        <>
          <LinkButton href={entityHref(kind.def.type, fqn)}>Open existing</LinkButton>
          {existing === undefined ? null : (
            <Button variant="primary" onClick={onUpdate}>
              Update it instead
            </Button>
          )}
          <Button variant="ghost" onClick={onRename}>
            Change name
          </Button>
        </>
      }
    >
      <p className="[overflow-wrap:anywhere]">
        <code dir="ltr" className="font-mono">
          {fqn}
        </code>{' '}
        {existing === undefined ? 'is taken.' : <Origin def={def} existing={existing} />} Nothing has been saved.
      </p>
      {existing === undefined ? null : <Comparison def={def} existing={existing} mine={mine} />}
    </Notice>
  )
}

/** When and by whom: the oldest version says it. */
function Origin({ def, existing }: { def: EntityDefinition; existing: Entity }) {
  const history = useQuery(entityQueries(def).versions(existing.id)).data
  const first = history?.at(-1)
  if (!existing.deleted && first === undefined) return 'is in the catalogue.'
  const word = existing.deleted ? 'deleted' : 'created'
  const { updatedAt, updatedBy } = (existing.deleted ? undefined : first) ?? existing
  return (
    <>
      was {word}
      {updatedAt === undefined ? null : (
        <>
          {' '}
          <RelativeTime value={updatedAt} />
        </>
      )}
      {updatedBy === undefined ? null : (
        <>
          {' '}
          by <PersonName name={updatedBy} />
        </>
      )}
      .
    </>
  )
}

/** What was filled in differently comes first; the rest would stay as it is and is folded. */
function Comparison({ def, existing, mine }: { def: EntityDefinition; existing: Entity; mine: Draft }) {
  // Its properties are compared one by one.
  const fields = formNames(def, true).filter((name) => !['name', def.container?.field, 'extension'].includes(name))
  const stored = storedDraft(def, existing, fields)
  const blank = blankDraft(def)
  const different = changedFields(def, stored, mine).filter(
    (field) => !sameDraftValue(def, field, mine[field], blank[field]),
  )
  const same = fields.filter((field) => !different.includes(field))
  return (
    <>
      {different.length === 0 ? (
        <p className="mt-2">Everything you entered is there already.</p>
      ) : (
        <ComparisonTable def={def} fields={different} stored={stored} mine={mine} />
      )}
      {same.length === 0 ? null : (
        <details className="mt-1">
          <summary className="w-fit rounded-sm py-1 text-muted">
            {same.length} equal or empty {same.length === 1 ? 'field' : 'fields'}
          </summary>
          <ComparisonTable def={def} fields={same} stored={stored} mine={mine} />
        </details>
      )}
    </>
  )
}

function ComparisonTable({
  def,
  fields,
  stored,
  mine,
}: {
  def: WithMembers
  fields: readonly string[]
  stored: Draft
  mine: Draft
}) {
  return (
    <table className="mt-2 w-full table-fixed border-warning/35 border-t">
      <thead>
        <tr className="text-start text-muted">
          <th scope="col" className="w-24 py-1.5 text-start font-normal sm:w-28">
            <span className="sr-only">Field</span>
          </th>
          <th scope="col" className="py-1.5 pe-3 text-start font-normal">
            In the catalogue
          </th>
          <th scope="col" className="py-1.5 text-start font-normal">
            Yours
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field} className="border-warning/35 border-t align-top">
            <th scope="row" className="py-1.5 pe-3 text-start font-normal text-muted">
              {fieldLabel(def, field)}
            </th>
            <ComparedValue text={draftText(def, field, stored[field])} />
            <ComparedValue text={draftText(def, field, mine[field])} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ComparedValue({ text }: { text: string }) {
  return (
    <td className="py-1.5 pe-3 [overflow-wrap:anywhere]">
      {text === '' ? (
        <span className="text-muted">empty</span>
      ) : (
        <span dir="auto" title={text.length > 120 ? text : undefined} className="line-clamp-3">
          {text}
        </span>
      )}
    </td>
  )
}
