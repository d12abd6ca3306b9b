'use client'

import { useMemo } from 'react'
import { Combobox } from '@/components/ui/combobox'
import type { ComboboxOption } from '@/components/ui/use-options'
import type { TargetColumn } from '@/lib/import/columns'
import type { ColumnTargets } from '@/lib/import/match-columns'

const ignored: ComboboxOption = { value: '', label: 'Ignore' }

interface TargetSelectProps {
  /** Of the file. */
  column: string
  value: string | undefined
  targets: readonly TargetColumn[]
  /** What all columns are, by position, and what they are called. */
  taken: ColumnTargets
  names: readonly string[]
  onValueChange: (key: string | undefined) => void
}

/** What a column of the file is. */
export function TargetSelect({ column, value, targets, taken, names, onValueChange }: TargetSelectProps) {
  const options = useMemo(
    () => [ignored, ...targets.map((target) => optionOf(target, column, names[taken.indexOf(target.key)]))],
    [targets, column, taken, names],
  )
  return (
    <Combobox
      label={`Target for column ${column}`}
      value={options.find((option) => option.value === (value ?? '')) ?? ignored}
      onValueChange={(option) => onValueChange(option === null || option.value === '' ? undefined : option.value)}
      options={options}
    />
  )
}

/** `owner`: the column that is it now. */
function optionOf(
  { key, label, isRequired, help }: TargetColumn,
  column: string,
  owner: string | undefined,
): ComboboxOption {
  const detail = owner !== undefined && owner !== column ? `Now from ${owner}` : isRequired ? 'Required' : help
  return { value: key, label, ...(detail !== '' && { detail }) }
}
