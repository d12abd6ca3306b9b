'use client'

import type { RunChoice } from '@/components/import/use-run-choice'
import { CheckboxField } from '@/components/ui/checkbox'
import { feeds } from '@/lib/import/field-policies'
import { counted } from '@/lib/model/rules/counted'
import type { JobSummaryView, JobView } from '@/lib/model/wire/job'

/** Which fields change in how many rows; each can be left as it is. What loses its value is said first. */
export function JobFields({ job, summary, choice }: { job: JobView; summary: JobSummaryView; choice: RunChoice }) {
  const columns =
    job.edits?.map(({ field }) => field) ??
    Object.values(job.file?.mapping.columns ?? {}).filter((column) => column !== null)
  const fields = summary.fields
    .map((field) => ({ ...field, from: columns.filter((column) => feeds(column, field.field)) }))
    .filter(({ from }) => from.length > 0)
    .toSorted((one, other) => Number(other.cleared > 0) - Number(one.cleared > 0))
  if (fields.length === 0) return null
  return (
    <details className="group rounded-xl border border-line" open={fields.some(({ cleared }) => cleared > 0)}>
      <summary className="cursor-pointer rounded-xl px-4 py-2.5 font-medium text-fg text-sm">
        {counted(fields.length, 'field')} of what is there {fields.length === 1 ? 'changes' : 'change'}
      </summary>
      <ul className="grid gap-x-6 gap-y-2 border-line border-t px-4 py-3 sm:grid-cols-2 lg:grid-cols-3">
        {fields.map(({ field, changed, cleared, from }) => (
          <li key={field}>
            <CheckboxField
              label={field}
              checked={!from.every((column) => choice.columns.has(column))}
              onChange={(event) => choice.tickColumns(from, event.target.checked)}
              help={
                <>
                  changes in {counted(changed, 'row')}
                  {cleared === 0 ? null : (
                    <strong className="font-medium text-warning">, is cleared in {counted(cleared, 'row')}</strong>
                  )}
                </>
              }
            />
          </li>
        ))}
      </ul>
    </details>
  )
}
