'use client'

import { serviceList } from '@/components/catalogue/list-kinds'
import { EntityMenu } from '@/components/entity/entity-menu'
import { serviceAddress } from '@/components/service/service-queries'
import type { DashboardService } from '@/lib/model/entities/dashboard-service'

interface ServiceMenuProps {
  service: DashboardService
  /** What it holds; undefined until counted. */
  dashboards: number | undefined
  charts: number | undefined
}

const counted = (value: number, one: string) => `${value.toLocaleString('en')} ${value === 1 ? one : `${one}s`}`

/** Further actions on a service. Deleting says what goes with it. */
export function ServiceMenu({ service, dashboards, charts }: ServiceMenuProps) {
  const inside = dashboards === undefined || charts === undefined ? undefined : dashboards + charts
  const words = [dashboards ? counted(dashboards, 'dashboard') : '', charts ? counted(charts, 'chart') : '']
  return (
    <EntityMenu
      def={serviceAddress}
      entity={service}
      kind={serviceList}
      goes={inside === undefined ? undefined : 1 + inside}
    >
      {inside ? (
        <p>
          With it {inside === 1 ? 'goes' : 'go'}{' '}
          <strong className="font-semibold">{words.filter(Boolean).join(' and ')}</strong>, and data models if it has
          any.
        </p>
      ) : (
        <p>{service.deleted ? 'What it held goes with it.' : 'It holds no dashboards and no charts.'}</p>
      )}
    </EntityMenu>
  )
}
