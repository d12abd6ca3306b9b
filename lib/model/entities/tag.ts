import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { createGovernedFields, domainsRelation, ownersRelation } from '@/lib/model/entities/asset'
import { defineEntity } from '@/lib/model/entities/define-entity'
import {
  entityName,
  entityReference,
  entityReferences,
  entityStatus,
  fullyQualifiedName,
  managedFields,
  markdown,
  providerType,
  shownReferences,
  style,
} from '@/lib/model/entities/entity'
import { boundedList, boundedObject, boundedText, textMax } from '@/lib/model/rules/bounds'
import { joinFqn, underParent } from '@/lib/model/rules/fqn'

const classificationFields = {
  ...managedFields,
  name: entityName,
  displayName: boundedText(textMax.line).optional(),
  description: markdown,
  mutuallyExclusive: z.boolean().optional(),
  disabled: z.boolean().optional(),
  provider: providerType.optional(),
  owners: entityReferences.optional(),
  domains: entityReferences.optional(),
  reviewers: entityReferences.optional(),
  entityStatus: entityStatus.optional(),
}

const labelRelations = {
  owners: ownersRelation,
  domains: domainsRelation,
  reviewers: { relation: 'reviewer', types: ['user', 'team'], many: true, by: 'reference', omitted: 'keep' },
} as const

const { name, displayName, owners, domains, domain } = createGovernedFields
const createLabelFields = {
  name,
  displayName,
  description: markdown,
  owners,
  domains,
  domain,
  reviewers: entityReferences.optional(),
  mutuallyExclusive: z.boolean().optional().describe('Its tags exclude one another on an asset'),
  disabled: z.boolean().optional(),
  provider: providerType.optional(),
}

/** Settings of automatic tagging, which OpenMetadata's clients may send; kept, not acted on. */
const autoClassificationConfig = z.strictObject({
  enabled: z.boolean().optional(),
  conflictResolution: z.enum(['highest_confidence', 'highest_priority', 'most_specific']).optional(),
  minimumConfidence: z.number().min(0).max(1).optional(),
  requireExplicitMatch: z.boolean().optional(),
})

/** A family of tags (docs/contract/governance.md#classifications-and-tags). */
const classificationSchema = z
  .strictObject({
    ...classificationFields,
    autoClassificationConfig: autoClassificationConfig.optional(),
    termCount: z.number().int().optional(),
    usageCount: z.number().int().optional(),
  })
  .meta({ id: 'Classification' })
export type Classification = z.infer<typeof classificationSchema>
const createClassificationSchema = z
  .strictObject({ ...createLabelFields, autoClassificationConfig: autoClassificationConfig.optional() })
  .meta({ id: 'CreateClassification' })

export const classifications = defineEntity<
  z.infer<typeof classificationSchema>,
  z.infer<typeof createClassificationSchema>
>({
  ...addresses.classification,
  schema: classificationSchema,
  createSchema: createClassificationSchema,
  members: { autoClassificationConfig: { kind: 'object' } },
  relations: labelRelations,
  onRequest: ['termCount', 'usageCount'],
  keptByPut: ['mutuallyExclusive', 'disabled', 'provider', 'entityStatus', 'autoClassificationConfig'],
  readOnly: ['provider'],
  renaming: 'patch',
  defaults: { mutuallyExclusive: false, provider: 'user' },
})

/** As above, for one tag. */
const recognition = {
  recognizers: boundedList(boundedObject({})).optional(),
  autoClassificationEnabled: z.boolean().optional(),
  autoClassificationPriority: z.number().int().min(0).max(100).optional(),
}

/** One tag of a classification; may hang below another tag. */
const tagSchema = z
  .strictObject({
    ...classificationFields,
    style: style.optional(),
    classification: entityReference.optional(),
    parent: entityReference.optional(),
    children: shownReferences.optional(),
    deprecated: z.boolean().optional(),
    dataProducts: entityReferences.optional(),
    ...recognition,
    usageCount: z.number().int().optional(),
  })
  .meta({ id: 'Tag' })
const createTagSchema = z
  .strictObject({
    ...createLabelFields,
    classification: fullyQualifiedName
      .optional()
      .describe('Name of the classification; the one of `parent` if left out'),
    parent: fullyQualifiedName.optional().describe('Fully qualified name of the tag above'),
    associatedTags: boundedList(boundedText(textMax.fqn)).optional(),
    ...recognition,
    style: style.optional(),
  })
  .meta({ id: 'CreateTag' })
export type Tag = z.infer<typeof tagSchema>

export const tags = defineEntity<Tag, z.infer<typeof createTagSchema>>({
  ...addresses.tag,
  schema: tagSchema,
  createSchema: createTagSchema,
  members: {
    classification: { help: 'The family that it is one of.' },
    parent: { help: 'The tag that it stands below, if any.' },
    deprecated: { help: 'Not to be given any more, and still good where it is.' },
    dataProducts: { forPrograms: true },
    associatedTags: { forPrograms: true },
    recognizers: { kind: 'object' },
    autoClassificationEnabled: { forPrograms: true },
    autoClassificationPriority: { forPrograms: true },
  },
  container: { field: 'classification', type: 'classification' },
  relations: {
    ...labelRelations,
    parent: { relation: 'parent', types: ['tag'], many: false, by: 'fqn', omitted: 'keep', always: true },
    children: { relation: 'parent', types: ['tag'], many: true, by: 'none', omitted: 'keep', reverse: true },
  },
  onRequest: ['usageCount'],
  keptByPut: ['mutuallyExclusive', 'disabled', 'provider', 'entityStatus', 'style', 'deprecated'],
  readOnly: ['provider', 'parent'],
  renaming: 'patch',
  movedBy: ['parent', 'classification'],
  defaults: { mutuallyExclusive: false, provider: 'user', deprecated: false },
  complete: underParent('classification'),
  childRelation: 'parent',
  fullyQualifiedName: (classificationFqn, tagName, { parent }) =>
    joinFqn(typeof parent === 'string' ? parent : classificationFqn, tagName),
})
