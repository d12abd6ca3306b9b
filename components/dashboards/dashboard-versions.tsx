'use client'

import { blankDashboard, newFields, storedDraft } from '@/components/dashboards/dashboard-draft'
import { VersionList } from '@/components/entity/version-list'
import { draftDiffs } from '@/lib/model/edits/field-diff'
import { dashboards } from '@/lib/model/entities/dashboard'

/** The history of a dashboard. */
export function DashboardVersions({ id }: { id: string }) {
  return (
    <VersionList
      def={dashboards}
      id={id}
      initialDiffs={(first) =>
        draftDiffs(dashboards, blankDashboard(dashboards), storedDraft(dashboards, first, newFields(dashboards)))
      }
    />
  )
}
