'use client'

import { EntityEditor } from '@/components/entity/entity-editor'
import { DomainField, OwnersField } from '@/components/entity/reference-fields'
import { TagsField } from '@/components/entity/tags-field'
import { ChoiceField, MarkdownField, TextField } from '@/components/entity/text-fields'
import { serviceHref } from '@/components/service/service-queries'
import { type DashboardService, dashboardServices, serviceType } from '@/lib/model/entities/dashboard-service'
import { shownName } from '@/lib/model/rules/shown-name'

/** Names of tools that differ from what the API calls them. */
const toolNames: Readonly<Record<string, string>> = {
  PowerBI: 'Power BI',
  PowerBIReportServer: 'Power BI Report Server',
  CustomDashboard: 'Custom',
  DomoDashboard: 'Domo',
  QlikSense: 'Qlik Sense',
  QlikCloud: 'Qlik Cloud',
}
const tools = serviceType.options
  .map((value) => ({ value, label: toolNames[value] ?? value }))
  .toSorted((one, other) => one.label.localeCompare(other.label, 'en'))

const shared = ['displayName', 'description', 'owners', 'domains', 'tags']

/** Makes a service, or changes what people say about one; its name and type stay. */
export function ServiceEditor({ service }: { service?: DashboardService | undefined }) {
  const isNew = service === undefined
  const href = isNew ? '/services' : serviceHref(service.fullyQualifiedName ?? service.name)
  const way = [{ label: 'Services', href: '/services' }]
  return (
    <EntityEditor
      def={dashboardServices}
      noun="service"
      fields={isNew ? ['name', 'serviceType', ...shared] : shared}
      entity={service}
      pageOf={serviceHref}
      cancelHref={href}
      breadcrumb={isNew ? way : [...way, { label: shownName(service), href }]}
    >
      {isNew ? (
        <>
          <TextField
            name="name"
            required
            dir="ltr"
            placeholder="superset_prod"
            help="The first part of the fully qualified name of everything inside. It cannot be changed later."
          />
          <ChoiceField name="serviceType" label="Tool" required options={tools} emptyLabel="Choose a tool" />
        </>
      ) : null}
      <TextField name="displayName" help="What people read. Without one they read the name." />
      <MarkdownField name="description" help="Markdown. What is in this service, and who it is for." />
      <OwnersField />
      <DomainField />
      <TagsField />
    </EntityEditor>
  )
}
