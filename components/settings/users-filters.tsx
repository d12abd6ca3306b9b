'use client'

import { useState } from 'react'
import { FilterOptionList, type FilterSource } from '@/components/catalogue/filter-option-list'
import { findByName } from '@/components/settings/find-by-name'
import { useNameOf } from '@/components/settings/use-name-of'
import { roleWords, type UsersState, userStates } from '@/components/settings/users-url'
import { Button } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/chip'
import { Popover } from '@/components/ui/popover'
import type { ComboboxOption } from '@/components/ui/use-options'
import { addresses } from '@/lib/model/entities/addresses'

type Key = 'role' | 'team' | 'state'

const stateLabels: Readonly<Record<(typeof userStates)[number], string>> = {
  active: 'Active',
  disabled: 'Disabled',
  invited: 'Invited, not yet come',
  uninvited: 'No password, no invitation',
  unseen: 'No sign-in on record',
}

const roleChoices: readonly ComboboxOption[] = [
  { value: roleWords.administrator, label: 'Administrator' },
  { value: roleWords.reader, label: 'Reader', detail: 'No role of their own' },
]

const having = (options: readonly ComboboxOption[], query: string) =>
  options.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()))

const sources = {
  role: {
    label: 'Role',
    load: async (query, signal) => [...having(roleChoices, query), ...(await findByName('roles', query, signal))],
  },
  team: {
    label: 'Team',
    load: (query, signal) => findByName('teams', query, signal),
  },
  state: {
    label: 'State',
    load: async (query) =>
      having(
        userStates.map((value) => ({ value, label: stateLabels[value] })),
        query,
      ),
  },
} as const satisfies Record<Key, FilterSource>

interface UsersFiltersProps {
  state: UsersState
  /** Who has signed in is told to administrators. */
  isAdmin: boolean
  onChange: (change: Partial<Record<Key, string | null>>) => void
}

/** Of all users those with a role, in a team, or who stand so. */
export function UsersFilters({ state, isAdmin, onChange }: UsersFiltersProps) {
  const keys: readonly Key[] = isAdmin ? ['role', 'team', 'state'] : ['role', 'team']
  const isFiltered = keys.some((key) => state[key] !== null)
  return (
    <fieldset className="contents">
      <legend className="sr-only">Filters</legend>
      {keys.map((key) => (
        <UsersFilter key={key} filter={key} value={state[key]} onChange={(value) => onChange({ [key]: value })} />
      ))}
      {isFiltered ? (
        <Button variant="ghost" size="sm" onClick={() => onChange({ role: null, team: null, state: null })}>
          Clear
        </Button>
      ) : null}
    </fieldset>
  )
}

interface UsersFilterProps {
  filter: Key
  value: string | null
  onChange: (value: string | null) => void
}

function UsersFilter({ filter, value, onChange }: UsersFilterProps) {
  const source = sources[filter]
  const [chosen, setChosen] = useState<ComboboxOption>()
  const known = [chosen, ...roleChoices].find((option) => option?.value === value)?.label
  const isNamed = filter !== 'state' && known === undefined
  const shown = useNameOf(filter === 'team' ? addresses.team : addresses.role, isNamed ? value : null)
  const state = userStates.find((each) => filter === 'state' && each === value)
  const name = value === null ? undefined : state === undefined ? (known ?? shown) : stateLabels[state]
  return (
    <Popover
      label={`Filter by ${source.label.toLowerCase()}`}
      className="w-64 overflow-hidden p-0"
      trigger={
        <FilterChip
          label={source.label}
          summary={name}
          aria-label={name === undefined ? `Filter by ${source.label.toLowerCase()}` : undefined}
          className="max-w-64"
          onClear={() => onChange(null)}
        />
      }
    >
      {(close) => (
        <FilterOptionList
          filter={source}
          value={value}
          onChoose={(option) => {
            close()
            setChosen(option)
            onChange(option.value === value ? null : option.value)
          }}
        />
      )}
    </Popover>
  )
}
