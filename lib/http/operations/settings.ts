/** Settings of the catalogue (docs/contract/governance.md#certifications). */
import { z } from 'zod'
import { certificationSettings, keepCertificationSettings } from '@/lib/entities/certification'
import { json } from '@/lib/http/json'
import { noted } from '@/lib/http/noted'
import { operation } from '@/lib/http/operation'
import { certificationSettingsType } from '@/lib/model/rules/certified'
import { notFound } from '@/lib/model/wire/errors'
import { type Settings, settingsSchema } from '@/lib/model/wire/settings'

const tag = 'Settings'
const responses = { 200: { description: 'The setting as it is kept', schema: settingsSchema } }

export const readSettings = operation({
  id: 'getSettings',
  tag,
  summary: 'Get a setting of the catalogue by its name',
  notes: 'What has not been set is what OpenMetadata begins with.',
  path: { name: z.enum([certificationSettingsType]) },
  responses,
  errors: ['notFound'],
  example: { stage: 'use', path: { name: certificationSettingsType } },
  handle: async ({ ctx, ...call }) => {
    const name = call.param('name')
    if (name !== certificationSettingsType) throw notFound('settings', name)
    const answer: Settings = { config_type: name, config_value: await certificationSettings(ctx) }
    return json(answer)
  },
})

export const putSettings = operation({
  id: 'putSettings',
  tag,
  summary: 'Set a setting of the catalogue',
  notes: 'What is certified already holds as long as it did.',
  rights: 'administrators',
  body: settingsSchema,
  responses,
  example: {
    stage: 'use',
    body: {
      config_type: certificationSettingsType,
      config_value: {
        allowedClassification: 'Certification',
        validityPeriod: 'P90D',
        staleFields: ['description', 'charts'],
      },
    },
  },
  handle: async (call) => {
    const { body, ctx } = call
    await keepCertificationSettings(body.config_value, ctx)
    await noted(call, { kind: 'settingChanged', detail: `${body.config_type}: ${JSON.stringify(body.config_value)}` })
    return json(body)
  },
})
