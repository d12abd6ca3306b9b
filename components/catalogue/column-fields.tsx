'use client'

import { useQuery } from '@tanstack/react-query'
import { addableFields, addedMax } from '@/components/catalogue/list-choice'
import { listColumns } from '@/components/catalogue/list-columns'
import { listedFieldsQuery } from '@/components/catalogue/list-queries'
import { ownColumns, shownColumns, toggled } from '@/components/catalogue/toggled-columns'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { Skeleton } from '@/components/ui/skeleton'

interface Choice {
  readonly name: string
  readonly label: string
}

/** Which columns the list shows: its own, what else its type has, custom properties. What is ticked applies at once. */
export function ColumnFields({ list }: { list: CatalogueListModel }) {
  const { kind, original, within, state, showColumns } = list
  const { data: fields, isPending, isError, refetch } = useQuery(listedFieldsQuery(original))
  const addable = addableFields(original, fields ?? [])
  const own = new Set(ownColumns(original))
  const shown = shownColumns(kind)
  const isFull = (kind.added ?? []).length >= addedMax
  const group = (legend: string, choices: readonly Choice[]) => (
    <ColumnGroup
      legend={legend}
      choices={choices}
      shown={shown}
      isFull={isFull}
      own={own}
      onToggle={(name) => showColumns(toggled(original, shown, name))}
    />
  )
  return (
    <div className="grid gap-4">
      {group(
        'Columns',
        listColumns(original, { within }).flatMap(({ id, header }) => (own.has(id) ? { name: id, label: header } : [])),
      )}
      {isPending ? (
        <div aria-busy className="grid gap-2">
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-4 w-2/3" />
        </div>
      ) : isError ? (
        <p role="alert" className="text-muted text-sm">
          The further columns could not be loaded.{' '}
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        </p>
      ) : (
        <>
          {group(
            'More',
            addable.filter(({ property }) => property === undefined),
          )}
          {group(
            'Custom properties',
            addable.filter(({ property }) => property !== undefined),
          )}
        </>
      )}
      {isFull ? <p className="text-faint text-xs">A list shows at most {addedMax} columns more than its own.</p> : null}
      <Button
        size="sm"
        className="justify-self-start"
        onClick={() => showColumns(null)}
        disabledReason={state.cols === null ? 'These are the columns that the list comes with.' : undefined}
      >
        Reset columns
      </Button>
    </div>
  )
}

interface ColumnGroupProps {
  legend: string
  choices: readonly Choice[]
  shown: readonly string[]
  own: ReadonlySet<string>
  /** No further one can be added. */
  isFull: boolean
  onToggle: (name: string) => void
}

function ColumnGroup({ legend, choices, shown, own, isFull, onToggle }: ColumnGroupProps) {
  if (choices.length === 0) return null
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-faint text-xs">{legend}</legend>
      {choices.map(({ name, label }) => {
        const isShown = shown.includes(name)
        return (
          <CheckboxField
            key={name}
            label={label}
            checked={isShown}
            disabled={!isShown && isFull && !own.has(name)}
            onChange={() => onToggle(name)}
          />
        )
      })}
    </fieldset>
  )
}
