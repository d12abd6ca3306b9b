'use client'

import { useQueryClient } from '@tanstack/react-query'
import { ChartColumn, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { Fqn } from '@/components/entity/fqn'
import { referenceName } from '@/components/entity/reference-name'
import { type ReferenceOption, referenceOption, useChartOptions } from '@/components/entity/reference-options'
import { IconButton } from '@/components/ui/icon-button'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import { ApiError } from '@/lib/client/api'
import { entityQueries } from '@/lib/client/queries'
import { referenceTo } from '@/lib/model/edits/draft'
import { charts } from '@/lib/model/entities/chart'
import type { EntityReference } from '@/lib/model/entities/entity'
import { referencesIn } from '@/lib/model/fields/reference'
import { joinFqn } from '@/lib/model/rules/fqn'
import { pastedNames } from '@/lib/model/rules/pasted-names'

interface ChartsFieldProps extends Omit<EntityFieldProps, 'name'> {
  name?: string
  /** Its charts are offered first, and names pasted without a service are looked for in it. */
  service: EntityReference | null
}

/** What became of a paste. */
interface Pasted {
  readonly added: number
  readonly missing: readonly string[]
}

/** Charts, found one by one or pasted many at once; the chosen ones stand below the box. */
export function ChartsField({ name = 'charts', service, ...props }: ChartsFieldProps) {
  const field = useDraftField(name)
  const loadOptions = useChartOptions(service)
  const findCharts = useChartFinder(service)
  const list = useRef<HTMLUListElement>(null)
  const [pasted, setPasted] = useState<Pasted | 'looking'>()
  const chosen = referencesIn(field.value)

  const paste = async (names: readonly string[]) => {
    setPasted('looking')
    const { found, missing } = await findCharts(names)
    const known = new Set(chosen.map((chart) => chart.id))
    const added = found.filter((chart) => !known.has(chart.id))
    field.setValue([...chosen, ...added])
    setPasted({ added: added.length, missing })
  }
  const remove = (chart: EntityReference, index: number) => {
    field.setValue(chosen.filter((other) => other.id !== chart.id))
    // The focus goes to the next row's button, or to the box when none is left.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll('button')
      const next = buttons?.[Math.min(index, buttons.length - 1)] ?? document.getElementById(field.id)
      next?.focus()
    })
  }
  return (
    <DraftField
      field={field}
      name={name}
      help="Paste many fully qualified names at once, one per line or separated by semicolons."
      {...props}
    >
      <MultiCombobox<ReferenceOption>
        ref={field.ref}
        value={chosen.map((chart) => referenceOption(chart))}
        onValueChange={(options) => field.setValue(options.map((option) => option.reference))}
        onPasteText={(text) => {
          const names = pastedNames(text)
          if (names.length < 2) return false
          void paste(names)
          return true
        }}
        loadOptions={loadOptions}
        hideSelected
        selectedLabel="Selected charts"
        placeholder="Add charts"
        emptyText="No chart of that name"
        disabled={field.disabled}
        onBlur={field.onBlur}
      />
      <PasteResult pasted={pasted} />
      {chosen.length === 0 ? null : (
        <ul
          ref={list}
          aria-label="Selected charts"
          className="mt-1 max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line"
        >
          {chosen.map((chart, index) => (
            <li key={chart.id} className="flex min-w-0 items-center gap-2 ps-2.5 pe-1">
              <ChartColumn aria-hidden strokeWidth={1.75} className="size-4 shrink-0 text-faint" />
              <span className="min-w-0 flex-1 py-1">
                <span dir="auto" className="block truncate text-sm">
                  {referenceName(chart)}
                  {chart.deleted ? <span className="text-faint"> deleted</span> : null}
                </span>
                {chart.fullyQualifiedName === undefined ? null : (
                  <Fqn fullyQualifiedName={chart.fullyQualifiedName} truncate />
                )}
              </span>
              <IconButton
                label={`Remove ${referenceName(chart)}`}
                size="sm"
                tooltip={false}
                disabled={field.disabled}
                onClick={() => remove(chart, index)}
              >
                <X strokeWidth={1.75} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </DraftField>
  )
}

function PasteResult({ pasted }: { pasted: Pasted | 'looking' | undefined }) {
  return (
    <div role="status" className="text-sm empty:hidden">
      {pasted === undefined ? null : pasted === 'looking' ? (
        <p className="text-muted">Looking for the pasted names…</p>
      ) : (
        <>
          <p className="text-muted">{`Added ${pasted.added} ${pasted.added === 1 ? 'chart' : 'charts'}.`}</p>
          {pasted.missing.length === 0 ? null : (
            <p className="text-danger [overflow-wrap:anywhere]">
              Not in the catalogue: <span dir="ltr">{pasted.missing.join('; ')}</span>
            </p>
          )}
        </>
      )}
    </div>
  )
}

/** Requests that are under way at a time. */
const lookupsMax = 6

/** Finds charts by FQN, or by name within the service. */
function useChartFinder(service: EntityReference | null) {
  const client = useQueryClient()
  const serviceFqn = service?.fullyQualifiedName
  const find = async (name: string): Promise<EntityReference | undefined> => {
    const candidates = [name, ...(serviceFqn === undefined ? [] : [joinFqn(serviceFqn, name)])]
    for (const fqn of candidates) {
      const chart = await client
        .fetchQuery({ ...entityQueries(charts).byName(fqn), retry: false })
        .catch((error: unknown) => {
          if (error instanceof ApiError) return undefined
          throw error
        })
      if (chart !== undefined) return referenceTo('chart', chart)
    }
    return undefined
  }
  return async (names: readonly string[]) => {
    const results: (EntityReference | undefined)[] = []
    const queue = [...names.entries()]
    const work = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) results[next[0]] = await find(next[1])
    }
    await Promise.all(Array.from({ length: lookupsMax }, work))
    return {
      found: results.filter((chart) => chart !== undefined),
      missing: names.filter((_, index) => results[index] === undefined),
    }
  }
}
