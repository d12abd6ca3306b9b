/** What dashboards, charts, data models and services have in common: the governed part of the catalogue. */

import type { RelationField } from '@/lib/model/entities/define-entity'
import {
  assetCertification,
  entityName,
  entityReferences,
  entityStatus,
  extension,
  fullyQualifiedName,
  lifeCycle,
  managedFields,
  markdown,
  shownReferences,
  tagLabels,
  usageDetails,
  votes,
} from '@/lib/model/entities/entity'
import type { FieldFacts } from '@/lib/model/fields/field'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'

/** Members of every governed entity (docs/contract/entities.md#governed-members). */
export const governedFields = {
  ...managedFields,
  name: entityName,
  displayName: boundedText(textMax.line).optional(),
  description: markdown.optional(),
  tags: tagLabels.optional(),
  owners: entityReferences.optional(),
  domains: entityReferences.optional(),
  dataProducts: entityReferences.optional(),
  followers: shownReferences.optional(),
}

/** Members of what a service holds. */
export const assetFields = {
  ...governedFields,
  votes: votes.optional(),
  extension: extension.optional(),
  lifeCycle: lifeCycle.optional(),
  certification: assetCertification.optional(),
  usageSummary: usageDetails.optional(),
  sourceHash: boundedText(textMax.hash).min(1).optional(),
  entityStatus: entityStatus.optional(),
}

/** An owner, tag or domain as a request gives it. */
const fqns = boundedList(fullyQualifiedName)

export const createGovernedFields = {
  name: entityName,
  displayName: boundedText(textMax.line).optional().describe('Name for people; the name is shown where there is none'),
  description: markdown.optional(),
  owners: entityReferences.optional().describe('Users, or one team of type Group'),
  tags: tagLabels.optional(),
  domains: fqns.optional().describe('Fully qualified names of domains'),
  domain: fullyQualifiedName
    .optional()
    .describe('One domain, as older clients send it; the same as `domains` with one'),
  dataProducts: fqns.optional().describe('Fully qualified names of data products'),
}

export const createAssetFields = {
  ...createGovernedFields,
  extension: extension.optional(),
  lifeCycle: lifeCycle.optional(),
  sourceHash: boundedText(textMax.hash).min(1).optional().describe('Fingerprint that ingestion compares'),
}

/** What is said of the members that dashboards and charts share. */
export const serviceFacts: FieldFacts = {
  aliases: ['service name', 'service fqn', 'platform', 'tool', 'source system', 'bi tool'],
  example: 'sample_superset',
}
export const sourceUrlFacts: FieldFacts = {
  help: 'Where it opens in its own tool.',
  label: 'Source URL',
  aliases: ['url', 'link', 'dashboard url', 'chart url', 'href', 'web url', 'permalink'],
  example: 'https://bi.example.com/d/sales-overview',
}

export const ownersRelation: RelationField = {
  relation: 'owner',
  types: ['user', 'team'],
  many: true,
  by: 'reference',
  omitted: 'keep',
}
export const domainsRelation: RelationField = {
  relation: 'domain',
  types: ['domain'],
  many: true,
  by: 'fqn',
  omitted: 'keep',
}

export const governedRelations = {
  owners: ownersRelation,
  domains: domainsRelation,
  dataProducts: { relation: 'dataProduct', types: ['dataProduct'], many: true, by: 'fqn', omitted: 'clear' },
  followers: { relation: 'follower', types: ['user'], many: true, by: 'none', omitted: 'keep' },
} as const satisfies Record<string, RelationField>

/** As `governedRelations`, for what lives in a service and takes the service's domains while it has none. */
export const assetRelations = {
  ...governedRelations,
  domains: { ...domainsRelation, inherited: true },
} as const satisfies Record<string, RelationField>

export const assetDefaults = {
  onRequest: ['extension', 'certification', 'usageSummary'],
  keptByPut: ['extension', 'lifeCycle', 'certification', 'entityStatus'],
}
