'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { importDefinitions } from '@/components/import/definitions'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { fieldLabel } from '@/lib/model/fields/field'
import type { ChangeKind, JobSummaryView, JobView } from '@/lib/model/wire/job'

const changes = {
  added: 'Gets something',
  changed: 'Has another value',
  removed: 'Loses some of it',
  cleared: 'Is cleared',
} as const satisfies Readonly<Record<ChangeKind, string>>
const changeNames = Object.keys(changes) as ChangeKind[] // keys of a constant

const url = {
  field: parseAsString,
  change: parseAsStringLiteral(changeNames),
  service: parseAsString,
}

/** Which rows are looked at by what they change, as the address says it. */
export function usePlanFilter() {
  const [{ field, change, service }, setFilter] = useQueryStates(url, { history: 'replace' })
  return {
    field: field ?? undefined,
    change: change ?? undefined,
    service: service ?? undefined,
    isFiltered: field !== null || change !== null || service !== null,
    setFilter,
  }
}

interface PlanFiltersProps extends ReturnType<typeof usePlanFilter> {
  job: JobView
  /** What there is to choose from. */
  summary: JobSummaryView | undefined
}

/** By the field that changes, by how, and by service; nothing is offered where there is no choice. */
export function PlanFilters({ job, summary, field, change, service, isFiltered, setFilter }: PlanFiltersProps) {
  const def = importDefinitions[job.collection === 'charts' ? 'charts' : 'dashboards']
  const fields = summary?.fields ?? []
  const services = summary?.services ?? []
  return (
    <>
      {fields.length === 0 && field === undefined && change === undefined ? null : (
        <>
          <Select
            aria-label="Field that changes"
            value={field ?? ''}
            className="w-40 max-md:w-auto max-md:grow max-md:basis-36"
            onChange={({ target }) => void setFilter({ field: target.value === '' ? null : target.value })}
          >
            <option value="">Any field</option>
            {withChosen(
              fields.map((one) => one.field),
              field,
            ).map((one) => (
              <option key={one} value={one}>
                {fieldLabel(def, one)}
              </option>
            ))}
          </Select>
          <Select
            aria-label="How it changes"
            value={change ?? ''}
            className="w-40 max-md:w-auto max-md:grow max-md:basis-36"
            onChange={({ target }) => void setFilter({ change: url.change.parse(target.value) })}
          >
            <option value="">In any way</option>
            {changeNames.map((one) => (
              <option key={one} value={one}>
                {changes[one]}
              </option>
            ))}
          </Select>
        </>
      )}
      {services.length < 2 && service === undefined ? null : (
        <Select
          aria-label="Service"
          value={service ?? ''}
          className="w-40"
          onChange={({ target }) => void setFilter({ service: target.value === '' ? null : target.value })}
        >
          <option value="">Every service</option>
          {withChosen(
            services.map((one) => one.service),
            service,
          ).map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      )}
      {isFiltered ? (
        <Button variant="link" onClick={() => void setFilter({ field: null, change: null, service: null })}>
          Clear filters
        </Button>
      ) : null}
    </>
  )
}

/** What the address names is there, whatever the summary has. */
const withChosen = (names: readonly string[], chosen: string | undefined): readonly string[] =>
  chosen === undefined || names.includes(chosen) ? names : [...names, chosen]
