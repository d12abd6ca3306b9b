'use client'

import { EntityName } from '@/components/entity/entity-name'
import { Fqn } from '@/components/entity/fqn'
import { referenceHref, referenceName } from '@/components/entity/reference-name'
import { DataTable } from '@/components/ui/data-table'
import type { DataTableColumn } from '@/components/ui/data-table-props'
import type { EntityReference } from '@/lib/model/entities/entity'

/** What is known of a chart beyond its reference. */
export interface ChartDetails {
  readonly chartType?: string | undefined
  /** Living dashboards that show it, this one among them. */
  readonly usedOn: number
}

interface DashboardChartsProps {
  charts: readonly EntityReference[]
  details: Readonly<Record<string, ChartDetails>>
}

/** The charts of a dashboard, with how many dashboards show each. */
export function DashboardCharts({ charts, details }: DashboardChartsProps) {
  const columns: DataTableColumn<EntityReference>[] = [
    {
      id: 'name',
      header: 'Name',
      card: 'title',
      cell: (chart) => <EntityName name={referenceName(chart)} href={referenceHref(chart)} deleted={chart.deleted} />,
    },
    {
      id: 'type',
      header: 'Type',
      width: 'w-24',
      card: 'plain',
      cell: (chart) => details[chart.id]?.chartType ?? '',
    },
    {
      id: 'fqn',
      header: 'FQN',
      width: 'w-[32%]',
      hideBelow: 'lg',
      card: 'plain',
      cell: (chart) => <Fqn fullyQualifiedName={chart.fullyQualifiedName ?? ''} truncate />,
    },
    {
      id: 'usedOn',
      header: 'Used on',
      width: 'w-32',
      align: 'end',
      card: 'plain',
      cell: (chart) => usedOnText(details[chart.id]),
    },
  ]
  return (
    <DataTable
      label="Charts"
      columns={columns}
      rows={charts}
      rowKey={(chart) => chart.id}
      rowName={referenceName}
      rowHeight="one-line"
      bleed={false}
    />
  )
}

const usedOnText = (details: ChartDetails | undefined): string =>
  details === undefined ? '' : details.usedOn > 1 ? `${details.usedOn} dashboards` : 'only here'
