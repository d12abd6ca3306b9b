import { putCustomProperty } from '@/lib/entities/custom-properties'
import { entityOperation, operation } from '@/lib/http/operation'
import { idOf } from '@/lib/http/operations/entities'
import { respondOutcome } from '@/lib/http/respond'
import { customPropertySchema } from '@/lib/model/entities/custom-property'
import { types } from '@/lib/model/entities/type'

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
      path: { id: '$TYPE_ID' },
      body: {
        name: 'costCentre',
        description: 'Who pays for it',
        propertyType: { id: '$STRING_TYPE_ID', type: 'type' },
      },
    },
    handle: async (call) => respondOutcome(await putCustomProperty(idOf(types, call), call.body, call.ctx)),
  })
})
