import { ReferenceLink } from '@/components/entity/reference-link'
import { ServiceIcon } from '@/components/entity/service-icon'
import type { EntityReference } from '@/lib/model/entities/entity'

interface ServiceReferenceProps {
  service: EntityReference
  /** "Superset", "Looker", … */
  serviceType?: string | undefined
  /** Writes the type after the name. */
  showType?: boolean | undefined
  className?: string | undefined
}

/** A service: logo and name, linked to its page; deleted ones struck, with the word. */
export function ServiceReference({ service, serviceType, showType = false, className }: ServiceReferenceProps) {
  const link = <ReferenceLink reference={service} icon={<ServiceIcon type={serviceType} />} className={className} />
  if (!showType || serviceType === undefined) return link
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-2">
      {link}
      <span className="shrink-0 text-faint text-xs">{serviceType}</span>
    </span>
  )
}
