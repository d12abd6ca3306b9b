import type { EntityReference } from '@/lib/model/entities/entity'

/** What to call the thing a reference points to: display name, else name, else the rest of what it carries. */
export const referenceName = (reference: EntityReference): string =>
  reference.displayName?.trim() || reference.name || reference.fullyQualifiedName || reference.id

const pathOfType: Readonly<Record<string, string>> = {
  dashboard: 'dashboards',
  chart: 'charts',
  dashboardService: 'services',
}

/** The page of what a reference points to, or undefined where the catalogue has none for its type. */
export function referenceHref(reference: EntityReference): string | undefined {
  const path = pathOfType[reference.type]
  const key = reference.fullyQualifiedName ?? reference.name
  return path === undefined || key === undefined ? undefined : `/${path}/${encodeURIComponent(key)}`
}
