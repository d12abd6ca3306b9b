import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { ownersRelation } from '@/lib/model/entities/asset'
import { defineEntity } from '@/lib/model/entities/define-entity'
import {
  assetCertification,
  entityName,
  entityReference,
  entityReferences,
  entityStatus,
  extension,
  fullyQualifiedName,
  markdown,
  shownReferences,
  style,
  tagLabels,
  unmarkedManagedFields,
  votes,
} from '@/lib/model/entities/entity'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'

export const domainType = z.enum(['Source-aligned', 'Consumer-aligned', 'Aggregate'])

/** A part of the business that owns data (docs/contract/governance.md#domains). */
const domainSchema = z
  .strictObject({
    ...unmarkedManagedFields,
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown,
    domainType,
    style: style.optional(),
    parent: entityReference.optional(),
    children: shownReferences.optional(),
    owners: entityReferences.optional(),
    experts: entityReferences.optional(),
    tags: tagLabels.optional(),
    followers: shownReferences.optional(),
    extension: extension.optional(),
    assets: shownReferences.optional(),
    childrenCount: z.number().int().optional(),
    votes: votes.optional(),
    certification: assetCertification.optional(),
    entityStatus: entityStatus.optional(),
  })
  .meta({ id: 'Domain' })
const createDomainSchema = z
  .strictObject({
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown,
    domainType,
    style: style.optional(),
    parent: fullyQualifiedName.optional().describe('Fully qualified name of the domain above'),
    fullyQualifiedName: fullyQualifiedName.optional(),
    owners: entityReferences.optional(),
    experts: boundedList(boundedText(textMax.fqn)).optional().describe('User names'),
    tags: tagLabels.optional(),
    extension: extension.optional(),
  })
  .meta({ id: 'CreateDomain' })
export type Domain = z.infer<typeof domainSchema>

export const domains = defineEntity<Domain, z.infer<typeof createDomainSchema>>({
  ...addresses.domain,
  schema: domainSchema,
  createSchema: createDomainSchema,
  members: {
    parent: { label: 'Part of', help: 'The domain that it stands below, if any.' },
    domainType: { label: 'Type' },
    experts: { help: 'Whom to ask.' },
  },
  container: { field: 'parent', type: 'domain', optional: true },
  relations: {
    owners: ownersRelation,
    experts: { relation: 'expert', types: ['user'], many: true, by: 'fqn', omitted: 'keep', inherited: true },
    followers: { relation: 'follower', types: ['user'], many: true, by: 'none', omitted: 'keep' },
    assets: { relation: 'domain', types: [], many: true, by: 'none', omitted: 'keep', reverse: true, named: true },
    children: { relation: 'contained', types: ['domain'], many: true, by: 'none', omitted: 'keep' },
  },
  onRequest: ['extension', 'certification', 'childrenCount'],
  keptByPut: ['extension', 'style', 'certification', 'entityStatus'],
  renaming: 'patch',
  movedBy: ['parent'],
  dependents: { type: 'dataProduct', relation: 'domain' },
})
