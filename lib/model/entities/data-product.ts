import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { createGovernedFields, domainsRelation, ownersRelation } from '@/lib/model/entities/asset'
import { defineEntity } from '@/lib/model/entities/define-entity'
import {
  assetCertification,
  entityName,
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
import { quoteName } from '@/lib/model/rules/fqn'

const shape = {
  dataProductType: z
    .enum([
      'RAW_DATA',
      'DERIVED_DATA',
      'DATASET',
      'REPORTS',
      'ANALYTIC_VIEW',
      'VISUALISATION_3D',
      'ALGORITHM',
      'DECISION_SUPPORT',
      'AUTOMATED_DECISION_MAKING',
      'DATA_ENHANCED_PRODUCT',
      'DATA_DRIVEN_SERVICE',
      'DATA_ENABLED_PERFORMANCE',
      'BI_DIRECTIONAL',
    ])
    .optional(),
  visibility: z.enum(['PRIVATE', 'INVITATION', 'ORGANISATION', 'DATASPACE', 'PUBLIC']).optional(),
  portfolioPriority: z.enum(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']).optional(),
  style: style.optional(),
  extension: extension.optional(),
}

/** Assets that a domain offers together (docs/contract/governance.md#data-products). */
const dataProductSchema = z
  .strictObject({
    ...unmarkedManagedFields,
    name: entityName,
    displayName: boundedText(textMax.line).optional(),
    description: markdown,
    ...shape,
    lifecycleStage: z
      .enum(['IDEATION', 'DESIGN', 'DEVELOPMENT', 'TESTING', 'PRODUCTION', 'DEPRECATED', 'RETIRED'])
      .optional(),
    owners: entityReferences.optional(),
    experts: entityReferences.optional(),
    reviewers: entityReferences.optional(),
    domains: entityReferences.optional(),
    assets: shownReferences.optional(),
    tags: tagLabels.optional(),
    followers: shownReferences.optional(),
    votes: votes.optional(),
    certification: assetCertification.optional(),
    entityStatus: entityStatus.optional(),
  })
  .meta({ id: 'DataProduct' })
const createDataProductSchema = z
  .strictObject({
    name: entityName,
    fullyQualifiedName: fullyQualifiedName.optional(),
    displayName: boundedText(textMax.line).optional(),
    description: markdown,
    ...shape,
    domains: boundedList(fullyQualifiedName).min(1),
    owners: createGovernedFields.owners,
    experts: boundedList(boundedText(textMax.fqn)).optional().describe('User names'),
    reviewers: entityReferences.optional(),
    assets: entityReferences.optional(),
    tags: tagLabels.optional(),
  })
  .meta({ id: 'CreateDataProduct' })

export const dataProducts = defineEntity<z.infer<typeof dataProductSchema>, z.infer<typeof createDataProductSchema>>({
  ...addresses.dataProduct,
  schema: dataProductSchema,
  createSchema: createDataProductSchema,
  members: {
    dataProductType: {
      label: 'Type',
      choiceLabels: {
        RAW_DATA: 'Raw data',
        DERIVED_DATA: 'Derived data',
        DATASET: 'Dataset',
        REPORTS: 'Reports',
        ANALYTIC_VIEW: 'Analytic view',
        VISUALISATION_3D: '3D visualisation',
        ALGORITHM: 'Algorithm',
        DECISION_SUPPORT: 'Decision support',
        AUTOMATED_DECISION_MAKING: 'Automated decision-making',
        DATA_ENHANCED_PRODUCT: 'Data-enhanced product',
        DATA_DRIVEN_SERVICE: 'Data-driven service',
        DATA_ENABLED_PERFORMANCE: 'Data-enabled performance',
        BI_DIRECTIONAL: 'Bidirectional',
      },
    },
    visibility: {
      choiceLabels: {
        PRIVATE: 'Private',
        INVITATION: 'By invitation',
        ORGANISATION: 'Organisation',
        DATASPACE: 'Data space',
        PUBLIC: 'Public',
      },
    },
    portfolioPriority: {
      choiceLabels: { CRITICAL: 'Critical', HIGH: 'High', MEDIUM: 'Medium', LOW: 'Low' },
    },
    lifecycleStage: {
      choiceLabels: {
        IDEATION: 'Ideation',
        DESIGN: 'Design',
        DEVELOPMENT: 'Development',
        TESTING: 'Testing',
        PRODUCTION: 'Production',
        DEPRECATED: 'Deprecated',
        RETIRED: 'Retired',
      },
    },
    experts: { help: 'Whom to ask.' },
  },
  relations: {
    owners: ownersRelation,
    domains: domainsRelation,
    experts: { relation: 'expert', types: ['user'], many: true, by: 'fqn', omitted: 'keep' },
    reviewers: { relation: 'reviewer', types: ['user', 'team'], many: true, by: 'reference', omitted: 'keep' },
    followers: { relation: 'follower', types: ['user'], many: true, by: 'none', omitted: 'keep' },
    assets: { relation: 'dataProduct', types: [], many: true, by: 'none', omitted: 'keep', reverse: true, named: true },
  },
  onRequest: ['extension', 'certification'],
  keptByPut: ['extension', 'style', 'certification', 'entityStatus', 'lifecycleStage'],
  renaming: 'patch',
  fullyQualifiedName: (_container, name) => quoteName(name),
})
