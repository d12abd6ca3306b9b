import { z } from 'zod'
import { addresses } from '@/lib/model/entities/addresses'
import { createGovernedFields, governedRelations } from '@/lib/model/entities/asset'
import { defineEntity, type RelationField } from '@/lib/model/entities/define-entity'
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
  shownReferences,
  style,
  tagLabels,
  votes,
} from '@/lib/model/entities/entity'
import { boundedList, boundedText, boundedUrl, textMax } from '@/lib/model/rules/bounds'
import { joinFqn, underParent } from '@/lib/model/rules/fqn'

const vocabularyFields = {
  ...managedFields,
  name: entityName,
  displayName: boundedText(textMax.line).optional(),
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

/** A vocabulary of the business (docs/contract/governance.md#glossaries-and-terms). */
const glossarySchema = z
  .strictObject({ ...vocabularyFields, termCount: z.number().int().optional() })
  .meta({ id: 'Glossary' })
const createGlossarySchema = z.strictObject(createVocabularyFields).meta({ id: 'CreateGlossary' })

export const glossaries = defineEntity<z.infer<typeof glossarySchema>, z.infer<typeof createGlossarySchema>>({
  ...addresses.glossary,
  schema: glossarySchema,
  createSchema: createGlossarySchema,
  relations: { owners, domains, dataProducts, reviewers },
  onRequest: ['extension', 'termCount', 'usageCount'],
  keptByPut: kept,
  readOnly: ['provider'],
  renaming: 'patch',
  defaults: { mutuallyExclusive: false, provider: 'user' },
})

const termReference = z.strictObject({ name: boundedText(textMax.line).optional(), endpoint: boundedUrl().optional() })
const conceptMapping = z.strictObject({
  conceptIri: boundedUrl(),
  mappingType: z.enum(['EXACT_MATCH', 'CLOSE_MATCH', 'BROAD_MATCH', 'NARROW_MATCH', 'RELATED_MATCH', 'SAME_AS']),
  schemeIri: boundedUrl().optional(),
  source: boundedText(textMax.name).optional(),
})

/** One word of a glossary; may hang below another term. */
const glossaryTermSchema = z
  .strictObject({
    ...vocabularyFields,
    glossary: entityReference,
    parent: entityReference.optional(),
    children: shownReferences.optional(),
    childrenCount: z.number().int().optional(),
    synonyms: boundedList(entityName).optional(),
    relatedTerms: boundedList(
      z.strictObject({ term: entityReference, relationType: boundedText(textMax.name).optional() }),
    ).optional(),
    references: boundedList(termReference).optional(),
    conceptMappings: boundedList(conceptMapping).optional(),
    iri: boundedUrl().optional(),
    style: style.optional(),
  })
  .meta({ id: 'GlossaryTerm' })
const createGlossaryTermSchema = z
  .strictObject({
    ...createVocabularyFields,
    glossary: fullyQualifiedName.describe('Name of the glossary'),
    parent: fullyQualifiedName.optional().describe('Fully qualified name of the term above'),
    synonyms: boundedList(entityName).optional(),
    relatedTerms: boundedList(fullyQualifiedName).optional().describe('Fully qualified names of terms'),
    references: boundedList(termReference).optional(),
    conceptMappings: boundedList(conceptMapping).optional(),
    iri: boundedUrl().optional(),
    style: style.optional(),
  })
  .meta({ id: 'CreateGlossaryTerm' })

export const glossaryTerms = defineEntity<z.infer<typeof glossaryTermSchema>, z.infer<typeof createGlossaryTermSchema>>(
  {
    ...addresses.glossaryTerm,
    schema: glossaryTermSchema,
    createSchema: createGlossaryTermSchema,
    members: {
      glossary: { help: 'The vocabulary that it is one word of.' },
      parent: { help: 'The term that it stands below, if any.' },
      synonyms: { help: 'Other words for the same.' },
      relatedTerms: { help: 'Other terms that have to do with it.' },
      references: { kind: 'links', help: 'Where more is said of it, on the web.' },
      conceptMappings: { kind: 'object' },
      iri: { label: 'IRI', forPrograms: true },
    },
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
    renaming: 'patch',
    movedBy: ['parent', 'glossary'],
    defaults: { mutuallyExclusive: false, provider: 'user' },
    isReviewed: true,
    complete: underParent('glossary'),
    childRelation: 'parent',
    fullyQualifiedName: (glossaryFqn, termName, { parent }) =>
      joinFqn(typeof parent === 'string' ? parent : glossaryFqn, termName),
  },
)
