'use client'

import { chartHref } from '@/components/chart/chart-queries'
import { EntityEditor } from '@/components/entity/entity-editor'
import { DomainField, OwnersField, ServiceField } from '@/components/entity/reference-fields'
import { webAddress } from '@/components/entity/source-link'
import { TagsField } from '@/components/entity/tags-field'
import { ChoiceField, MarkdownField, TextField } from '@/components/entity/text-fields'
import type { DraftCheck } from '@/components/entity/use-entity-form'
import { type Chart, charts, chartType } from '@/lib/model/entities/chart'
import type { EntityReference } from '@/lib/model/entities/entity'
import { shownName } from '@/lib/model/rules/shown-name'

const types = chartType.options
  .map((value) => ({ value, label: { BoxPlot: 'Box plot', SanKey: 'Sankey' }[value as string] ?? value }))
  .toSorted((one, other) => one.label.localeCompare(other.label, 'en'))

const shared = ['displayName', 'description', 'chartType', 'sourceUrl', 'owners', 'domains', 'tags']

const checks: Readonly<Record<string, DraftCheck>> = {
  sourceUrl: (value) =>
    typeof value === 'string' && value !== '' && webAddress(value) === undefined
      ? 'An address begins with https:// or http://.'
      : undefined,
}

interface ChartEditorProps {
  chart?: Chart | undefined
  /** The service a new chart is made in, until another is chosen. */
  service?: EntityReference | undefined
}

/** Makes a chart, or changes what people say about one; its name and service stay. */
export function ChartEditor({ chart, service }: ChartEditorProps) {
  const isNew = chart === undefined
  const href = isNew ? '/charts' : chartHref(chart.fullyQualifiedName ?? chart.name)
  const way = [{ label: 'Charts', href: '/charts' }]
  return (
    <EntityEditor
      def={charts}
      noun="chart"
      fields={isNew ? ['service', 'name', ...shared] : shared}
      entity={chart}
      initial={isNew && service !== undefined ? { service } : undefined}
      checks={checks}
      pageOf={chartHref}
      cancelHref={href}
      breadcrumb={isNew ? way : [...way, { label: shownName(chart), href }]}
    >
      {isNew ? (
        <>
          <ServiceField required />
          <TextField
            name="name"
            required
            dir="ltr"
            help="What the tool calls it, often its id. Unique in the service; it cannot be changed later."
          />
        </>
      ) : null}
      <TextField name="displayName" help="What people read. Without one they read the name." />
      <MarkdownField name="description" help="Markdown. What the chart shows and how to read it." />
      <ChoiceField name="chartType" options={types} emptyLabel="Not said" />
      <TextField name="sourceUrl" type="url" dir="ltr" help="Where the chart opens in its own tool." />
      <OwnersField />
      <DomainField inherited={isNew ? [] : chart.domains?.filter((domain) => domain.inherited)} />
      <TagsField />
    </EntityEditor>
  )
}
