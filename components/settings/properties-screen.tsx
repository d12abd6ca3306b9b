'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
import { listedFieldsQuery } from '@/components/catalogue/list-queries'
import { RequestError } from '@/components/entity/request-error'
import { GoneSheet } from '@/components/settings/gone-sheet'
import { PropertySheet } from '@/components/settings/property-sheet'
import { propertyTypes, settingIn, uncounted } from '@/components/settings/property-types'
import { SheetTitle } from '@/components/settings/sheet-title'
import { useActor } from '@/components/shell/actor-context'
import { leavePage } from '@/components/shell/leave-guard'
import { PageHeader } from '@/components/shell/page-header'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import type { DataTableColumn } from '@/components/ui/data-table-props'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { TabLinks, TabPanel } from '@/components/ui/tab-links'
import { TableSkeleton } from '@/components/ui/table-skeleton'
import { toast } from '@/components/ui/toast'
import { extendedTypeQuery, propertyCountsQuery, removeProperty } from '@/lib/client/custom-properties'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { type CustomProperty, ordinaryUse, type PropertyUse } from '@/lib/model/entities/custom-property'
import { counted } from '@/lib/model/rules/counted'

const extended = [
  { type: 'dashboard', title: 'Dashboards', many: 'dashboards' },
  { type: 'chart', title: 'Charts', many: 'charts' },
] as const

const url = {
  of: parseAsStringLiteral(extended.map(({ type }) => type)).withDefault('dashboard'),
  property: parseAsString,
  new: parseAsBoolean.withDefault(false),
}
const panelId = 'properties'
const onlyAdministrators = 'Only administrators may change custom properties.'

/** Members that a site adds to dashboards and charts: which there are, new ones, what they may hold. */
export function PropertiesScreen() {
  const actor = useActor()
  const [state, setState] = useQueryStates(url, { history: 'push' })
  const refresh = useRefreshCatalogue()
  const [removed, setRemoved] = useState<CustomProperty>()
  const { data, error, refetch, isFetching } = useQuery(extendedTypeQuery(state.of))
  const counts = useQuery({ ...propertyCountsQuery(state.of), enabled: actor.isAdmin })
  const fields = useQuery(listedFieldsQuery({ def: { type: state.of } }))
  const uses = new Map(fields.data?.map(({ property, use }) => [property?.name, use]))
  const { many } = extended.find(({ type }) => type === state.of) ?? extended[0]
  const properties = (data?.customProperties ?? []).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'))
  const opened = properties.find(({ name }) => name === state.property)
  const close = () => setState({ property: null, new: null })
  const blocked = actor.isAdmin ? undefined : onlyAdministrators
  const create = (
    <Button variant="primary" disabledReason={blocked} onClick={() => void setState({ new: true, property: null })}>
      <Plus aria-hidden strokeWidth={1.75} />
      New property
    </Button>
  )
  const remove = useMutation({
    mutationFn: ({ name }: CustomProperty) => removeProperty(state.of, name),
    onSuccess: (_removed, { name }) => {
      setRemoved(undefined)
      toast.success(`${name} is deleted.`)
    },
    onSettled: refresh,
  })
  const keep = () => {
    setRemoved(undefined)
    remove.reset()
  }
  return (
    <>
      <PageHeader
        title="Custom properties"
        actions={data !== undefined && properties.length === 0 ? undefined : create}
      />
      <TabLinks
        label="Types"
        current={state.of}
        panelId={panelId}
        tabs={extended.map(({ type, title }) => ({
          value: type,
          label: title,
          href: type === 'dashboard' ? '/settings/custom-properties' : `/settings/custom-properties?of=${type}`,
        }))}
        className="px-page"
      />
      <TabPanel id={panelId} label={many}>
        {error !== null && data === undefined ? (
          <div className="px-page pt-4">
            <RequestError
              title="The properties could not be loaded"
              error={error}
              onRetry={() => void refetch()}
              retrying={isFetching}
            />
          </div>
        ) : data === undefined ? (
          <TableSkeleton many="properties" />
        ) : properties.length === 0 ? (
          <div className="px-page">
            <EmptyState
              title={`${many === 'charts' ? 'Charts' : 'Dashboards'} have no properties of yours yet`}
              actions={create}
            >
              A custom property is something that you keep of all {many} and that is not there from the start, such as a
              cost centre. Forms, imports and pages know it at once.
            </EmptyState>
          </div>
        ) : (
          <DataTable
            label="Custom properties"
            columns={columnsOf(
              blocked === undefined ? (name) => void setState({ property: name, new: null }) : undefined,
              counts.data,
              uses,
            )}
            rows={properties}
            rowKey={({ name }) => name}
            rowName={nameOf}
            rowActions={
              blocked === undefined
                ? (property) => (
                    <IconButton
                      size="sm"
                      label={`Delete ${nameOf(property)}`}
                      onClick={() => setRemoved(property)}
                      className="-me-2"
                    >
                      <Trash2 strokeWidth={1.75} />
                    </IconButton>
                  )
                : undefined
            }
          />
        )}
      </TabPanel>
      {blocked === undefined &&
      data !== undefined &&
      fields.data !== undefined &&
      (state.new || opened !== undefined) ? (
        <PropertySheet
          key={state.property ?? 'new'}
          typeId={data.id}
          typeName={state.of}
          use={uses.get(opened?.name)}
          many={many}
          property={opened}
          taken={properties.map(({ name }) => name)}
          onClose={() => leavePage(() => void close())}
          onSaved={async () => {
            toast.success('The property is saved.')
            await close()
            await refresh()
          }}
        />
      ) : blocked === undefined && data !== undefined && state.property !== null ? (
        <GoneSheet noun="property" name={state.property} onClose={() => void close()} />
      ) : null}
      <AlertDialog
        open={removed !== undefined}
        onOpenChange={(isOpen) => !isOpen && !remove.isPending && keep()}
        title={
          <span className="[overflow-wrap:anywhere]">{`Delete ${removed === undefined ? '' : nameOf(removed)}?`}</span>
        }
        description={`Forms and imports of ${many} no longer know it. Values that ${many} have stay with them, and are fields again when a property of this name and type is made.`}
        confirmLabel="Delete"
        danger
        pending={remove.isPending}
        onConfirm={() => removed !== undefined && remove.mutate(removed)}
      >
        {removed === undefined ? null : (
          <p>
            {filledWords(removed, counts.data, many)}{' '}
            <a
              href={`/api/x/exports/${many}?format=csv`}
              download
              className="rounded-sm text-accent-text underline underline-offset-4"
            >
              Export all {many} first
            </a>
            .
          </p>
        )}
        {remove.error === null ? null : <RequestError title="It could not be deleted" error={remove.error} />}
      </AlertDialog>
    </>
  )
}

const nameOf = ({ name, displayName }: CustomProperty): string => displayName || name

const isCounted = ({ propertyType }: CustomProperty, counts: Counts): counts is ReadonlyMap<string, number> =>
  counts !== undefined && !uncounted.has(propertyType.name ?? '')

function filledWords(property: CustomProperty, counts: Counts, many: string): string {
  if (!isCounted(property, counts)) return `How many ${many} have something in it is not counted.`
  const count = counts.get(property.name) ?? 0
  return count === 0
    ? `No ${many.slice(0, -1)} has anything in it.`
    : `${counted(count, many.slice(0, -1))} ${count === 1 ? 'has' : 'have'} something in it.`
}

type Counts = ReadonlyMap<string, number> | undefined

const columnsOf = (
  onOpen: ((name: string) => void) | undefined,
  counts: Counts,
  uses: ReadonlyMap<string | undefined, PropertyUse | undefined>,
): readonly DataTableColumn<CustomProperty>[] => [
  {
    id: 'name',
    header: 'Property',
    card: 'title',
    cell: (property) => (
      <span className="block min-w-0">
        <SheetTitle onOpen={onOpen === undefined ? undefined : () => onOpen(property.name)}>
          {nameOf(property)}
        </SheetTitle>
        <span className="block truncate font-mono text-muted text-xs">{property.name}</span>
      </span>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    width: 'w-48',
    card: 'plain',
    cell: ({ propertyType }) =>
      propertyTypes.find(({ value }) => value === propertyType.name)?.label ?? propertyType.name,
  },
  {
    id: 'filled',
    header: 'Filled',
    width: 'w-20',
    align: 'end',
    cell: (property) =>
      isCounted(property, counts) ? (
        <span className="tabular-nums">{(counts.get(property.name) ?? 0).toLocaleString('en')}</span>
      ) : (
        <span className="text-faint" title="Not counted">
          –
        </span>
      ),
  },
  {
    id: 'use',
    header: 'Use',
    width: 'w-40',
    card: 'plain',
    cell: ({ name, propertyType }) => {
      const { isFilter, isRequired } = uses.get(name) ?? ordinaryUse
      const words = [
        isFilter && !uncounted.has(propertyType.name ?? '') ? 'Filter' : '',
        isRequired ? 'Required' : '',
      ].filter(Boolean)
      return words.length === 0 ? <span className="text-faint">Shown only</span> : words.join(', ')
    },
  },
  {
    id: 'setting',
    header: 'May hold',
    width: 'w-64',
    hideBelow: 'lg',
    cell: ({ customPropertyConfig }) => {
      const { text } = settingIn(customPropertyConfig?.config)
      return text === '' ? null : <span className="block truncate">{text.split('\n').join(', ')}</span>
    },
  },
]
