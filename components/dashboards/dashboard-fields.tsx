'use client'

import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { ChartsField } from '@/components/entity/charts-field'
import { DomainField, OwnersField, ServiceField, useService } from '@/components/entity/reference-fields'
import { TagsField } from '@/components/entity/tags-field'
import { ChoiceField, MarkdownField, TextField } from '@/components/entity/text-fields'
import { type Draft, referenceIn } from '@/lib/model/edits/draft'
import type { EntityReference } from '@/lib/model/entities/entity'
import type { Operation } from '@/lib/model/rules/access'

const types = [
  { value: 'Dashboard', label: 'Dashboard' },
  { value: 'Report', label: 'Report' },
] as const

/** Where a new dashboard lives and what it is called there. */
export function IdentityFields({ nameHelp }: { nameHelp: ReactNode }) {
  return (
    <>
      <ServiceField required />
      <TextField name="name" dir="auto" required help={nameHelp} />
    </>
  )
}

/** Everything about a dashboard that can change. `service` is the one it lives in, if the form does not ask for it. */
export function DashboardFields({ service: given }: { service?: EntityReference | undefined }) {
  const chosen = useWatch<Draft>({ name: 'service' })
  const service = given ?? referenceIn(chosen)
  const inherited = useService(service)?.domains
  return (
    <>
      <TextField name="displayName" help="What people read; the name is shown where there is none." />
      <MarkdownField name="description" help="Markdown." />
      <TextField name="sourceUrl" type="url" dir="ltr" placeholder="https://" help="Where it opens in its own tool." />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <ChoiceField name="dashboardType" options={types} />
        <TextField name="project" help="Workspace, folder or collection." />
      </div>
      <ChartsField service={service} />
      <OwnersField />
      <DomainField inherited={inherited} />
      <TagsField />
    </>
  )
}

const editOperations: Readonly<Record<string, readonly Operation[]>> = {
  description: ['EditDescription'],
  displayName: ['EditDisplayName'],
  owners: ['EditOwners'],
  tags: ['EditTags', 'EditTier', 'EditGlossaryTerms'],
}

/** Operations any of which lets somebody change something of a field (docs/contract/people.md#operations). */
export const operationsOn = (field: string): readonly Operation[] => editOperations[field] ?? ['EditAll']

export const allEditOperations: readonly Operation[] = ['EditAll', ...Object.values(editOperations).flat()]
