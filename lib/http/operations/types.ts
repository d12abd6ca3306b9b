import { putCustomProperty } from '@/lib/entities/custom-properties'
import { keepPropertyUse } from '@/lib/entities/property-uses'
import { json } from '@/lib/http/json'
import { noted } from '@/lib/http/noted'
import { entityOperation, operation } from '@/lib/http/operation'
import { definitionIn, idOf } from '@/lib/http/operations/entities'
import { respondOutcome } from '@/lib/http/respond'
import { customPropertySchema, propertyUseSchema } from '@/lib/model/entities/custom-property'
import { types } from '@/lib/model/entities/type'
import { boundedText, textMax } from '@/lib/model/rules/bounds'

/** Custom properties are added to a type one at a time (docs/contract/governance.md#custom-properties). */
export const putProperty = entityOperation((def) => {
  if (def.type !== types.type) return undefined
  return operation({
    id: 'addCustomProperty',
    tag: 'Types',
    summary: 'Add a custom property to a type of entity, or replace the one of that name',
    rights: 'administrators',
    body: customPropertySchema,
    responses: {
      200: {
        description: 'The type as it is now',
        schema: types.schema,
        headers: { 'X-OpenMetadata-Change': 'What happened' },
      },
    },
    errors: ['notFound'],
    example: {
      stage: 'use',
      path: { id: '$DASHBOARD_TYPE_ID' },
      body: {
        name: 'costCentre',
        description: 'Who pays for it',
        propertyType: { id: '$STRING_TYPE_ID', type: 'type' },
      },
    },
    handle: async (call) => respondOutcome(await putCustomProperty(idOf(types, call), call.body, call.ctx)),
  })
})

export const putPropertyUse = operation({
  id: 'putPropertyUse',
  tag: 'Lists',
  summary: 'Say what lists and pages make of a custom property (ours)',
  notes:
    'Whether lists offer it among their filters, and whether a thing without a value in it is incomplete: lists find these by `extension=:is:empty`. `GET /x/entities/{type}/fields` tells it of each property.',
  rights: 'administrators',
  path: {
    type: boundedText(textMax.name).describe('Type of entity, such as `dashboard`'),
    name: boundedText(textMax.name).min(1).describe('Name of the custom property'),
  },
  body: propertyUseSchema,
  responses: { 200: { description: 'As it is kept', schema: propertyUseSchema } },
  errors: ['notFound'],
  example: {
    stage: 'use',
    path: { type: 'dashboard', name: 'costCentre' },
    body: { isFilter: true, isRequired: true },
  },
  handle: async (call) => {
    const [type, name] = [call.param('type'), call.param('name')]
    await keepPropertyUse(definitionIn(call), name, call.body, call.ctx)
    await noted(call, { kind: 'settingChanged', detail: `${type}.${name}: ${JSON.stringify(call.body)}` })
    return json(call.body)
  },
})
