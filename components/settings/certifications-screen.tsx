'use client'

import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { RequestError } from '@/components/entity/request-error'
import { TagBadge } from '@/components/entity/tag-badges'
import { holdersOf, policiesQuery, rolesQuery, saidBy } from '@/components/settings/roles-queries'
import { SettingsSection } from '@/components/settings/settings-section'
import { useActor } from '@/components/shell/actor-context'
import { PageHeader } from '@/components/shell/page-header'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { EmptyState } from '@/components/ui/empty-state'
import { Field, FieldSet } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Link } from '@/components/ui/link'
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { entityHref } from '@/lib/client/links'
import { entityQueries } from '@/lib/client/queries'
import { certificationSettingsQuery, putCertificationSettings } from '@/lib/client/settings'
import { addresses } from '@/lib/model/entities/addresses'
import type { Entity, TagLabel } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import type { Operation } from '@/lib/model/rules/access'
import {
  type CertifiedMember,
  certifiedMembers,
  validityDays,
  validityDaysMax,
  validityPeriod,
} from '@/lib/model/rules/certified'
import type { CertificationSettings } from '@/lib/model/wire/settings'

const memberWords: Readonly<Record<CertifiedMember, string>> = {
  displayName: 'Display name',
  description: 'Description',
  owners: 'Owners',
  domains: 'Domain',
  tags: 'Tags, tier and glossary terms',
  sourceUrl: 'Source URL',
  charts: 'Charts',
  dataModels: 'Data models',
  columns: 'Columns',
  sql: 'SQL',
  extension: 'Custom properties',
}

/** Which tiers and certifications there are, who may give them, how long a certification holds and what ends it. */
export function CertificationsScreen() {
  const actor = useActor()
  const query = useQuery({ ...certificationSettingsQuery, enabled: actor.isAdmin })
  const { data, error, refetch, isFetching } = query
  if (!actor.isAdmin)
    return (
      <>
        <PageHeader title="Tiers and certifications" />
        <div className="border-line border-t px-page">
          <EmptyState title="For administrators">
            How long a certification holds, and what ends it, is set by administrators.
          </EmptyState>
        </div>
      </>
    )
  return (
    <>
      <PageHeader title="Tiers and certifications" />
      {data !== undefined ? (
        <ValiditySection key={JSON.stringify(data)} settings={data} />
      ) : (
        <SettingsSection {...validity}>
          {error === null ? (
            <LoadingRegion label="Loading settings" className="grid gap-6">
              <Skeleton className="h-control w-32 rounded-md" />
              {['w-52', 'w-44', 'w-60', 'w-40', 'w-56'].map((width) => (
                <Skeleton key={width} className={width} />
              ))}
            </LoadingRegion>
          ) : (
            <RequestError
              title="The settings could not be loaded"
              error={error}
              onRetry={() => void refetch()}
              retrying={isFetching}
            />
          )}
        </SettingsSection>
      )}
      <LabelsSection
        title="Certifications"
        about="The tags of this classification are given as certifications, one at a time."
        classification="Certification"
        operation="EditCertification"
      />
      <LabelsSection
        title="Tiers"
        about="How important a thing is. The tags of this classification are its tiers."
        classification="Tier"
        operation="EditTier"
      />
    </>
  )
}

const validity = {
  title: 'How long a certification holds',
  about: 'What is certified already holds as long as it did. After its last day it is shown as out of date.',
}

function ValiditySection({ settings }: { settings: CertificationSettings }) {
  const client = useQueryClient()
  const [days, setDays] = useState(String(validityDays(settings.validityPeriod) ?? ''))
  const [fields, setFields] = useState<readonly CertifiedMember[]>(settings.staleFields)
  const [problem, setProblem] = useState<string>()
  const period = validityPeriod(Number(days))
  const isChanged = period !== settings.validityPeriod || fields.join() !== settings.staleFields.join()
  const save = useMutation({
    mutationFn: putCertificationSettings,
    onSuccess: (kept) => {
      client.setQueryData(certificationSettingsQuery.queryKey, kept)
      toast.success('The settings are saved.')
    },
  })
  const submit = () => {
    if (validityDays(period) === undefined) return setProblem(`Enter a number of days from 1 to ${validityDaysMax}.`)
    setProblem(undefined)
    save.mutate({ ...settings, validityPeriod: period, staleFields: [...fields] })
  }
  return (
    <SettingsSection {...validity}>
      <form
        aria-label="Certification"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {save.error === null ? null : <RequestError title="It could not be saved" error={save.error} />}
        <Field
          label="Days"
          required
          error={problem}
          help="From the day it is given, at most; a shorter time can be said when it is."
        >
          <Input
            value={days}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-32"
            onChange={(event) => setDays(event.target.value.trim())}
          />
        </Field>
        <FieldSet
          label="Ends when one of these changes"
          help="Whoever changes it needs no right to certify for that; it is then shown as out of date until it is given anew."
        >
          <div className="grid gap-1 sm:grid-cols-2">
            {certifiedMembers.map((member) => (
              <CheckboxField
                key={member}
                label={memberWords[member]}
                checked={fields.includes(member)}
                onChange={({ target: { checked } }) =>
                  setFields(certifiedMembers.filter((each) => (each === member ? checked : fields.includes(each))))
                }
              />
            ))}
          </div>
        </FieldSet>
        <Button type="submit" variant="primary" pending={save.isPending} className="w-fit">
          Save settings
        </Button>
      </form>
      <UnsavedChanges when={isChanged} />
    </SettingsSection>
  )
}

interface LabelsSectionProps {
  title: string
  about: string
  classification: string
  /** What it takes to give one. */
  operation: Operation
}

interface LabelTag extends Entity {
  description?: string
  disabled?: boolean
  deprecated?: boolean
  style?: TagLabel['style']
}
const tags: EntityAddress<LabelTag> = addresses.tag

function LabelsSection({ title, about, classification, operation }: LabelsSectionProps) {
  const query = useQuery(entityQueries(tags).list({ parent: classification, limit: 100 }))
  const found = (query.data?.data ?? []).toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  return (
    <SettingsSection title={title} about={about}>
      {query.error === null ? null : (
        <RequestError
          title="The tags could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      )}
      {query.data === undefined ? (
        query.error === null ? (
          <LoadingRegion label="Loading tags" className="grid gap-8 border-line border-t py-3.5">
            <Skeleton className="w-60" />
            <Skeleton className="w-52" />
            <Skeleton className="w-60" />
          </LoadingRegion>
        ) : null
      ) : found.length === 0 ? (
        <p className="text-muted text-sm">The classification {classification} has no tags.</p>
      ) : (
        <ul aria-label={title} className="grid border-line border-t text-sm">
          {found.map((tag) => (
            <li
              key={tag.id}
              className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-baseline gap-x-3 border-line border-b py-2.5 sm:grid-cols-[7rem_minmax(0,1fr)]"
            >
              <span className="flex min-w-0">
                <TagBadge
                  tag={{
                    tagFQN: tag.fullyQualifiedName ?? tag.name,
                    name: tag.name,
                    ...(tag.displayName !== undefined && { displayName: tag.displayName }),
                    ...(tag.style !== undefined && { style: tag.style }),
                    source: 'Classification',
                    labelType: 'Manual',
                    state: 'Confirmed',
                  }}
                />
              </span>
              <span className="min-w-0 text-muted">
                {tag.disabled === true || tag.deprecated === true ? 'Given to nothing more. ' : ''}
                {tag.description}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="text-sm">
        <Link href={entityHref('classification', classification)} className="rounded-sm underline">
          Change the labels on the page of {classification}
        </Link>
      </p>
      <WhoMay operation={operation} />
    </SettingsSection>
  )
}

/** Who may give such labels to dashboards, as the rules decide it. */
function WhoMay({ operation }: { operation: Operation }) {
  const [roles, policies] = useQueries({ queries: [rolesQuery, policiesQuery] })
  const error = roles.error ?? policies.error
  if (error !== null)
    return (
      <RequestError
        title="The roles could not be loaded"
        error={error}
        onRetry={() => void Promise.all([roles.refetch(), policies.refetch()])}
        retrying={roles.isFetching || policies.isFetching}
      />
    )
  if (roles.data === undefined || policies.data === undefined) return null
  const givers = holdersOf(roles.data.data, policies.data.data).flatMap(({ name, policies }) => {
    const says = saidBy(policies, 'dashboard').get(operation)
    return says === 'always' ? [name] : says === 'sometimes' ? [`${name} (on a condition)`] : []
  })
  return (
    <p className="text-sm">
      <span className="text-muted">Who may give them to dashboards: </span>
      {['Administrators', ...givers].join(', ')}.{' '}
      <Link href="/settings/roles" className="rounded-sm underline">
        Roles and policies
      </Link>
    </p>
  )
}
