'use client'

import { parseAsBoolean, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { kindTitle } from '@/components/import/job-outcomes'
import { useActor } from '@/components/shell/actor-context'
import { CheckboxField } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
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
}

/** Which jobs are looked at, as the address says it. */
export function useJobsFilter() {
  const [{ kind, state, mine }, setFilter] = useQueryStates(url, { history: 'replace' })
  return {
    kind: kind ?? undefined,
    state: state ?? undefined,
    mine,
    isFiltered: kind !== null || state !== null || mine,
    setFilter,
    clear: () => void setFilter({ kind: null, state: null, mine: null }),
  }
}

/** Administrators see the jobs of everybody, or their own. */
export function JobsFilter({ kind, state, mine, setFilter }: ReturnType<typeof useJobsFilter>) {
  const actor = useActor()
  return (
    <fieldset className="flex flex-wrap items-center gap-2 px-page pb-3">
      <legend className="sr-only">Filters</legend>
      <Select
        aria-label="Kind"
        value={kind ?? ''}
        className="w-40"
        onChange={({ target }) => void setFilter({ kind: url.kind.parse(target.value) })}
      >
        <option value="">All kinds</option>
        {kinds.map((one) => (
          <option key={one} value={one}>
            {kindTitle({ kind: one })}
          </option>
        ))}
      </Select>
      <Select
        aria-label="State"
        value={state ?? ''}
        className="w-40"
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
        <CheckboxField
          label="Only my own"
          checked={mine}
          onChange={({ target }) => void setFilter({ mine: target.checked ? true : null })}
        />
      ) : null}
    </fieldset>
  )
}
