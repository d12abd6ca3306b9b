'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type ImportHandle, importDefinitions } from '@/components/import/use-import'
import { DiffText } from '@/components/ui/diff-text'
import { entityQueries } from '@/lib/client/queries'
import type { RowDetails, SheetRow } from '@/lib/import/sheet-types'
import { draftText, type FieldDiff } from '@/lib/model/edits/field-diff'
import { diffWords } from '@/lib/model/edits/word-diff'
import type { DraftValue } from '@/lib/model/fields/kind'

/** The fields of one row: what is replaced, what is added, and what is kept because the file has nothing for it. */
export function PlannedDetails({ handle, row }: { handle: ImportHandle; row: SheetRow }) {
  const { session, state } = handle
  const revision = state.summary?.revision ?? 0
  const { data } = useQuery({
    queryKey: ['import', state.file?.name, row.index, revision] as const,
    queryFn: () => session.details(row.index),
    placeholderData: (before) => before,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (data === undefined) return <p className="h-5 text-faint text-sm">Loading</p>
  const { diffs, kept, problems } = data
  if (diffs.length + kept.length + problems.length === 0)
    return <p className="text-muted text-sm">The file and the catalogue agree in every field.</p>
  return (
    <dl className="grid gap-x-4 gap-y-1.5 text-sm md:grid-cols-[9rem_minmax(0,1fr)_14rem] md:ps-11">
      {problems.map(({ message, member = 'row' }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row may have the same problem twice, their order is fixed
        <Line key={index} term={member}>
          <span className="text-danger">{message}</span>
        </Line>
      ))}
      {diffs.map((diff) => (
        <Line key={diff.field} term={diff.label} note={noteOf(diff, row)}>
          <Diff diff={diff} />
        </Line>
      ))}
      <Kept handle={handle} details={data} />
    </dl>
  )
}

function Line({ term, note, children }: { term: string; note?: string; children: ReactNode }) {
  return (
    <div className="contents max-md:grid max-md:gap-0.5">
      <dt className="text-muted">{term}</dt>
      <dd dir="auto" className="max-h-60 min-w-0 overflow-y-auto text-fg [overflow-wrap:anywhere]">
        {children}
      </dd>
      <dd className="text-muted max-md:text-xs max-md:empty:hidden">{note}</dd>
    </div>
  )
}

function Diff({ diff }: { diff: FieldDiff }) {
  if (diff.kind !== 'set') return <DiffText parts={diffWords(diff.before ?? '', diff.after ?? '')} />
  const items = [
    ...diff.removed.map((text) => ({ kind: 'removed' as const, text })),
    ...diff.added.map((text) => ({ kind: 'added' as const, text })),
  ]
  return (
    <span className="flex flex-wrap gap-x-1.5 gap-y-1">
      {items.map((item) => (
        <DiffText key={`${item.kind} ${item.text}`} parts={[item]} />
      ))}
    </span>
  )
}

/** How the write treats the field (docs/contract/verbs.md#put): tags are merged, everything else is replaced. */
function noteOf({ field }: FieldDiff, { category }: SheetRow): string {
  if (category === 'create') return ''
  if (field === 'deleted') return 'restored from the deleted ones'
  return field === 'tags' ? 'merge: none is taken away' : field.startsWith('extension') ? 'merge' : 'replace'
}

/** Stored values that stay; they are asked for only when somebody looks. */
function Kept({
  handle: { state },
  details: { kept, fullyQualifiedName = '' },
}: {
  handle: ImportHandle
  details: RowDetails
}) {
  const def = importDefinitions[state.collection]
  const query = entityQueries(def).byName(fullyQualifiedName, {
    fields: '*',
    include: 'all',
  })
  const { data } = useQuery({ ...query, enabled: kept.length > 0 && fullyQualifiedName !== '' })
  return kept.map(({ member, why }) => (
    <Line key={member} term={member} note={why === 'empty' ? 'kept: the cell is empty' : 'kept: not in the file'}>
      <span className="line-clamp-3 text-muted">
        {data === undefined ? '' : draftText(def, member, data[member] as DraftValue)}
      </span>
    </Line>
  ))
}
