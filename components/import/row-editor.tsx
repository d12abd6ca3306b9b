'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { CellEditor } from '@/components/import/cell-editor'
import { type GridColumn, problemsAt } from '@/components/import/grid-columns'
import { JobError } from '@/components/import/job-error'
import { outcomeWords, placeWords } from '@/components/import/job-outcomes'
import type { useMending } from '@/components/import/use-mending'
import { StatusBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { planQueries } from '@/lib/client/job-plan'
import type { JobView } from '@/lib/model/wire/job'

interface RowEditorProps {
  job: JobView
  /** Its place in the job. */
  number: number
  columns: readonly GridColumn[]
  mending: ReturnType<typeof useMending>
  onClose: () => void
}

/** All cells of one row, one below the other, those with problems first. What is mended is planned at once. */
export function RowEditor({ job, number, columns, mending, onClose }: RowEditorProps) {
  const { data: row, error } = useQuery({ ...planQueries.row(job, number), placeholderData: keepPreviousData })
  const [edited, setEdited] = useState<string>()
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const id = useId()
  const place = row === undefined ? '' : placeWords(job, row)
  // What is mended stays where it stood.
  const [inOrder, setInOrder] = useState<readonly GridColumn[]>()
  if (row !== undefined && inOrder === undefined) {
    const isWrong = (column: GridColumn) => problemsAt(row, column, columns).length > 0
    setInOrder([...columns.filter(isWrong), ...columns.filter((column) => !isWrong(column))])
  }
  const title = `${place.charAt(0).toUpperCase()}${place.slice(1)}`
  const buttonId = ({ place: at }: GridColumn) => `${id}-${at}`
  const begin = (name: string) => {
    flushSync(() => setEdited(name))
    input.current?.focus()
    input.current?.select()
  }
  const end = (column: GridColumn) => {
    flushSync(() => setEdited(undefined))
    document.getElementById(buttonId(column))?.focus()
  }
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DialogContent
        onEscapeKeyDown={(event) => {
          // The key is for the cell that is edited.
          if (edited !== undefined) event.preventDefault()
        }}
        title={title === '' ? 'Row' : title}
        footer={
          <>
            {(row?.mended ?? []).length === 0 ? null : (
              <Button className="me-auto" onClick={() => mending.mend('Reverted', { revert: { row: number } })}>
                Revert row
              </Button>
            )}
            <DialogClose asChild>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </>
        }
      >
        {error === null ? null : <JobError title="The row could not be loaded" error={error} />}
        {mending.error === null ? null : <JobError title="That could not be mended" error={mending.error} />}
        {row === undefined ? null : (
          <div className="grid gap-3 text-sm" aria-busy={mending.isPending}>
            <p role="status" className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <StatusBadge tone={outcomeWords(row.outcome, job).tone}>
                {outcomeWords(row.outcome, job).badge}
              </StatusBadge>
              <span className="text-muted">
                {mending.isPending ? 'Mending…' : problemsAt(row, undefined, columns).join('; ')}
              </span>
            </p>
            <ul aria-label="Cells of the row" className="border-line border-t">
              {(inOrder ?? []).map((column) => {
                const { name, locked } = column
                const text = row.cells?.[column.place] ?? ''
                const problems = problemsAt(row, column, columns)
                return (
                  <li key={name} className="grid gap-1.5 border-line border-b py-2.5">
                    <p className="text-muted">
                      <span dir="auto" className="font-medium text-fg">
                        {name}
                      </span>
                      {name === column.target.label ? null : ` · ${column.target.label}`}
                    </p>
                    {edited === name ? (
                      <CellEditor
                        label={`${name} of ${place}`}
                        target={column.target}
                        text={text}
                        inputRef={input}
                        onCommit={(value, onward) => {
                          if (edited !== name) return
                          // Whoever has gone elsewhere is not brought back.
                          if (onward === 'stay') setEdited(undefined)
                          else end(column)
                          if (value !== text) mending.mend('Mended', { cells: [{ row: number, column: name, value }] })
                        }}
                        onCancel={() => end(column)}
                      />
                    ) : (
                      <div className="flex items-start justify-between gap-3">
                        <span dir="auto" className="min-w-0 whitespace-pre-wrap text-fg [overflow-wrap:anywhere]">
                          {text === '' ? <span className="text-faint">(empty)</span> : text}
                        </span>
                        {locked === undefined ? (
                          <span className="flex shrink-0 flex-wrap justify-end gap-2">
                            {row.mended?.includes(column.place) ? (
                              <Button
                                size="sm"
                                aria-label={`Revert ${name}`}
                                onClick={() => {
                                  mending.mend('Reverted', { revert: { row: number, column: name } })
                                  document.getElementById(buttonId(column))?.focus()
                                }}
                              >
                                Revert
                              </Button>
                            ) : null}
                            <Button
                              id={buttonId(column)}
                              size="sm"
                              aria-label={`Edit ${name}`}
                              onClick={() => begin(name)}
                            >
                              Edit
                            </Button>
                          </span>
                        ) : null}
                      </div>
                    )}
                    {problems.map((problem) => (
                      <p key={problem} dir="auto" className="text-danger [overflow-wrap:anywhere]">
                        {problem}
                      </p>
                    ))}
                    {locked === undefined ? null : <p className="text-faint text-xs">{locked}</p>}
                  </li>
                )
              })}
            </ul>
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}
