'use client'

import { useState } from 'react'
import { counted } from '@/components/import/counted'
import type { Phase } from '@/components/import/import-state'
import { OutcomeFilter } from '@/components/import/old-outcome-filter'
import { PlannedTable } from '@/components/import/planned-table'
import { ProblemList } from '@/components/import/problem-list'
import { RequestError } from '@/components/import/request-error'
import { StepBar } from '@/components/import/step-bar'
import type { ImportHandle } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { SearchInput } from '@/components/ui/search-input'
import type { Category, SheetCounts } from '@/lib/import/sheet-types'

/** What would happen, row by row, and what stands in the way. Nothing is written yet. */
export function PreviewStep({ handle, phase }: { handle: ImportHandle; phase: Extract<Phase, { kind: 'preview' }> }) {
  const { session, state } = handle
  const [category, setCategory] = useState<Category>()
  const [text, setText] = useState('')
  const { summary } = state
  if (summary === undefined) return null
  const { counts } = summary
  const { planning } = phase
  return (
    <>
      <div className="grid gap-4 pt-1 pb-6">
        <div className="grid gap-4 px-page">
          {phase.error === undefined ? null : (
            <RequestError
              title={`${counted(counts.pending, 'row')} could not be previewed`}
              error={phase.error}
              onRetry={() => void session.planRest()}
            />
          )}
          <OutcomeFilter counts={counts} value={category} onValueChange={setCategory} />
          <ProblemList handle={handle} summary={summary} isBusy={planning !== undefined} />
          <div className="flex flex-wrap items-center gap-3">
            <SearchInput
              label="Filter planned changes"
              placeholder="Filter planned changes"
              value={text}
              onValueChange={setText}
              className="w-72 max-w-full"
            />
            {category === undefined && counts.unchanged > 0 ? (
              <p className="text-faint text-sm">{counted(counts.unchanged, 'unchanged row')} not shown</p>
            ) : null}
          </div>
        </div>
        <div className="relative">
          {planning === undefined ? null : (
            <ProgressBar
              thin
              label="Asking what would change"
              value={planning.done}
              max={planning.total}
              className="absolute inset-x-0 top-0 z-10 rounded-none"
            />
          )}
          <PlannedTable handle={handle} summary={summary} filter={{ category, text }} />
        </div>
      </div>
      <StepBar note={noteOf(counts)}>
        <Button onClick={session.backToMapping}>Change mapping</Button>
        <Button
          variant="primary"
          disabledReason={reasonOf(counts, planning !== undefined)}
          onClick={() => void session.run()}
        >
          {`Import ${counted(counts.included, 'row')}`}
        </Button>
      </StepBar>
      <p role="status" className="sr-only">
        {planning === undefined ? statusOf(counts) : ''}
      </p>
    </>
  )
}

function reasonOf({ included, unchanged, pending }: SheetCounts, isPlanning: boolean): string | undefined {
  if (isPlanning) return 'A moment: the changes are being worked out.'
  if (included > 0) return undefined
  if (pending > 0) return 'The preview is not complete.'
  return unchanged > 0 ? 'Nothing would change.' : 'No row can be imported.'
}

function noteOf({ fail, excluded, unticked }: SheetCounts): string {
  const left = [
    fail > 0 ? `${counted(fail, 'row')} would fail` : '',
    excluded + unticked > 0 ? `${counted(excluded + unticked, 'row')} left out` : '',
  ].filter((part) => part !== '')
  return [
    'Nothing is written yet.',
    left.length === 0 ? '' : `${left.join(', ')}.`,
    'Fields without a value in the file keep theirs.',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

const statusOf = (counts: SheetCounts): string =>
  `${counted(counts.rows, 'row')}: ${counts.create} to create, ${counts.update + counts.restore} to update, ${counts.unchanged} unchanged, ${counts.fail} will fail, ${counts.excluded} excluded`
