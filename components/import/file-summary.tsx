'use client'

import { BrokenAt } from '@/components/import/broken-at'
import type { ImportFile } from '@/components/import/import-state'
import { delimiterNames, encodingNames, ReadingOptions } from '@/components/import/reading-options'
import type { ImportHandle } from '@/components/import/use-import'
import { counted } from '@/lib/model/rules/counted'

/** The file in a line, with what was guessed about it and a way to put that right. */
export function FileSummary({ handle, file }: { handle: ImportHandle; file: ImportFile }) {
  const { state } = handle
  const { brokenAt, delimiter, encoding, headerRow, part = '', quotes, shortRows } = file
  const { waiting } = state
  const mayChange = state.phase.kind === 'map'
  const facts = [
    counted(file.rowCount, 'row'),
    counted(file.columns.length, 'column'),
    file.format === 'json' ? 'JSON' : undefined,
    delimiter !== undefined && /\.xls[xmb]?$/i.test(file.name) ? 'text, though it is called an Excel file' : undefined,
    delimiter === undefined ? undefined : delimiterNames[delimiter],
    encoding === undefined ? undefined : encodingNames[encoding],
    headerRow === undefined ? undefined : `header in row ${headerRow}`,
    part === '' ? undefined : `in “${part}”`,
    quotes === 'backslash' ? 'quotes after a backslash' : undefined,
    waiting.length === 0
      ? undefined
      : `${counted(waiting.length, 'more file')} ${waiting.length === 1 ? 'waits' : 'wait'}`,
  ].filter((fact) => fact !== undefined)
  return (
    <div className="grid gap-1 text-muted text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span dir="auto" className="min-w-0 font-medium text-fg [overflow-wrap:anywhere]">
          {file.name}
        </span>
        <span className="tabular-nums">{facts.join(', ')}</span>
        {mayChange ? <ReadingOptions handle={handle} file={file} /> : null}
      </p>
      {encoding === undefined || encoding.startsWith('utf') || file.options.encoding !== undefined ? null : (
        <p>{`The file is not UTF-8, so it was read as ${encodingNames[encoding]}. Look at names with accents.`}</p>
      )}
      {brokenAt === undefined ? null : <BrokenAt row={brokenAt} rows={file.rowCount} />}
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
