/** Settings of the catalogue, as the API has them (docs/contract/governance.md#certifications). */
import { z } from 'zod'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'
import { certificationSettingsType, certifiedMembers, validityDays, validityDaysMax } from '@/lib/model/rules/certified'

export const certificationSettingsSchema = z
  .strictObject({
    allowedClassification: z
      .literal('Certification')
      .default('Certification')
      .describe('The classification whose tags are certifications'),
    validityPeriod: boundedText(textMax.name)
      .refine((period) => validityDays(period) !== undefined, {
        message: `must be a number of days from 1 to ${validityDaysMax}, as in P30D`,
      })
      .describe('How long a certification holds at most, in days: `P30D`'),
    staleFields: boundedList(z.enum(certifiedMembers), certifiedMembers.length)
      .default([])
      .describe('Ours: a certification ends when one of these members of the asset is changed after it was given'),
  })
  .meta({ id: 'AssetCertificationSettings' })
export type CertificationSettings = z.output<typeof certificationSettingsSchema>

export const settingsSchema = z
  .strictObject({
    config_type: z.literal(certificationSettingsType),
    config_value: certificationSettingsSchema,
  })
  .meta({ id: 'Settings' })
export type Settings = z.output<typeof settingsSchema>
