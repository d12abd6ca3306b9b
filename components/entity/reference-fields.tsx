'use client'

import { useQuery } from '@tanstack/react-query'
import { serviceList } from '@/components/catalogue/list-kinds'
import { totalQuery } from '@/components/catalogue/list-queries'
import { DraftField, type EntityFieldProps, useDraftField } from '@/components/entity/entity-form'
import { referenceName } from '@/components/entity/reference-name'
import {
  ownerOption,
  type ReferenceOption,
  referenceOption,
  useDomainOptions,
  useOwnerOptions,
  useReferenceOptions,
  useServiceOptions,
} from '@/components/entity/reference-options'
import { ServiceIcon } from '@/components/entity/service-icon'
import { Combobox } from '@/components/ui/combobox'
import { Link } from '@/components/ui/link'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import { newHref } from '@/lib/client/links'
import { entityQueries } from '@/lib/client/queries'
import { addresses } from '@/lib/model/entities/addresses'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { CreateEntity, Entity, EntityReference, EntityType } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { referenceIn, referencesIn } from '@/lib/model/fields/reference'

/** What is known of a picked service: its type, owners and domain. Asked once and kept. */
export function useService(reference: EntityReference | null) {
  return useQuery({
    ...entityQueries(dashboardServices).byName(reference?.fullyQualifiedName ?? '', { fields: 'owners,domains' }),
    enabled: reference?.fullyQualifiedName !== undefined,
    staleTime: 60_000,
  }).data
}

/** What rules look at of the thing that something new is to be in: whoever owns that may create there. */
export function useContainer(type: EntityType | undefined, reference: EntityReference | null) {
  const def = type === undefined ? undefined : definitionOf(type)
  const fields = ['owners', 'domains', 'reviewers', 'tags'].filter((field) => def?.fields.has(field)).join(',')
  const address = def ?? addresses.dashboardService
  return useQuery({
    ...entityQueries<Entity, CreateEntity>(address).byName(reference?.fullyQualifiedName ?? '', { fields }),
    enabled: def !== undefined && reference?.fullyQualifiedName !== undefined,
    staleTime: 60_000,
  }).data
}

const firstService = (
  <>
    There is no service yet.{' '}
    <Link href={newHref('dashboardService')} className="text-accent-text underline underline-offset-2">
      Create one
    </Link>{' '}
    first.
  </>
)

/** The tool something lives in. */
export function ServiceField({ name = 'service', ...props }: Omit<EntityFieldProps, 'name'> & { name?: string }) {
  const field = useDraftField(name)
  const loadOptions = useServiceOptions()
  const reference = referenceIn(field.value)
  const serviceType = useService(reference)?.serviceType
  const { data: services } = useQuery(totalQuery(serviceList))
  return (
    <DraftField field={field} name={name} help={services?.paging.total === 0 ? firstService : undefined} {...props}>
      <Combobox<ReferenceOption>
        ref={field.ref}
        value={reference === null ? null : referenceOption(reference, { icon: <ServiceIcon type={serviceType} /> })}
        onValueChange={(option) => field.setValue(option?.reference ?? null)}
        loadOptions={loadOptions}
        note={serviceType}
        placeholder="Choose a service"
        emptyText="No service of that name"
        disabled={field.disabled}
        onBlur={field.onBlur}
      />
    </DraftField>
  )
}

/** Several people, or one team: choosing a team takes the people out and the other way round. */
export function OwnersField({ name = 'owners', ...props }: Omit<EntityFieldProps, 'name'> & { name?: string }) {
  const field = useDraftField(name)
  const loadOptions = useOwnerOptions()
  return (
    <DraftField field={field} name={name} help="People, or one team." {...props}>
      <MultiCombobox<ReferenceOption>
        ref={field.ref}
        value={referencesIn(field.value).map(ownerOption)}
        onValueChange={(options) => field.setValue(options.map((option) => option.reference))}
        loadOptions={loadOptions}
        replaces={(added, existing) => added.reference.type === 'team' || existing.reference.type === 'team'}
        selectedLabel={`Selected ${props.label?.toLowerCase() ?? 'owners'}`}
        placeholder="Add people or a team"
        emptyText="Nobody of that name"
        disabled={field.disabled}
        onBlur={field.onBlur}
      />
    </DraftField>
  )
}

/** One thing of the types that it may be of. */
export function ReferenceField({ types, ...props }: EntityFieldProps & { types: readonly EntityType[] }) {
  const field = useDraftField(props.name)
  const loadOptions = useReferenceOptions(types)
  const reference = referenceIn(field.value)
  return (
    <DraftField field={field} {...props}>
      <Combobox<ReferenceOption>
        ref={field.ref}
        value={reference === null ? null : referenceOption(reference)}
        onValueChange={(option) => field.setValue(option?.reference ?? null)}
        loadOptions={loadOptions}
        placeholder="Choose"
        clearable
        disabled={field.disabled}
        onBlur={field.onBlur}
      />
    </DraftField>
  )
}

export function ReferencesField({ types, ...props }: EntityFieldProps & { types: readonly EntityType[] }) {
  const field = useDraftField(props.name)
  const loadOptions = useReferenceOptions(types)
  const word = field.label.toLowerCase()
  return (
    <DraftField field={field} {...props}>
      <MultiCombobox<ReferenceOption>
        ref={field.ref}
        value={referencesIn(field.value).map((reference) => referenceOption(reference))}
        onValueChange={(options) => field.setValue(options.map((option) => option.reference))}
        loadOptions={loadOptions}
        selectedLabel={`Selected ${word}`}
        placeholder={`Add ${word}`}
        disabled={field.disabled}
        onBlur={field.onBlur}
      />
    </DraftField>
  )
}

interface DomainFieldProps extends Omit<EntityFieldProps, 'name'> {
  name?: string
  /** What the service brings while nothing is chosen here. */
  inherited?: readonly EntityReference[] | undefined
}

/** The one domain, or the one of the service while none is chosen. What came with several keeps them. */
export function DomainField({ name = 'domains', inherited = [], ...props }: DomainFieldProps) {
  const field = useDraftField(name)
  const loadOptions = useDomainOptions()
  const chosen = referencesIn(field.value)
  const shared = { ref: field.ref, loadOptions, disabled: field.disabled, onBlur: field.onBlur }
  const [first] = chosen
  return (
    <DraftField field={field} name={name} {...props}>
      {chosen.length > 1 ? (
        <MultiCombobox<ReferenceOption>
          {...shared}
          value={chosen.map((reference) => referenceOption(reference))}
          onValueChange={(options) => field.setValue(options.map((option) => option.reference))}
          selectedLabel="Selected domains"
          emptyText="No domain of that name"
        />
      ) : (
        <Combobox<ReferenceOption>
          {...shared}
          value={first === undefined ? null : referenceOption(first)}
          onValueChange={(option) => field.setValue(option === null ? [] : [option.reference])}
          placeholder={
            inherited.length === 0 ? 'Choose a domain' : `${inherited.map(referenceName).join(', ')}, from the service`
          }
          emptyText="No domain of that name"
          clearable
        />
      )}
    </DraftField>
  )
}
