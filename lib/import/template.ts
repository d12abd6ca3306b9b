import type { TargetColumn } from '@/lib/import/columns'
import { writeCsv } from '@/lib/import/failures'

/** Spellings of other columns, and what only programs write. */
const leftOut: ReadonlySet<TargetColumn['kind']> = new Set(['fqn', 'object', 'extension'])

/** A CSV to fill in: every column, what a cell may hold in a comment that the import skips, and one row as example. */
export function writeTemplate(collection: string, targets: readonly TargetColumn[]): string {
  const columns = targets.filter(({ kind }) => !leftOut.has(kind))
  const choices = columns.flatMap(({ key, choices: allowed }) =>
    allowed === undefined ? [] : [`${key}: ${allowed.join(', ')}`],
  )
  const comment = [
    `# ${collection} for Dashcat: one row each; a column may be left out, an empty cell changes nothing`,
    'several values in a cell are separated by ; and owners look like user:ana or team:bi',
    ...choices,
  ].join(' | ')
  return writeCsv([comment], [columns.map(({ key }) => key), columns.map(({ example = '' }) => example)])
}
