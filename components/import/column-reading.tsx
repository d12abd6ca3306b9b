'use client'

import { useId } from 'react'
import type { Reading } from '@/components/import/column-readings'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { TargetColumn } from '@/lib/import/columns'
import type { Cell } from '@/lib/import/table'
import { cellTransformer } from '@/lib/import/transform-cell'
import { cellText } from '@/lib/model/fields/cell'
import { isListField } from '@/lib/model/fields/kinds'
import type { CellTransform } from '@/lib/model/wire/import-mapping'

interface ColumnReadingProps {
  /** Names of the columns of the file, and its first rows. */
  names: readonly string[]
  rows: readonly (readonly Cell[])[]
  place: number
  target: TargetColumn
  /** An empty cell may clear what is stored. */
  canClear: boolean
  value: Reading
  onValueChange: (value: Reading) => void
}

/** What is done with the values of a column before they are read, with the first rows as they come out of it. */
export function ColumnReading({ names, rows, place, target, canClear, value, onValueChange }: ColumnReadingProps) {
  const { how, empty } = value
  const emptyId = useId()
  const isList = isListField(target)
  const column = names[place] ?? ''
  const set = (change: CellTransform) => {
    const said = Object.entries({ ...how, ...change }).filter(
      ([, one]) => one !== undefined && one !== '' && one !== false,
    )
    onValueChange({ how: Object.fromEntries(said), empty })
  }
  const read = cellTransformer(names, [{ place, how, isList }])
  const text = (member: 'template' | 'find' | 'with' | 'prefix' | 'splitBy', max: number) => (
    <Input value={how[member] ?? ''} maxLength={max} onChange={(event) => set({ [member]: event.target.value })} />
  )
  const isSet = Object.keys(how).length > 0 || empty === 'clear'
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="link" aria-label={`Change how ${column} is read`} className="text-xs">
          {isSet ? 'Read with changes' : 'Change values…'}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`How ${column} is read`}
        description={`What is done with its values before they are read as ${target.label}. It is kept with the mapping.`}
        footer={
          <>
            <Button disabled={!isSet} onClick={() => onValueChange({ how: {}, empty: 'leave' })}>
              Take all back
            </Button>
            <DialogClose asChild>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </>
        }
      >
        <div className="grid gap-4">
          <Field
            label="Made of columns"
            help="Their names in braces, such as {workspace}/{name}. Empty takes the cell."
          >
            {text('template', 1024)}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Find">{text('find', 256)}</Field>
            <Field label="Replace with">{text('with', 256)}</Field>
            {target.kind === 'number' ? (
              <Field label="Numbers are written">
                <Select
                  value={how.decimals ?? ''}
                  onChange={({ target: { value: decimals } }) =>
                    set({ decimals: decimals === 'comma' || decimals === 'point' ? decimals : undefined })
                  }
                >
                  <option value="">as programs do (1234.5)</option>
                  <option value="comma">with a comma (1.234,5)</option>
                  <option value="point">with a point (1,234.5)</option>
                </Select>
              </Field>
            ) : null}
            <Field label="Letters">
              <Select
                value={how.letters ?? ''}
                onChange={({ target: { value: letters } }) =>
                  set({ letters: letters === 'lower' || letters === 'upper' ? letters : undefined })
                }
              >
                <option value="">As they are</option>
                <option value="lower">lower case</option>
                <option value="upper">UPPER CASE</option>
              </Select>
            </Field>
            <Field label={isList ? 'Put before each item' : 'Put before it'}>{text('prefix', 256)}</Field>
            {isList ? (
              <Field label="Between items" help="Where it is not a semicolon.">
                {text('splitBy', 8)}
              </Field>
            ) : null}
          </div>
          <CheckboxField
            label="Without spaces around it"
            checked={how.trim === true}
            onChange={(event) => set({ trim: event.target.checked })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            {canClear ? (
              <Field label="An empty cell">
                <Select
                  value={empty}
                  onChange={({ target: { value: rule } }) =>
                    onValueChange({ how, empty: rule === 'clear' ? 'clear' : 'leave' })
                  }
                >
                  <option value="leave">leaves what is there</option>
                  <option value="clear">clears what is there</option>
                </Select>
              </Field>
            ) : null}
            <Field label="Instead of an empty cell">
              <Input
                value={how.whenEmpty ?? ''}
                maxLength={1024}
                onChange={(event) => set({ whenEmpty: event.target.value })}
              />
            </Field>
          </div>
          <section aria-labelledby={emptyId} className="grid gap-1.5">
            <h3 id={emptyId} className="font-medium text-sm">
              First rows
            </h3>
            <ul className="border-line border-t text-sm">
              {rows.map((cells, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file stay where they are
                <li key={at} className="grid gap-x-4 border-line border-b py-1.5 sm:grid-cols-2">
                  <span dir="auto" className="truncate text-muted">
                    {cellText(cells[place]) || '(empty)'}
                  </span>
                  <span dir="auto" className="truncate text-fg">
                    {shown(read(cells)[place]) || '(empty)'}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </DialogContent>
    </Dialog>
  )
}

const shown = (cell: Cell): string => (Array.isArray(cell) ? cell.map(cellText).join('; ') : cellText(cell))
