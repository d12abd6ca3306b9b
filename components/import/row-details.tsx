'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { followingWords } from '@/components/entity/rename-words'
import { importDefinitions } from '@/components/import/definitions'
import { rowProblems } from '@/components/import/job-outcomes'
import { DiffText } from '@/components/ui/diff-text'
import { planQueries } from '@/lib/client/job-plan'
import { entityQueries } from '@/lib/client/queries'
import { defaultPolicy, feeds } from '@/lib/import/field-policies'
import { newDiffs } from '@/lib/import/planned-changes'
import { memberAt } from '@/lib/import/row-problem'
import { draftText, type FieldDiff, fieldDiffs } from '@/lib/model/edits/field-diff'
import { diffWords } from '@/lib/model/edits/word-diff'
import { fieldLabel } from '@/lib/model/fields/field'
import type { DraftValue } from '@/lib/model/fields/kind'
import type { FieldPolicy } from '@/lib/model/wire/import-mapping'
import type { JobRowView, JobView } from '@/lib/model/wire/job'

/** The fields of one row: what is replaced, what is added, and what is kept and why. */
export function RowDetails({ job, row }: { job: JobView; row: JobRowView }) {
  const def = importDefinitions[(row.collection ?? job.collection) === 'charts' ? 'charts' : 'dashboards']
  const { data, error } = useQuery({ ...planQueries.row(job, row.row), placeholderData: (before) => before })
  if (error !== null) return <p className="text-danger text-sm">{`${error.message}.`}</p>
  if (data === undefined) return <p className="h-5 text-faint text-sm">Loading</p>
  const { outcome, values = {} } = data
  const isNew = data.basedOn === undefined && (outcome === 'create' || outcome === 'created')
  const diffs = isNew ? newDiffs(def, values) : fieldDiffs(def, data.changeDescription, data.unrecorded)
  const kept = (data.kept ?? []).filter((member) => !quiet.has(member))
  const told = rowProblems(data)
  if (diffs.length + kept.length + told.length === 0)
    return (
      <p className="text-muted text-sm">
        {outcome === 'gone'
          ? 'The catalogue has it, and the file does not.'
          : job.kind === 'import'
            ? 'The file and the catalogue agree in every field.'
            : 'It is so already.'}
      </p>
    )
  return (
    <dl className="grid gap-x-4 gap-y-1.5 text-sm md:grid-cols-[9rem_fit-content(44rem)_minmax(9rem,1fr)] md:ps-11">
      {told.map(({ path, message: problem }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row may have the same problem twice, their order is fixed
        <Line key={index} term={path === '' ? 'Row' : fieldLabel(def, memberAt({ path, message: problem }))}>
          <span className="text-danger">{problem}</span>
        </Line>
      ))}
      {data.retriedRow === undefined ? null : (
        <Line term="Retry of">{`row ${data.retriedRow.toLocaleString('en')} of ${job.retryOf?.title}`}</Line>
      )}
      {diffs.map((diff) => (
        <Line key={diff.field} term={diff.label} note={noteOf(diff, job, data)}>
          <Diff diff={diff} />
        </Line>
      ))}
      {data.follows === undefined ? null : (
        <Line term="Follows">
          {followingWords({ row: data, counts: job.counts }, data.fullyQualifiedName ?? 'It').join(' ')}
        </Line>
      )}
      <Kept job={job} row={data} members={kept} />
    </dl>
  )
}

/** Members nobody fills in by hand; that they are kept goes without saying. */
const quiet: ReadonlySet<string> = new Set(['sourceHash', 'lifeCycle', 'domain'])

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

const policyOf = ({ file }: JobView, field: string) => file?.mapping.policies?.[field] ?? defaultPolicy(field)

const policyNotes: Readonly<Record<FieldPolicy, string>> = {
  replace: 'replace',
  fill: 'filled: it was empty',
  merge: 'merge: none is taken away',
  remove: 'remove: only these are taken away',
  ignore: '',
}

const wayNotes = { set: 'set', add: 'add: none is taken away', remove: 'remove', clear: 'clear' } as const

/** By which policy or edit the field changes. */
function noteOf({ field }: FieldDiff, job: JobView, { basedOn, outcome }: JobRowView): string {
  if (field === 'deleted')
    return job.kind !== 'import' ? '' : outcome === 'deleted' ? 'not in the file' : 'restored from the deleted ones'
  const edits = job.edits?.filter((edit) => feeds(edit.field, field)) ?? []
  const [way, ...others] = new Set(edits.map(({ how }) => how))
  if (way !== undefined) return others.length === 0 ? wayNotes[way] : [way, ...others].join(', ')
  if (basedOn === undefined || job.kind !== 'import') return ''
  const columns = mappedColumns(job).filter((column) => feeds(column, field))
  const policies = new Set(columns.map((column) => policyOf(job, column)))
  if (field.startsWith('extension') && policies.has('replace')) return 'replace: other properties stay'
  return [...policies].map((policy) => policyNotes[policy]).join('; ')
}

const mappedColumns = ({ file }: JobView): readonly string[] =>
  Object.values(file?.mapping.columns ?? {}).filter((column) => column !== null)

/** Stored values that stay; they are asked for only when somebody looks. */
function Kept({ job, row, members }: { job: JobView; row: JobRowView; members: readonly string[] }) {
  const def = importDefinitions[(row.collection ?? job.collection) === 'charts' ? 'charts' : 'dashboards']
  const fqn = row.fullyQualifiedName ?? ''
  const query = entityQueries(def).byName(fqn, { fields: '*', include: 'all' })
  const { data } = useQuery({ ...query, enabled: members.length > 0 && fqn !== '' })
  return members.map((member) => (
    <Line key={member} term={fieldLabel(def, member)} note={`kept: ${whyKept(job, member)}`}>
      <span className="line-clamp-3 text-muted">
        {data === undefined ? '' : draftText(def, member, storedValue(data, member))}
      </span>
    </Line>
  ))
}

function storedValue(data: Readonly<Record<string, unknown>>, member: string): DraftValue {
  const [, property] = /^extension\.(.+)$/.exec(member) ?? []
  return (property === undefined ? data[member] : Object(data.extension)[property]) as DraftValue // as it is stored
}

function whyKept(job: JobView, member: string): string {
  if (!mappedColumns(job).some((column) => feeds(column, member))) return 'not in the file'
  return policyOf(job, member) === 'fill' ? 'it is filled already' : 'the cell is empty'
}
