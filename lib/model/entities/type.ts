import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { domainsRelation } from '@/lib/model/entities/asset'
import { customPropertySchema } from '@/lib/model/entities/custom-property'
import { defineEntity } from '@/lib/model/entities/define-entity'
import {
  entityName,
  entityReferences,
  fullyQualifiedName,
  markdown,
  unmarkedManagedFields,
} from '@/lib/model/entities/entity'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'

const category = z.enum(['entity', 'field'])

/**
 * A kind of entity, with the properties a site has added to it, or a kind of value (docs/contract/governance.md#types).
 */
const typeSchema = z
  .strictObject({
    ...unmarkedManagedFields,
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown,
    category: category.optional(),
    nameSpace: boundedText(textMax.line).optional(),
    schema: boundedText(textMax.code).optional(),
    customProperties: boundedList(customPropertySchema).optional(),
    domains: entityReferences.optional(),
  })
  .meta({ id: 'Type' })
const createTypeSchema = z
  .strictObject({
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown,
    category,
    nameSpace: boundedText(textMax.line),
    schema: boundedText(textMax.code),
    domains: boundedList(fullyQualifiedName).optional(),
  })
  .meta({ id: 'CreateType' })

export const types = defineEntity<z.infer<typeof typeSchema>, z.infer<typeof createTypeSchema>>({
  ...addresses.type,
  schema: typeSchema,
  createSchema: createTypeSchema,
  members: { customProperties: { kind: 'object' } },
  onRequest: ['customProperties'],
  keptByPut: ['customProperties'],
  relations: { domains: domainsRelation },
})
