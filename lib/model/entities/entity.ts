/**
 * What every entity has, by the field names and limits of the OpenMetadata schemas
 * (docs/contract/entities.md#members-of-every-entity). Schemas here are shared by the definitions in this folder.
 */
import '@/lib/model/rules/without-eval'
import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { answerOnly, boundedList, boundedObject, boundedRecord, boundedText, textMax } from '@/lib/model/rules/bounds'
import { statuses } from '@/lib/model/rules/review'

/** OpenMetadata's singular type names, as they appear in references, events and messages. */
export type EntityType = keyof typeof addresses
export const entityTypes = Object.keys(addresses) as readonly EntityType[] // the keys of the table

/** Which states of deletion a read takes in. */
export const includeSchema = z.enum(['non-deleted', 'deleted', 'all'])
export type Include = z.infer<typeof includeSchema>

/** 1 to 256 characters, no `::`, no line breaks, no control characters; dots, quotes and slashes are fine. */
export const entityName = boundedText(textMax.name)
  .min(1)
  .regex(/^((?!::).)*$/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are meant, and other languages have no \p{Cc} for them
  .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'must not contain control characters')
  .describe('As programs, files and addresses call it; nothing else in the same place is called so')
export const fullyQualifiedName = boundedText(textMax.fqn).min(1).describe('Names from the root down, joined by dots')
export const markdown = boundedText(textMax.prose).describe('Markdown')
export const timestamp = z.number().int().describe('Unix epoch milliseconds')
/** Multiples of 0.1, starting at 0.1. */
export const entityVersion = z.number().min(0.1).describe('Starts at 0.1; every recorded change adds 0.1')

export const entityReference = z
  .strictObject({
    id: z.uuid(),
    type: boundedText(textMax.name),
    name: boundedText(textMax.name).optional(),
    fullyQualifiedName: boundedText(textMax.fqn).optional(),
    displayName: boundedText(textMax.line).optional(),
    description: boundedText(textMax.prose).optional(),
    deleted: z.boolean().optional(),
    inherited: z.boolean().optional(),
    href: boundedText(textMax.address).optional(),
  })
  .meta({ id: 'EntityReference' })
export type EntityReference = z.infer<typeof entityReference>
export const entityReferences = boundedList(entityReference)
/** What others say of the entity: a request cannot set it, and there is no end to it. */
export const shownReferences = z.array(entityReference).meta(answerOnly)

export const style = z.strictObject({
  color: boundedText(textMax.name).optional(),
  iconURL: boundedText(textMax.address).optional(),
  coverImage: z
    .strictObject({
      url: boundedText(textMax.address).optional(),
      position: boundedText(textMax.name).optional(),
    })
    .optional(),
})

export const tagLabel = z
  .strictObject({
    tagFQN: boundedText(textMax.fqn).min(1),
    source: z.enum(['Classification', 'Glossary']).default('Classification'),
    labelType: z.enum(['Manual', 'Propagated', 'Automated', 'Derived', 'Generated']).default('Manual'),
    state: z.enum(['Suggested', 'Confirmed']).default('Confirmed'),
    name: boundedText(textMax.name).optional(),
    displayName: boundedText(textMax.line).optional(),
    description: boundedText(textMax.prose).optional(),
    style: style.optional(),
    href: boundedText(textMax.address).optional(),
    reason: boundedText(textMax.line).optional(),
    appliedAt: z.union([boundedText(textMax.name).check(z.iso.datetime({ offset: true })), timestamp]).optional(),
    appliedBy: boundedText(textMax.name).optional(),
    metadata: z.strictObject({ recognizer: boundedObject({}).optional(), expiryDate: timestamp.optional() }).optional(),
  })
  .meta({ id: 'TagLabel' })
export type TagLabel = z.infer<typeof tagLabel>
export const tagLabels = boundedList(tagLabel)

export const fieldChange = z.strictObject({
  /** Of a column deep inside others it is as long as its FQN. */
  name: boundedText(textMax.fqn),
  oldValue: z.unknown().optional(),
  newValue: z.unknown().optional(),
})
export const changeDescription = z
  .strictObject({
    fieldsAdded: z.array(fieldChange),
    fieldsUpdated: z.array(fieldChange),
    fieldsDeleted: z.array(fieldChange),
    previousVersion: entityVersion,
    changeSummary: z.looseObject({}).optional(),
  })
  .meta({ id: 'ChangeDescription', ...answerOnly })
export type FieldChange = z.infer<typeof fieldChange>
export type ChangeDescription = z.infer<typeof changeDescription>

export const votes = z
  .strictObject({
    upVotes: z.number().int(),
    downVotes: z.number().int(),
    upVoters: shownReferences.optional(),
    downVoters: shownReferences.optional(),
  })
  .meta({ id: 'Votes' })
export type Votes = z.infer<typeof votes>

const accessDetails = z.strictObject({
  timestamp,
  accessedBy: entityReference.optional(),
  accessedByAProcess: boundedText(textMax.line).optional(),
})
export const lifeCycle = z
  .strictObject({
    created: accessDetails.optional(),
    updated: accessDetails.optional(),
    accessed: accessDetails.optional(),
  })
  .meta({ id: 'LifeCycle' })

export const assetCertification = z
  .strictObject({ tagLabel, appliedDate: timestamp, expiryDate: timestamp })
  .meta({ id: 'AssetCertification' })

const usageStats = z.strictObject({ count: z.number().int(), percentileRank: z.number().optional() })
export const usageDetails = z
  .strictObject({
    date: boundedText(textMax.name),
    dailyStats: usageStats,
    weeklyStats: usageStats.optional(),
    monthlyStats: usageStats.optional(),
  })
  .meta({ id: 'UsageDetails' })

export const entityStatus = z.enum(statuses)
export const extension = boundedRecord(z.unknown()).describe('Values of custom properties, by property name')
export const providerType = z.enum(['system', 'user', 'automation'])

/** Members the server manages for every entity; a request can never set them. */
export const managedFields = {
  id: z.uuid(),
  fullyQualifiedName: fullyQualifiedName.optional(),
  version: entityVersion.optional(),
  updatedAt: timestamp.optional(),
  updatedBy: boundedText(textMax.name).optional(),
  impersonatedBy: boundedText(textMax.name).optional(),
  href: boundedText(textMax.address).optional(),
  deleted: z.boolean().optional(),
  changeDescription: changeDescription.optional(),
  incrementalChangeDescription: changeDescription.optional(),
}

/** As `managedFields`, for the types whose OpenMetadata schema does not know `deleted`; clients refuse unknown members. */
const { deleted: _deleted, ...unmarked } = managedFields
export const unmarkedManagedFields = unmarked

/** The part of an entity that the engine itself relies on. */
export interface Entity {
  id: string
  name: string
  fullyQualifiedName?: string | undefined
  displayName?: string | undefined
  version?: number | undefined
  updatedAt?: number | undefined
  updatedBy?: string | undefined
  deleted?: boolean | undefined
  href?: string | undefined
  changeDescription?: ChangeDescription | undefined
  incrementalChangeDescription?: ChangeDescription | undefined
  [member: string]: unknown
}

/** What every create request has. */
export interface CreateEntity {
  name: string
  displayName?: string | undefined
  description?: string | undefined
  [member: string]: unknown
}
