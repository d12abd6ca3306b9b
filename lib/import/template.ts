import type { TargetColumn } from '@/lib/import/columns'
import { writeCsv } from '@/lib/import/failures'

/** Spellings of other columns, and what only programs write. */
const leftOut: ReadonlySet<TargetColumn['kind']> = new Set(['fqn', 'object', 'extension'])

/** Those that somebody fills in, with the required ones first. */
export const columnsToFill = (targets: readonly TargetColumn[]): TargetColumn[] =>
  targets.filter(({ kind }) => !leftOut.has(kind))

/** What says which one a row is, and what else most rows say. */
const usual: ReadonlySet<string> = new Set(['displayName', 'description'])

/**
 * A CSV to fill in: every column, what a cell may hold in a comment that the import skips, and three rows as examples, with
 * every cell, with the usual ones, and with those that a row cannot do without.
 */
export function writeTemplate(collection: string, targets: readonly TargetColumn[]): string {
  const columns = columnsToFill(targets)
  const choices = columns.flatMap(({ key, choices: allowed }) =>
    allowed === undefined ? [] : [`${key}: ${allowed.join(', ')}`],
  )
  const comment = [
    `# ${collection} for Dashcat: one row each; a column may be left out, an empty cell changes nothing`,
    'several values in a cell are separated by ; and owners look like user:ana or team:bi',
    ...choices,
  ].join(' | ')
  const row = (number: number, isFilled: (column: TargetColumn) => boolean) =>
    columns.map((column) => {
      const { key, example = '' } = column
      return !isFilled(column) ? '' : key === 'name' && number > 1 ? `${example}-${number}` : example
    })
  return writeCsv(
    [comment],
    [
      columns.map(({ key }) => key),
      row(1, () => true),
      row(2, ({ key, isRequired }) => isRequired || usual.has(key)),
      row(3, ({ isRequired }) => isRequired),
    ],
  )
}
