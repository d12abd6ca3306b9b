'use client'

import { EntityEditor } from '@/components/entity/entity-editor'
import { serviceHref } from '@/components/service/service-queries'
import { type DashboardService, dashboardServices } from '@/lib/model/entities/dashboard-service'
import { shownName } from '@/lib/model/rules/shown-name'

const help = {
  name: 'The first part of the fully qualified name of everything inside, such as superset_prod. It cannot be changed later.',
  description: 'Markdown. What is in this service, and who it is for.',
}

/** Makes a service, or changes what people say about one; its name and type stay. */
export function ServiceEditor({ service }: { service?: DashboardService | undefined }) {
  const isNew = service === undefined
  const href = isNew ? '/services' : serviceHref(service.fullyQualifiedName ?? service.name)
  const way = [{ label: 'Services', href: '/services' }]
  return (
    <EntityEditor
      def={dashboardServices}
      noun="service"
      entity={service}
      pageOf={serviceHref}
      cancelHref={href}
      breadcrumb={isNew ? way : [...way, { label: shownName(service), href }]}
      help={help}
    />
  )
}
