'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ContainedList } from '@/components/catalogue/contained-list'
import { chartList, dashboardList } from '@/components/catalogue/list-kinds'
import { totalQuery } from '@/components/catalogue/list-queries'
import { inService } from '@/components/catalogue/list-url'
import { EntityDetail } from '@/components/entity/entity-detail'
import { type EntityGiven, useEntity } from '@/components/entity/entity-query'
import { Fact } from '@/components/entity/facts'
import { OwnerList } from '@/components/entity/owner-list'
import { ServiceIcon } from '@/components/entity/service-icon'
import { ConnectionFacts } from '@/components/service/connection-facts'
import type { DashboardService } from '@/lib/model/entities/dashboard-service'
import { counted } from '@/lib/model/rules/counted'

/** The page of a service: what is in it first, then what it is. */
export function ServiceDetail(given: EntityGiven<DashboardService>) {
  const service = useEntity(given)
  const fqn = service.fullyQualifiedName ?? service.name
  const within = useMemo(() => inService(fqn), [fqn])
  const dashboards = useQuery(totalQuery(dashboardList, within)).data?.paging.total
  const charts = useQuery(totalQuery(chartList, within)).data?.paging.total
  const inside = dashboards === undefined || charts === undefined ? undefined : dashboards + charts
  return (
    <EntityDetail
      {...given}
      sections={[
        ...[
          { kind: dashboardList, count: dashboards },
          { kind: chartList, count: charts },
        ].map(({ kind, count }) => ({
          value: kind.many,
          label: kind.title,
          count,
          panel: service.deleted ? (
            <p className="px-page pt-5 text-lg text-muted">
              What was in it has been deleted with it, and comes back when it is restored.
            </p>
          ) : (
            <ContainedList key={kind.many} kind={kind} within={within} />
          ),
        })),
        'details',
      ]}
      summary={
        <>
          <span className="inline-flex items-center gap-1.5 text-fg">
            <ServiceIcon type={service.serviceType} />
            {service.serviceType}
          </span>
          <OwnerList owners={service.owners} compact />
        </>
      }
      below={<ConnectionFacts connection={service.connection} />}
      facts={<Fact label="Tool">{service.serviceType}</Fact>}
      comesBack="What was in it comes back with it."
      deletion={{
        goes: inside === undefined ? undefined : 1 + inside,
        words: inside ? (
          <Going dashboards={dashboards ?? 0} charts={charts ?? 0} />
        ) : (
          <p>{service.deleted ? 'What it held goes with it.' : 'It holds no dashboards and no charts.'}</p>
        ),
      }}
    />
  )
}

function Going({ dashboards, charts }: { dashboards: number; charts: number }) {
  const words = [dashboards > 0 ? counted(dashboards, 'dashboard') : '', charts > 0 ? counted(charts, 'chart') : '']
  return (
    <p>
      With it {dashboards + charts === 1 ? 'goes' : 'go'}{' '}
      <strong className="font-semibold">{words.filter(Boolean).join(' and ')}</strong>, and data models if it has any.
    </p>
  )
}
