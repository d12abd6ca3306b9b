/**
 * What is said of the members that many types have, in the order in which people are shown them; `own` is the place of
 * what a type has for itself. A definition says it of those (`EntityDefinition.members`).
 */
import type { Field, FieldFacts, LabelPart, WithMembers } from '@/lib/model/fields/field'
import type { Operation } from '@/lib/model/rules/access'

export const sharedMembers: Readonly<Record<string, FieldFacts>> = {
  name: {
    help: 'As programs, files and addresses call it; nothing else in the same place is called so.',
    aliases: [
      'dashboard name',
      'chart name',
      'id',
      'dashboard id',
      'chart id',
      'uid',
      'dashboard uid',
      'report id',
      'slug',
      'key',
    ],
    example: 'sales-overview',
  },
  displayName: {
    edit: 'EditDisplayName',
    help: 'What people read; the name is shown where there is none.',
    aliases: ['title', 'label', 'dashboard title', 'chart title', 'report title', 'caption'],
    example: 'Sales overview',
  },
  description: {
    edit: 'EditDescription',
    aliases: ['desc', 'summary', 'notes', 'documentation', 'about'],
    example: 'Revenue and orders by **region**',
  },
  own: {},
  owners: {
    edit: 'EditOwners',
    help: 'People, or one team.',
    aliases: ['owner', 'contact', 'steward', 'maintainer', 'responsible'],
  },
  domains: { label: 'Domain', aliases: ['business unit', 'area'] },
  domain: { forPrograms: true },
  dataProducts: { aliases: ['data product'] },
  reviewers: { edit: 'EditReviewers' },
  users: { edit: 'EditUsers' },
  teams: { edit: 'EditTeams' },
  tags: { edit: 'EditTags' },
  certification: { edit: 'EditCertification' },
  entityStatus: { label: 'Status', edit: 'EditStatus' },
  lifeCycle: { kind: 'object', edit: 'EditLifeCycle', forPrograms: true },
  sourceHash: { forPrograms: true },
  style: {
    kind: 'style',
    label: 'Colour and icon',
    help: 'The colour stands beside its name wherever it is shown. The address of a picture is kept and never loaded.',
  },
  provider: { forPrograms: true },
  mutuallyExclusive: { label: 'One at a time', help: 'An asset can have one of them, not several.' },
  disabled: { help: 'It can be given to nothing more.' },
  extension: { kind: 'extension', label: 'Custom properties', edit: 'EditCustomFields' },
  followers: { managed: 'record' },
  votes: { kind: 'object', managed: 'record' },
  usageSummary: { kind: 'object', managed: 'record' },
  usageCount: { label: 'Used on', managed: 'record' },
  termCount: { managed: 'record' },
  childrenCount: { managed: 'record' },
  userCount: { label: 'Members', managed: 'record' },
  id: { managed: 'identity' },
  fullyQualifiedName: {
    kind: 'fqn',
    managed: 'identity',
    help: 'Service and name in one, as in sample_superset.10',
    aliases: ['fqn', 'dashboard fqn', 'chart fqn'],
  },
  deleted: { managed: 'identity' },
  version: { managed: 'record' },
  updatedAt: { label: 'Updated', managed: 'record' },
  updatedBy: { managed: 'record' },
  impersonatedBy: { managed: 'record' },
  href: { managed: 'record' },
  changeDescription: { kind: 'object', managed: 'record' },
  incrementalChangeDescription: { kind: 'object', managed: 'record' },
}

/** The parts of `tags`. */
export const labelParts: Readonly<Record<LabelPart, FieldFacts & { readonly name: string }>> = {
  tags: {
    name: 'tags',
    edit: 'EditTags',
    help: 'Tags by fully qualified name, separated by ;',
    aliases: ['labels', 'classification', 'tag', 'keywords'],
  },
  tier: {
    name: 'tier',
    edit: 'EditTier',
    help: 'Tier.Tier1 to Tier.Tier5, or the number',
    aliases: ['tiers', 'tier tag'],
  },
  terms: {
    name: 'glossaryTerms',
    edit: 'EditGlossaryTerms',
    help: 'Glossary terms by fully qualified name, separated by ;',
    aliases: ['glossary term', 'terms'],
  },
}

/** The right it takes to change a field; for screens that do without the definition that has it. */
export const editOf = (name: string): Operation =>
  (sharedMembers[name.split(':')[0] ?? name] ?? Object.values(labelParts).find((part) => part.name === name))?.edit ??
  'EditAll'

/** Rights any of which lets somebody change something. */
export const allEdits: readonly Operation[] = [
  ...new Set([
    'EditAll' as const,
    ...[...Object.values(sharedMembers), ...Object.values(labelParts)].flatMap(({ edit }) => edit ?? []),
  ]),
]

/** What a page tells in a line each: what a type has for itself, what it looks like, and its custom properties. */
export const factFields = ({ members }: WithMembers): Field[] =>
  [...members.values()].filter(
    (field) =>
      (field.property !== undefined || field.kind === 'style' || !(field.member in sharedMembers)) &&
      !field.isSettled &&
      !field.isSealed &&
      !field.forPrograms &&
      field.isApart !== true &&
      field.by !== 'none' &&
      field.kind !== 'object',
  )

/** Members that the server records: a patch that names one is read as if it did not. */
export const recordedMembers: ReadonlySet<string> = new Set(
  Object.entries(sharedMembers).flatMap(([name, { managed }]) => (managed === 'record' ? [name] : [])),
)
