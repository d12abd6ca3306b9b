import type { DraftCheck } from '@/components/entity/use-entity-form'
import { type Draft, draftOf } from '@/lib/model/edits/draft'
import { type Dashboard, dashboards } from '@/lib/model/entities/dashboard'

/** What an edit can change, in the order of the form. */
export const editableFields = [
  'displayName',
  'description',
  'sourceUrl',
  'dashboardType',
  'project',
  'charts',
  'owners',
  'domains',
  'tags',
] as const

/** A new dashboard is also given its place and name. */
export const dashboardFields: readonly string[] = ['service', 'name', ...editableFields]

/** What a form has to know of a stored dashboard, to compare with it and to leave nothing behind. */
export const dashboardReadFields = 'owners,tags,charts,domains,dataModels,dataProducts'

/**
 * Stored without a version of their own (docs/contract/entities.md#versions); the recorded change does not tell of
 * them.
 */
export const silentFields: readonly string[] = [...dashboards.silent]

export const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s/]+/i.test(url)

export const dashboardChecks: Readonly<Record<string, DraftCheck>> = {
  sourceUrl: (value) =>
    typeof value === 'string' && value !== '' && !isWebAddress(value)
      ? 'A source URL starts with http:// or https://.'
      : undefined,
}

export const blankDashboard = (): Draft => ({ ...draftOf(dashboards, dashboardFields), dashboardType: 'Dashboard' })

/**
 * A stored dashboard in a form. Of a living one, deleted charts are left out: no request could name them. The charts of a
 * deleted one come back with it.
 */
export function storedDraft(dashboard: Dashboard, fields: readonly string[]): Draft {
  const isDeleted = dashboard.deleted === true
  const charts = (dashboard.charts ?? []).flatMap((chart) =>
    isDeleted ? [{ ...chart, deleted: false }] : chart.deleted === true ? [] : [chart],
  )
  return draftOf(dashboards, fields, { ...dashboard, charts })
}
