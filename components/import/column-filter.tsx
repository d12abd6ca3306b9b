'use client'

import { FilterChip } from '@/components/ui/chip'
import { Menu, type MenuChoice } from '@/components/ui/menu'
import type { RowFilter } from '@/lib/client/job-plan'
import { counted } from '@/lib/model/rules/counted'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { JobSummaryView } from '@/lib/model/wire/job'

/** By what rows come to, by what they have, or by one column of the file; of these one at a time. */
export type Narrowed = Pick<RowFilter, 'outcome' | 'only' | 'column'>

interface ColumnFilterProps {
  summary: JobSummaryView | undefined
  /** Whose columns. */
  kind: Importable
  value: Narrowed
  onValueChange: (value: Narrowed) => void
}

const ways = { wrong: 'With errors in', edited: 'Edited in' } as const
type Way = keyof typeof ways

/** Rows that are wrong, or were edited, in one column of the file; only columns that have such rows are offered. */
export function ColumnFilter({ summary, kind, value, onValueChange }: ColumnFilterProps) {
  const columns = (summary?.columns ?? []).filter(({ collection }) => collection === kind)
  const { column, only } = value
  const way: Way = only === 'edited' ? 'edited' : 'wrong'
  if (columns.length === 0 && column === undefined) return null
  const choices = (Object.keys(ways) as Way[]).flatMap((one): MenuChoice[] => {
    const options = columns.filter((counts) => counts[one] > 0)
    return options.length === 0
      ? []
      : [
          {
            heading: ways[one],
            value: column === undefined || one !== way ? '' : `${one} ${column}`,
            options: options.map((counts) => ({
              value: `${one} ${counts.column}`,
              label: `${counts.column} · ${counted(counts[one], 'row')}`,
            })),
            onChange: (chosen) =>
              onValueChange({ column: chosen.slice(one.length + 1), ...(one === 'edited' && { only: one }) }),
          },
        ]
  })
  const count = columns.find((counts) => counts.column === column)?.[way] ?? 0
  return (
    <Menu
      trigger={
        <FilterChip
          label="Column"
          summary={
            column === undefined
              ? undefined
              : `${column}, ${way === 'edited' ? `${count} edited` : counted(count, 'error')}`
          }
          onClear={column === undefined ? undefined : () => onValueChange({})}
          className="h-8"
        />
      }
      entries={choices}
    />
  )
}
