import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { defineEntity } from '@/lib/model/entities/define-entity'
import {
  entityName,
  entityReference,
  entityReferences,
  fullyQualifiedName,
  managedFields,
  markdown,
  providerType,
} from '@/lib/model/entities/entity'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'

/** A program that acts through a user of its own (docs/contract/people.md#bots). */
const botSchema = z
  .strictObject({
    ...managedFields,
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    botUser: entityReference,
    provider: providerType.optional(),
    domains: entityReferences.optional(),
  })
  .meta({ id: 'Bot' })
const createBotSchema = z
  .strictObject({
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown.optional(),
    botUser: boundedText(textMax.name).describe('Name of the user the bot acts as'),
    provider: providerType.optional(),
    domains: boundedList(fullyQualifiedName).optional(),
    allowImpersonation: z.boolean().optional(),
  })
  .meta({ id: 'CreateBot' })

export const bots = defineEntity<z.infer<typeof botSchema>, z.infer<typeof createBotSchema>>({
  ...addresses.bot,
  schema: botSchema,
  createSchema: createBotSchema,
  relations: {
    botUser: {
      relation: 'botUser',
      types: ['user'],
      many: false,
      by: 'fqn',
      omitted: 'keep',
      always: true,
      refuses: ({ isBot }) => (isBot === true ? undefined : 'is a person. A bot acts as a user that has isBot set'),
    },
    domains: { relation: 'domain', types: ['domain'], many: true, by: 'fqn', omitted: 'keep' },
  },
  transient: ['allowImpersonation'],
  keptByPut: ['provider'],
  readOnly: ['provider'],
  defaults: { provider: 'user' },
  rights: { members: 'all' },
})
