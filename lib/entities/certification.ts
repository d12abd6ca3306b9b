/** How long certifications hold, and what ends them before (decision 038). */
import type { RequestContext } from '@/lib/entities/context'
import type { EntityState } from '@/lib/entities/state'
import { sameValue } from '@/lib/model/edits/change'
import { assetCertification } from '@/lib/model/entities/entity'
import { requireAdmin } from '@/lib/model/rules/access'
import { certificationDefaults, certificationSettingsType, validityDays } from '@/lib/model/rules/certified'
import { type CertificationSettings, certificationSettingsSchema } from '@/lib/model/wire/settings'

const dayMs = 24 * 60 * 60 * 1000

export async function certificationSettings({ store }: RequestContext): Promise<CertificationSettings> {
  const stored = await store.setting(certificationSettingsType)
  if (stored === undefined) return certificationDefaults
  // One that another release has written, and this one does not know, is none.
  const known = certificationSettingsSchema.safeParse(JSON.parse(stored))
  return known.success ? known.data : certificationDefaults
}

/** Throws 403 for everybody but administrators. */
export async function keepCertificationSettings(settings: CertificationSettings, ctx: RequestContext): Promise<void> {
  requireAdmin(ctx.actor)
  await ctx.store.putSetting(certificationSettingsType, JSON.stringify(settings))
}

/**
 * What becomes of certifications by an edit: one that is given, or given anew, holds no longer than the settings say; one
 * that stays as it is ends with a change of what it was given for. Reads the settings only if something here is certified.
 */
export async function certifying(
  states: readonly EntityState[],
  ctx: RequestContext,
): Promise<(after: EntityState, before?: EntityState) => EntityState> {
  if (states.every(({ row }) => row.document.certification === undefined)) return (after) => after
  const { validityPeriod, staleFields } = await certificationSettings(ctx)
  const validityMs = (validityDays(validityPeriod) ?? 0) * dayMs
  return (after, before) => {
    const certification = assetCertification.safeParse(after.row.document.certification)
    if (!certification.success) return after
    const { appliedDate, expiryDate } = certification.data
    const isGiven = !sameValue(before?.row.document.certification, after.row.document.certification)
    const ends = isGiven
      ? Math.min(expiryDate, appliedDate + validityMs)
      : before !== undefined && expiryDate > ctx.now && staleFields.some((member) => differs(member, before, after))
        ? ctx.now
        : expiryDate
    if (ends === expiryDate) return after
    const document = { ...after.row.document, certification: { ...certification.data, expiryDate: ends } }
    return { ...after, row: { ...after.row, document } }
  }
}

function differs(member: string, before: EntityState, after: EntityState): boolean {
  if (member === 'displayName') return before.row.displayName !== after.row.displayName
  if (member === 'tags') return labelsOf(before) !== labelsOf(after)
  if (before.relations.has(member) || after.relations.has(member))
    return targetsOf(before, member) !== targetsOf(after, member)
  return !sameValue(before.row.document[member], after.row.document[member])
}

const labelsOf = ({ labels = [] }: EntityState): string =>
  labels
    .map(({ entity }) => entity.id)
    .toSorted()
    .join()

/** Its own: what comes from above is no change of the asset. */
const targetsOf = ({ relations }: EntityState, member: string): string =>
  (relations.get(member) ?? [])
    .flatMap(({ entity, inherited }) => (inherited === true ? [] : [entity.id]))
    .toSorted()
    .join()
