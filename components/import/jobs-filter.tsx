'use client'

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useCallback } from 'react'
import { type ReferenceOption, usePersonOptions } from '@/components/entity/reference-options'
import { kindTitle } from '@/components/import/job-outcomes'
import { useActor } from '@/components/shell/actor-context'
import { CheckboxField } from '@/components/ui/checkbox'
import { Combobox } from '@/components/ui/combobox'
import { Select } from '@/components/ui/select'
import type { ComboboxOption, LoadOptions } from '@/components/ui/use-options'
import type { JobView } from '@/lib/model/wire/job'

const kinds = [
  'import',
  'export',
  'edit',
  'delete',
  'restore',
  'rename',
  'move',
  'undo',
] as const satisfies readonly JobView['kind'][]

const states = {
  queued: 'Waiting',
  running: 'Under way',
  paused: 'Paused',
  planned: 'Ready to run',
  finished: 'Finished',
  cancelled: 'Cancelled',
  failed: 'Failed',
} as const satisfies Readonly<Record<JobView['state'], string>>
const stateNames = Object.keys(states) as (keyof typeof states)[] // keys of a constant

const url = {
  kind: parseAsStringLiteral(kinds),
  state: parseAsStringLiteral(stateNames),
  mine: parseAsBoolean.withDefault(false),
  person: parseAsString,
}

/** Which jobs are looked at, as the address says it. */
export function useJobsFilter() {
  const [{ kind, state, mine, person }, setFilter] = useQueryStates(url, { history: 'replace' })
  return {
    kind: kind ?? undefined,
    state: state ?? undefined,
    mine,
    person: person ?? undefined,
    isFiltered: kind !== null || state !== null || mine || person !== null,
    setFilter,
    clear: () => void setFilter({ kind: null, state: null, mine: null, person: null }),
  }
}

interface JobsFilterProps extends ReturnType<typeof useJobsFilter> {
  /** All are imports. */
  ofImports: boolean
}

/** Administrators see the jobs of everybody, of one person, or their own. */
export function JobsFilter({ kind, state, mine, person, setFilter, ofImports }: JobsFilterProps) {
  const actor = useActor()
  const people = usePersonOptions()
  const loadPeople = useCallback<LoadOptions>(
    async (query, signal) => (await people(query, signal)).map(byName),
    [people],
  )
  return (
    <fieldset className="grid grid-cols-2 items-center gap-2 px-page pb-3 sm:flex sm:flex-wrap">
      <legend className="sr-only">Filters</legend>
      {ofImports ? null : (
        <Select
          aria-label="Kind"
          value={kind ?? ''}
          className="sm:w-40"
          onChange={({ target }) => void setFilter({ kind: url.kind.parse(target.value) })}
        >
          <option value="">All kinds</option>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {kindTitle({ kind: one })}
            </option>
          ))}
        </Select>
      )}
      <Select
        aria-label="State"
        value={state ?? ''}
        className="sm:w-40"
        onChange={({ target }) => void setFilter({ state: url.state.parse(target.value) })}
      >
        <option value="">In any state</option>
        {stateNames.map((name) => (
          <option key={name} value={name}>
            {states[name]}
          </option>
        ))}
      </Select>
      {actor.isAdmin ? (
        <>
          <Combobox
            aria-label="Person"
            value={person === undefined ? null : { value: person, label: person }}
            onValueChange={(option) => void setFilter({ person: option?.value ?? null, mine: null })}
            loadOptions={loadPeople}
            placeholder="Anybody"
            clearable
            className="max-sm:col-span-2 sm:w-52"
          />
          <CheckboxField
            label="Only my own"
            checked={mine}
            onChange={({ target }) => void setFilter({ mine: target.checked ? true : null, person: null })}
          />
        </>
      ) : null}
    </fieldset>
  )
}

/** Jobs name who started them. */
const byName = ({ reference, ...option }: ReferenceOption): ComboboxOption => ({
  ...option,
  value: reference.name ?? option.label,
})
