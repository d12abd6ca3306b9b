'use client'

import { deletedWords, type JobOptions, modeWords } from '@/components/import/option-words'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { deletedRules, importModes, stopAfterMax } from '@/lib/model/wire/import-mapping'

interface ImportOptionsProps {
  value: JobOptions
  onValueChange: (options: JobOptions) => void
}

/** What of a file is written, and when its run stops. */
export function ImportOptions({ value: { mode, deleted, stopAfter }, onValueChange }: ImportOptionsProps) {
  const change = (next: JobOptions) => onValueChange({ mode, deleted, stopAfter, ...next })
  return (
    <fieldset className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-3">
      <legend className="pb-2 font-semibold text-base">Options</legend>
      <Field
        label="What is written"
        help={
          mode === 'create'
            ? 'What the catalogue has already is skipped.'
            : mode === 'update'
              ? 'What the catalogue does not have is skipped.'
              : 'New ones are created, those there are updated.'
        }
      >
        <Select
          value={mode ?? 'createOrUpdate'}
          onChange={({ target }) => {
            const chosen = importModes.find((one) => one === target.value)
            change({ mode: chosen === 'createOrUpdate' ? undefined : chosen })
          }}
        >
          {importModes.map((one) => (
            <option key={one} value={one}>
              {modeWords[one]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Names of deleted ones" help="Of rows that are called like something in the trash.">
        <Select
          value={deleted ?? 'restore'}
          onChange={({ target }) => {
            const chosen = deletedRules.find((one) => one === target.value)
            change({ deleted: chosen === 'restore' ? undefined : chosen })
          }}
        >
          {deletedRules.map((one) => (
            <option key={one} value={one}>
              {deletedWords[one]}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="Stop after failures"
        help="Empty: every row that can be written is. With 1 nothing is written while any row would fail."
      >
        <Input
          type="number"
          inputMode="numeric"
          min={1}
          max={stopAfterMax}
          step={1}
          placeholder="Never"
          value={stopAfter ?? ''}
          onChange={({ target }) => {
            const count = Math.trunc(target.valueAsNumber)
            change({ stopAfter: count >= 1 ? Math.min(count, stopAfterMax) : undefined })
          }}
        />
      </Field>
    </fieldset>
  )
}
