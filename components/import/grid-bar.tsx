'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import type { GridColumn } from '@/components/import/grid-columns'
import { UndoButtons } from '@/components/import/undo-buttons'
import type { useMending } from '@/components/import/use-mending'
import { Button } from '@/components/ui/button'
import { buttonVariants } from '@/components/ui/button-variants'
import { CheckboxField } from '@/components/ui/checkbox'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { rowsHref } from '@/lib/client/import-files'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'

interface GridBarProps {
  job: JobView
  /** What the rows are. */
  kind: Importable
  mending: ReturnType<typeof useMending>
  columns: readonly GridColumn[]
  /** Where problems are gone through one after the other. */
  onNextProblem?: (isBack: boolean) => void
}

/** What is done with cells besides typing into them. */
export function GridBar({ job, kind, mending, columns, onNextProblem }: GridBarProps) {
  return (
    <div role="toolbar" aria-label="Cells" className="flex flex-wrap items-center gap-1.5">
      <UndoButtons {...mending} />
      {onNextProblem === undefined ? null : (
        <>
          <IconButton label="Problem before" keys="Shift F8" variant="secondary" onClick={() => onNextProblem(true)}>
            <ArrowUp aria-hidden strokeWidth={1.75} className="size-4" />
          </IconButton>
          <IconButton label="Next problem" keys="F8" variant="secondary" onClick={() => onNextProblem(false)}>
            <ArrowDown aria-hidden strokeWidth={1.75} className="size-4" />
          </IconButton>
        </>
      )}
      <FindAndReplace mending={mending} columns={columns} />
      <a href={rowsHref(job.id, { ...asNow, collection: kind })} download className={buttonVariants()}>
        Export with errors
      </a>
    </div>
  )
}

/** All rows as their cells are now, with what is wrong: for colleagues, to be imported again. */
const asNow = { mended: true, errors: true }

/** A text in the cells of all rows, and another for it. */
function FindAndReplace({ mending, columns }: Pick<GridBarProps, 'mending' | 'columns'>) {
  const [isOpen, setIsOpen] = useState(false)
  const [find, setFind] = useState('')
  const [to, setTo] = useState('')
  const [column, setColumn] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const [wholeCell, setWholeCell] = useState(false)
  const replace = () => {
    setIsOpen(false)
    const where = column === '' ? {} : { column }
    mending.mend('Replaced', { replace: { find, with: to, ...where, matchCase, wholeCell } })
  }
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button>Find and replace…</Button>
      </DialogTrigger>
      <DialogContent
        size="sm"
        title="Find and replace"
        description="In all rows of the file, whatever is shown. It can be undone."
        footer={
          <DialogActions form="find-and-replace" disabledReason={find === '' ? 'Say what to find first.' : undefined}>
            Replace
          </DialogActions>
        }
      >
        <form
          id="find-and-replace"
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (find !== '') replace()
          }}
        >
          <Field label="Find">
            <Input value={find} onChange={(event) => setFind(event.target.value)} maxLength={1024} />
          </Field>
          <Field label="Replace with">
            <Input value={to} onChange={(event) => setTo(event.target.value)} maxLength={1024} />
          </Field>
          <Field label="In">
            <Select value={column} onChange={(event) => setColumn(event.target.value)}>
              <option value="">all columns</option>
              {columns.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Field>
          <CheckboxField
            label="Match case"
            checked={matchCase}
            onChange={(event) => setMatchCase(event.target.checked)}
          />
          <CheckboxField
            label="Whole cell only"
            checked={wholeCell}
            onChange={(event) => setWholeCell(event.target.checked)}
          />
        </form>
      </DialogContent>
    </Dialog>
  )
}
