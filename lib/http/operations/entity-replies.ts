/** What the answers of the entity calls look like, for their descriptions. */
import { z } from 'zod'
import type { ResponseDescription } from '@/lib/http/operation'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { changeDescription, entityName, entityVersion, timestamp } from '@/lib/model/entities/entity'

export const paging = z
  .strictObject({
    total: z.number().int().describe('How many there are in all pages'),
    before: z.string().optional().describe('Cursor of the page before; absent on the first'),
    after: z.string().optional().describe('Cursor of the page after; absent on the last'),
  })
  .meta({ id: 'Paging' })

export const pageOf = (item: z.ZodType) => z.strictObject({ data: z.array(item), paging })

/** The tag that `If-Match` takes, whatever the fields of the answer. */
const etag = { ETag: 'Tag of this version, for `If-Match`' }
const change = { 'X-OpenMetadata-Change': 'What happened: `entityCreated`, `entityUpdated`, `entityNoChange`, …' }

export const found = ({ schema, label }: EntityDefinition): ResponseDescription => ({
  description: `The ${label}`,
  schema,
  headers: etag,
})

export const created = ({ schema, label }: EntityDefinition): ResponseDescription => ({
  description: `The new ${label}`,
  schema,
  headers: { Location: 'Address of the new entity' },
})

export const written = ({ schema, label }: EntityDefinition, description = `The ${label} as it is now`) => ({
  description,
  schema,
  headers: change,
})

export const patched = ({ schema, label }: EntityDefinition): ResponseDescription => ({
  description: `The ${label} as it is now`,
  schema,
  headers: { ...change, ...etag },
})

/** Answer to following, voting and use: no version comes of it (docs/contract/verbs.md#changes-without-a-version). */
export const reacted = ({ schema }: { readonly schema: z.ZodType }): ResponseDescription => ({
  description: 'The change, with the entity as it is now',
  headers: change,
  schema: z.strictObject({
    id: z.uuid(),
    eventType: z.literal('entityUpdated'),
    entityType: z.string(),
    entityId: z.uuid(),
    entityFullyQualifiedName: z.string(),
    userName: z.string(),
    timestamp,
    currentVersion: entityVersion,
    previousVersion: entityVersion,
    changeDescription,
    incrementalChangeDescription: changeDescription,
    entity: schema,
  }),
})

export const historySchema = z
  .strictObject({
    entityType: z.string(),
    versions: z.array(z.string()).describe('Each is text that holds JSON; newest first'),
  })
  .meta({ id: 'EntityHistory' })

export const deletionSchema = z
  .strictObject({
    jobId: z.string(),
    message: z.string(),
    entityName,
    hardDelete: z.boolean(),
    recursive: z.boolean(),
  })
  .meta({ id: 'DeletionJob' })
