'use client'

import type { ImportFile } from '@/components/import/import-state'
import type { ImportHandle } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Popover } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import {
  type Delimiter,
  delimiters,
  type Encoding,
  encodings,
  type Part,
  type Quotes,
  quoteStyles,
} from '@/lib/import/table'

export const delimiterNames: Readonly<Record<Delimiter, string>> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Bar',
}
export const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Western (Windows-1252)',
  'windows-1250': 'Central European (Windows-1250)',
  'windows-1251': 'Cyrillic (Windows-1251)',
  macintosh: 'Western (Mac Roman)',
  gb18030: 'Chinese, simplified (GBK)',
  big5: 'Chinese, traditional (Big5)',
  shift_jis: 'Japanese (Shift-JIS)',
  'euc-kr': 'Korean (EUC-KR)',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
}
const quoteNames: Readonly<Record<Quotes, string>> = {
  csv: 'written twice',
  backslash: 'after a backslash',
  text: 'characters like others',
}

const partText = ({ name, rows }: Part): string =>
  `${name === '' ? 'the whole file' : name} (${rows.toLocaleString('en')})`

/** How the file was understood, each guess to be put right. Nothing is shown that the file leaves no choice in. */
export function ReadingOptions({ handle: { session }, file }: { handle: ImportHandle; file: ImportFile }) {
  const { delimiter, encoding, quotes, head = [], headerRow, parts = [], part = '' } = file
  const hasChoices = delimiter !== undefined || encoding !== undefined || parts.length > 1
  if (!hasChoices) return null
  return (
    <Popover label="How the file is read" className="grid gap-3" trigger={<Button variant="link">Change</Button>}>
      {() => (
        <>
          {parts.length < 2 ? null : (
            <Choice
              label="The rows are in"
              value={part}
              options={parts.map((one) => [one.name, partText(one)])}
              onValueChange={(chosen) => void session.readAgain({ part: chosen })}
            />
          )}
          {headerRow === undefined ? null : (
            <Choice
              label="Columns are named in"
              value={String(headerRow)}
              options={headOptions(head, headerRow)}
              onValueChange={(chosen) => void session.readAgain({ headerRow: Number(chosen) })}
            />
          )}
          {delimiter === undefined ? null : (
            <Choice
              label="Cells are separated by"
              value={delimiter}
              options={delimiters.map((known) => [known, delimiterNames[known]])}
              onValueChange={(chosen) => void session.readAgain({ delimiter: chosen, headerRow: undefined })}
            />
          )}
          {quotes === undefined ? null : (
            <Choice
              label="Quotes inside quoted cells are"
              value={quotes}
              options={quoteStyles.map((known) => [known, quoteNames[known]])}
              onValueChange={(chosen) => void session.readAgain({ quotes: chosen })}
            />
          )}
          {encoding === undefined ? null : (
            <Choice
              label="Encoding"
              help="Look at names with accents: they tell whether it is right."
              value={encoding}
              options={encodings.map((known) => [known, encodingNames[known]])}
              onValueChange={(chosen) => void session.readAgain({ encoding: chosen })}
            />
          )}
        </>
      )}
    </Popover>
  )
}

const headOptions = (head: ImportFile['head'] = [], headerRow: number): (readonly [string, string])[] => {
  const rows = head.some(({ row }) => row === headerRow) ? head : [...head, { row: headerRow, text: '' }]
  return rows.map(({ row, text }) => [String(row), text === '' ? `row ${row}` : `row ${row}: ${text}`])
}

interface ChoiceProps<Value extends string> {
  label: string
  help?: string
  value: Value
  options: readonly (readonly [Value, string])[]
  onValueChange: (value: Value) => void
}

function Choice<Value extends string>({ label, help, value, options, onValueChange }: ChoiceProps<Value>) {
  return (
    <Field label={label} {...(help !== undefined && { help })}>
      <Select
        value={value}
        onChange={(event) => {
          const chosen = options.find(([known]) => known === event.target.value)
          if (chosen !== undefined) onValueChange(chosen[0])
        }}
      >
        {options.map(([known, name]) => (
          <option key={known} value={known}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
