import { z } from 'zod'
import { createGovernedFields, governedRelations } from '@/lib/model/asset'
import { defineEntity, type RelationField } from '@/lib/model/define-entity'
import {
  entityName,
  entityReference,
  entityReferences,
  entityStatus,
  extension,
  fullyQualifiedName,
  managedFields,
  markdown,
  providerType,
  style,
  tagLabels,
  votes,
} from '@/lib/model/entity'
import { joinFqn, underParent } from '@/lib/model/fqn'

const vocabularyFields = {
  ...managedFields,
  name: entityName,
  displayName: z.string().optional(),
  description: markdown,
  owners: entityReferences.optional(),
  domains: entityReferences.optional(),
  dataProducts: entityReferences.optional(),
  reviewers: entityReferences.optional(),
  tags: tagLabels.optional(),
  votes: votes.optional(),
  extension: extension.optional(),
  provider: providerType.optional(),
  mutuallyExclusive: z.boolean().optional(),
  disabled: z.boolean().optional(),
  usageCount: z.number().int().optional(),
  entityStatus: entityStatus.optional(),
}

const { owners, domains, dataProducts } = governedRelations
const reviewers: RelationField = {
  relation: 'reviewer',
  types: ['user', 'team'],
  many: true,
  by: 'reference',
  omitted: 'keep',
}

const { name, displayName, owners: createOwners, domains: createDomains, domain, tags } = createGovernedFields
const createVocabularyFields = {
  name,
  displayName,
  description: markdown,
  owners: createOwners,
  domains: createDomains,
  domain,
  tags,
  reviewers: entityReferences.optional(),
  provider: providerType.optional(),
  mutuallyExclusive: z.boolean().optional(),
  extension: extension.optional(),
}
const kept = ['extension', 'entityStatus', 'provider', 'mutuallyExclusive', 'disabled']

/** A vocabulary of the business (supporting APIs 8.6). */
export const glossarySchema = z
  .strictObject({ ...vocabularyFields, termCount: z.number().int().optional() })
  .meta({ id: 'Glossary' })
export const createGlossarySchema = z.strictObject(createVocabularyFields).meta({ id: 'CreateGlossary' })

export const glossaries = defineEntity<z.infer<typeof glossarySchema>, z.infer<typeof createGlossarySchema>>({
  type: 'glossary',
  collection: 'glossaries',
  label: 'glossary',
  schema: glossarySchema,
  createSchema: createGlossarySchema,
  relations: { owners, domains, dataProducts, reviewers },
  onRequest: ['extension', 'termCount', 'usageCount'],
  keptByPut: kept,
  readOnly: ['provider'],
  fixed: ['name'],
  defaults: { mutuallyExclusive: false, provider: 'user' },
})

const termReference = z.strictObject({ name: z.string().optional(), endpoint: z.url().optional() })
const conceptMapping = z.strictObject({
  conceptIri: z.url(),
  mappingType: z.enum(['EXACT_MATCH', 'CLOSE_MATCH', 'BROAD_MATCH', 'NARROW_MATCH', 'RELATED_MATCH', 'SAME_AS']),
  schemeIri: z.url().optional(),
  source: z.string().optional(),
})

/** One word of a glossary; may hang below another term. */
export const glossaryTermSchema = z
  .strictObject({
    ...vocabularyFields,
    glossary: entityReference,
    parent: entityReference.optional(),
    children: entityReferences.optional(),
    childrenCount: z.number().int().optional(),
    synonyms: z.array(entityName).optional(),
    relatedTerms: z.array(z.strictObject({ term: entityReference, relationType: z.string().optional() })).optional(),
    references: z.array(termReference).optional(),
    conceptMappings: z.array(conceptMapping).optional(),
    iri: z.url().optional(),
    style: style.optional(),
  })
  .meta({ id: 'GlossaryTerm' })
export const createGlossaryTermSchema = z
  .strictObject({
    ...createVocabularyFields,
    glossary: fullyQualifiedName.describe('Name of the glossary'),
    parent: fullyQualifiedName.optional().describe('Fully qualified name of the term above'),
    synonyms: z.array(entityName).optional(),
    relatedTerms: z.array(fullyQualifiedName).optional().describe('Fully qualified names of terms'),
    references: z.array(termReference).optional(),
    conceptMappings: z.array(conceptMapping).optional(),
    iri: z.url().optional(),
    style: style.optional(),
  })
  .meta({ id: 'CreateGlossaryTerm' })

export const glossaryTerms = defineEntity<z.infer<typeof glossaryTermSchema>, z.infer<typeof createGlossaryTermSchema>>(
  {
    type: 'glossaryTerm',
    collection: 'glossaryTerms',
    label: 'glossary term',
    schema: glossaryTermSchema,
    createSchema: createGlossaryTermSchema,
    container: { field: 'glossary', type: 'glossary' },
    relations: {
      owners,
      domains: { ...domains, inherited: true },
      dataProducts,
      reviewers: { ...reviewers, inherited: true },
      parent: { relation: 'parent', types: ['glossaryTerm'], many: false, by: 'fqn', omitted: 'keep', always: true },
      children: { relation: 'parent', types: ['glossaryTerm'], many: true, by: 'none', omitted: 'keep', reverse: true },
      relatedTerms: {
        relation: 'relatedTerm',
        types: ['glossaryTerm'],
        many: true,
        by: 'fqn',
        omitted: 'keep',
        wrappedAs: 'term',
      },
    },
    onRequest: ['extension', 'usageCount', 'childrenCount'],
    keptByPut: [...kept, 'synonyms', 'references', 'style'],
    readOnly: ['provider', 'parent'],
    fixed: ['name', 'parent', 'glossary'],
    defaults: { mutuallyExclusive: false, provider: 'user' },
    complete: underParent('glossary'),
    childRelation: 'parent',
    fullyQualifiedName: (glossaryFqn, termName, { parent }) =>
      joinFqn(typeof parent === 'string' ? parent : glossaryFqn, termName),
  },
)
