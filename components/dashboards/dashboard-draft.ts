import { type Draft, draftOf } from '@/lib/model/edits/draft'
import { type Dashboard, dashboards } from '@/lib/model/entities/dashboard'
import { fieldsToRead, formFields, type WithMembers } from '@/lib/model/fields/field'

const names = (def: WithMembers, isNew: boolean): string[] => formFields(def, { isNew }).map(({ name }) => name)

/** What an edit can change, in the order of the form. */
export const editableFields = (def: WithMembers): string[] => names(def, false)

/** What a new dashboard is given; its place and name too. */
export const newFields = (def: WithMembers): string[] => names(def, true)

/** What a form has to know of a stored dashboard, to compare with it and to leave nothing behind. */
export const dashboardReadFields = fieldsToRead(dashboards)

export const blankDashboard = (def: WithMembers): Draft => draftOf(def, newFields(def), dashboards.defaults)

/**
 * A stored dashboard in a form. Of a living one, deleted charts are left out: no request could name them. The charts of a
 * deleted one come back with it.
 */
export function storedDraft(def: WithMembers, dashboard: Dashboard, fields: readonly string[]): Draft {
  const isDeleted = dashboard.deleted === true
  const charts = (dashboard.charts ?? []).flatMap((chart) =>
    isDeleted ? [{ ...chart, deleted: false }] : chart.deleted === true ? [] : [chart],
  )
  return draftOf(def, fields, { ...dashboard, charts })
}
