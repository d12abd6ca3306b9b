'use client'

import { counted } from '@/components/import/counted'
import type { ImportFile } from '@/components/import/import-state'
import type { ImportHandle } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import { type Delimiter, delimiters, type Encoding, encodings } from '@/lib/import/table'

const delimiterNames: Readonly<Record<Delimiter, string>> = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar' }
const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
}

/** The file in a line, with what was guessed about it and a way to put that right. */
export function FileSummary({ handle, file }: { handle: ImportHandle; file: ImportFile }) {
  const { session, state } = handle
  const { delimiter, encoding, headerRow, shortRows } = file
  const mayChange = state.phase.kind === 'map' || state.phase.kind === 'preview'
  const facts = [
    counted(file.rowCount, 'row'),
    counted(file.columns.length, 'column'),
    file.format === 'json' ? 'JSON' : undefined,
    delimiter === undefined ? undefined : delimiterNames[delimiter],
    encoding === undefined ? undefined : encodingNames[encoding],
    headerRow === undefined ? undefined : `header in row ${headerRow}`,
  ].filter((fact) => fact !== undefined)
  return (
    <div className="grid gap-1 text-muted text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span dir="auto" className="min-w-0 font-medium text-fg [overflow-wrap:anywhere]">
          {file.name}
        </span>
        <span className="tabular-nums">{facts.join(', ')}</span>
        {delimiter === undefined || !mayChange ? null : (
          <Popover>
            <PopoverTrigger asChild>
              <Button variant="link">Change</Button>
            </PopoverTrigger>
            <PopoverContent label="How the file is read" className="grid gap-3">
              <Field label="Cells are separated by">
                <Select
                  value={delimiter}
                  onChange={(event) => {
                    const chosen = delimiters.find((known) => known === event.target.value)
                    void session.readAgain({ delimiter: chosen })
                  }}
                >
                  {delimiters.map((known) => (
                    <option key={known} value={known}>
                      {delimiterNames[known]}
                    </option>
                  ))}
                </Select>
              </Field>
              {encoding === undefined ? null : (
                <Field label="Encoding" help="Look at names with accents: they tell whether it is right.">
                  <Select
                    value={encoding}
                    onChange={(event) => {
                      const chosen = encodings.find((known) => known === event.target.value)
                      void session.readAgain({ encoding: chosen })
                    }}
                  >
                    {encodings.map((known) => (
                      <option key={known} value={known}>
                        {encodingNames[known]}
                      </option>
                    ))}
                  </Select>
                </Field>
              )}
            </PopoverContent>
          </Popover>
        )}
      </p>
      {encoding === 'windows-1252' && file.options.encoding === undefined ? (
        <p>The file is not UTF-8, so it was read as Windows-1252. Look at names with accents.</p>
      ) : null}
      {shortRows.count === 0 ? null : (
        <p>
          {shortRows.count === 1 ? 'Row' : 'Rows'}{' '}
          {shortRows.numbers.map((number) => number.toLocaleString('en')).join(', ')}
          {shortRows.count > shortRows.numbers.length
            ? ` and ${counted(shortRows.count - shortRows.numbers.length, 'more row')}`
            : ''}{' '}
          {shortRows.count === 1 ? 'has' : 'have'} fewer cells than the header; the missing ones count as empty.
        </p>
      )}
    </div>
  )
}
