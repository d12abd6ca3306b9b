'use client'

import { useMemo } from 'react'
import { chartHref } from '@/components/chart/chart-queries'
import { EntityEditor } from '@/components/entity/entity-editor'
import { type Chart, charts } from '@/lib/model/entities/chart'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityReference } from '@/lib/model/entities/entity'
import { withProperties } from '@/lib/model/fields/property-field'
import { shownName } from '@/lib/model/rules/shown-name'

interface ChartEditorProps {
  chart?: Chart | undefined
  /** The service a new chart is made in, until another is chosen. */
  service?: EntityReference | undefined
  /** Custom properties that charts may have. */
  properties: readonly CustomProperty[]
}

const help = {
  name: 'What the tool calls it, often its id. Unique in the service; it cannot be changed later.',
  description: 'Markdown. What the chart shows and how to read it.',
}

/** Makes a chart, or changes what people say about one; its name and service stay. */
export function ChartEditor({ chart, service, properties }: ChartEditorProps) {
  const def = useMemo(() => withProperties(charts, properties), [properties])
  const isNew = chart === undefined
  const href = isNew ? '/charts' : chartHref(chart.fullyQualifiedName ?? chart.name)
  const way = [{ label: 'Charts', href: '/charts' }]
  return (
    <EntityEditor
      def={def}
      noun="chart"
      entity={chart}
      initial={isNew && service !== undefined ? { service } : undefined}
      pageOf={chartHref}
      cancelHref={href}
      breadcrumb={isNew ? way : [...way, { label: shownName(chart), href }]}
      within={chart?.service}
      help={help}
    />
  )
}
