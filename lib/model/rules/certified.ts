/** What is said of certifications without a schema, for pages too. */

/** Members of an asset whose change may make its certification out of date. */
export const certifiedMembers = [
  'displayName',
  'description',
  'owners',
  'domains',
  'tags',
  'sourceUrl',
  'charts',
  'dataModels',
  'columns',
  'sql',
  'extension',
] as const
export type CertifiedMember = (typeof certifiedMembers)[number]

export const validityDaysMax = 3650

/** `P30D` → 30; undefined for what is no number of days that may be set. */
export function validityDays(period: string): number | undefined {
  const days = Number(/^P(\d{1,4})D$/.exec(period)?.[1])
  return days >= 1 && days <= validityDaysMax ? days : undefined
}

/** As `validityDays` reads it. */
export const validityPeriod = (days: number): string => `P${days}D`

/** What OpenMetadata begins with. */
export const certificationDefaults = {
  allowedClassification: 'Certification' as const,
  validityPeriod: validityPeriod(30),
  staleFields: [] as CertifiedMember[],
}

export const certificationSettingsType = 'assetCertificationSettings'
