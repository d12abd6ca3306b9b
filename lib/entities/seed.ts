/** What a catalogue has from the first start: policies and roles, the root team, tags that clients rely on. */

import type { RequestContext } from '@/lib/entities/context'
import { patch } from '@/lib/entities/patch'
import { lookupFqn } from '@/lib/entities/resolve'
import { upsertMany } from '@/lib/entities/upsert'
import { sameValue } from '@/lib/model/edits/change'
import { bots } from '@/lib/model/entities/bot'
import { propertyTypeNames, propertyTypeSchema } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { rootTeam, teams, users } from '@/lib/model/entities/person'
import { definitions } from '@/lib/model/entities/registry'
import { policies, roles } from '@/lib/model/entities/role'
import { classifications, tags } from '@/lib/model/entities/tag'
import { types } from '@/lib/model/entities/type'

const rule = (name: string, operations: string[], more: Record<string, unknown> = {}) => ({
  name,
  effect: 'allow',
  operations,
  resources: ['all'],
  ...more,
})

/** What stewards and ingestion keep: never users, teams, roles, policies or bots. */
const catalogued = [
  'dashboard',
  'chart',
  'dashboardDataModel',
  'dashboardService',
  'classification',
  'tag',
  'glossary',
  'glossaryTerm',
  'domain',
  'dataProduct',
  'lineage',
]

/**
 * What somebody may make their own while nobody owns it. Not services: whoever owns one says where its secrets go, and
 * may delete it.
 */
const claimable = catalogued.filter((type) => type !== 'dashboardService')
const claimRule = 'OrganizationPolicy-NoOwner-Rule'

/** What somebody may describe and tag while nobody owns it is catalogued: people, teams and types speak for themselves. */
const describeRule = 'DataConsumerPolicy-EditRule'

/** Reviewers say what they think of it, whatever their roles (decision 043). */
const reviewerRule = rule('OrganizationPolicy-Reviewer-Rule', ['EditStatus'], {
  condition: 'isReviewer()',
  resources: definitions.flatMap(({ type, relations }) => (relations.reviewers === undefined ? [] : [type])),
})

const systemPolicies = [
  {
    name: 'OrganizationPolicy',
    displayName: 'Organization policy',
    description: 'What everybody may do: with their own things, and with things nobody owns.',
    rules: [
      rule('OrganizationPolicy-Owner-Rule', ['EditAll', 'ViewAll', 'Delete', 'Create'], { condition: 'isOwner()' }),
      rule(claimRule, ['EditOwners'], { condition: 'noOwner()', resources: claimable }),
      reviewerRule,
      rule('OrganizationPolicy-ViewAll-Rule', ['ViewAll']),
    ],
  },
  {
    name: 'DataConsumerPolicy',
    displayName: 'Data consumer policy',
    description: 'Read, follow and vote; describe and tag what nobody owns.',
    rules: [
      rule('DataConsumerPolicy-ViewRule', ['ViewAll']),
      rule(describeRule, ['EditDescription', 'EditTags', 'EditGlossaryTerms', 'EditTier', 'EditCertification'], {
        condition: 'noOwner()',
        resources: catalogued,
      }),
    ],
  },
  {
    name: 'DataStewardPolicy',
    displayName: 'Data steward policy',
    description: 'Create and edit everything that is catalogued.',
    rules: [
      rule('DataStewardPolicy-ViewRule', ['ViewAll']),
      rule('DataStewardPolicy-EditRule', ['Create', 'EditAll', 'Delete'], {
        resources: catalogued,
      }),
    ],
  },
  {
    name: 'IngestionBotPolicy',
    displayName: 'Ingestion bot policy',
    description: 'What ingestion needs; names for people stay theirs.',
    rules: [
      rule('IngestionBotRule-View', ['ViewAll']),
      rule('IngestionBotRule-Allow', ['Create', 'EditAll', 'Delete'], {
        resources: [...catalogued, 'ingestionPipeline'],
      }),
      { ...rule('IngestionBotRule-Deny', ['EditDisplayName']), effect: 'deny' },
    ],
  },
]

const systemRoles = [
  {
    name: 'DataConsumer',
    displayName: 'Data consumer',
    description: 'Reads, follows and votes.',
    policies: ['DataConsumerPolicy'],
  },
  {
    name: 'DataSteward',
    displayName: 'Data steward',
    description: 'Creates and edits.',
    policies: ['DataStewardPolicy'],
  },
  {
    name: 'IngestionBotRole',
    displayName: 'Ingestion bot',
    description: 'For programs that fill the catalogue.',
    policies: ['IngestionBotPolicy'],
  },
]

const systemClassifications = [
  { name: 'Tier', description: 'How important an asset is to the business.', mutuallyExclusive: true },
  { name: 'PII', description: 'Whether data tells about persons.', mutuallyExclusive: true },
  { name: 'PersonalData', description: 'Data about an identifiable person.', mutuallyExclusive: true },
  { name: 'Certification', description: 'Whether an asset can be relied on.', mutuallyExclusive: true },
]

const tag = (classification: string, name: string, description: string, color?: string) => ({
  classification,
  name,
  description,
  ...(color !== undefined && { style: { color } }),
})

const systemTags = [
  tag('Tier', 'Tier1', 'Critical: the business stops without it.'),
  tag('Tier', 'Tier2', 'Important: a department stops without it.'),
  tag('Tier', 'Tier3', 'Useful to a team.'),
  tag('Tier', 'Tier4', 'Of interest to a few.'),
  tag('Tier', 'Tier5', 'Private or unused.'),
  tag('PII', 'None', 'Tells nothing about persons.'),
  tag('PII', 'NonSensitive', 'Tells about persons what is no secret.'),
  tag('PII', 'Sensitive', 'Harms persons when it gets out.'),
  tag('PersonalData', 'Personal', 'Relates to an identified or identifiable person.'),
  tag('PersonalData', 'SpecialCategory', 'Specially protected data about a person.'),
  tag('Certification', 'Bronze', 'Meets the basic standard.', '#C08329'),
  tag('Certification', 'Silver', 'Meets a high standard.', '#808080'),
  tag('Certification', 'Gold', 'Meets the highest standard.', '#FFCE00'),
]

/** Kinds of entities, to which a site adds properties of its own, and the kinds of values those may have. */
const systemTypes = [
  ...definitions.map(({ type, label }) => ({
    name: type,
    description: `Every ${label}.`,
    category: 'entity',
    nameSpace: 'data',
    schema: JSON.stringify({ title: type, type: 'object' }),
  })),
  ...propertyTypeNames.map((name) => ({
    name,
    description: `Values of type ${name}.`,
    category: 'field',
    nameSpace: 'basic',
    schema: JSON.stringify(propertyTypeSchema(name)),
  })),
]

/** Adds what is missing and leaves what is there as people have made it. `ctx.actor` has to be an administrator. */
export async function seed(ctx: RequestContext): Promise<void> {
  const system = { provider: 'system' }
  await addMissing(
    policies,
    systemPolicies.map((policy) => ({ ...policy, ...system })),
    (name) => name,
    ctx,
  )
  await addMissing(
    roles,
    systemRoles.map((role) => ({ ...role, ...system })),
    (name) => name,
    ctx,
  )
  for (const each of narrowings) await narrow(each, ctx)
  await letReviewersSay(ctx)
  const consumer = await ctx.store.findByFqns('role', ['DataConsumer'])
  const everyone = await ctx.store.findByFqns('policy', ['OrganizationPolicy'])
  const organization = {
    name: rootTeam,
    description: 'Everybody.',
    teamType: 'Organization',
    defaultRoles: consumer.map((row) => row.id),
    policies: everyone.map((row) => row.id),
  }
  await addMissing(teams, [organization], (name) => name, ctx)
  const botRoles = await ctx.store.findByFqns('role', ['IngestionBotRole'])
  const ingestionBot = {
    name: 'ingestion-bot',
    displayName: 'Ingestion bot',
    email: 'ingestion-bot@open-metadata.org',
    isBot: true,
    roles: botRoles.map((row) => row.id),
  }
  await addMissing(users, [ingestionBot], (name) => name, ctx)
  const [botUser] = await ctx.store.findByFqns('user', [ingestionBot.name])
  // Somebody may have made something else of the user, or deleted it.
  if (botUser?.document.isBot === true && !botUser.deleted) {
    const bot = { name: ingestionBot.name, displayName: ingestionBot.displayName, botUser: botUser.name, ...system }
    await addMissing(bots, [bot], (name) => name, ctx)
  }
  await addMissing(
    classifications,
    systemClassifications.map((entry) => ({ ...entry, ...system })),
    (name) => name,
    ctx,
  )
  await addMissing(
    tags,
    systemTags.map((entry) => ({ ...entry, ...system })),
    (name, entry) => `${entry.classification}.${name}`,
    ctx,
  )
  await addMissing(types, systemTypes, (name) => name, ctx)
}

/** Rules that reached further as they were shipped before, and by which setting it is known that they have been narrowed. */
const narrowings = [
  { policy: 'OrganizationPolicy', name: claimRule, resources: claimable, done: 'seed.claimsWithoutServices' },
  { policy: 'DataConsumerPolicy', name: describeRule, resources: catalogued, done: 'seed.describesCatalogued' },
]

/** Done once, where nobody has changed the rule: an administrator who allows it again is obeyed. */
async function narrow({ policy: of, name, resources, done }: (typeof narrowings)[number], ctx: RequestContext) {
  if ((await ctx.store.setting(done)) !== undefined) return
  const [policy] = await ctx.store.findByFqns('policy', [of])
  const rules: unknown = policy?.document.rules
  const at = Array.isArray(rules)
    ? rules.findIndex((given) => given.name === name && sameValue(given.resources, ['all']))
    : -1
  if (policy !== undefined && at >= 0) {
    const step = { op: 'replace', path: `/rules/${at}/resources`, value: resources } as const
    await patch(policies, { id: policy.id }, [step], undefined, ctx)
  }
  await ctx.store.putSetting(done, new Date(ctx.now).toISOString())
}

const said = 'seed.reviewersSay'

/** The policy as it was shipped before had no rule for reviewers. It is added once: whoever takes it out is obeyed. */
async function letReviewersSay(ctx: RequestContext): Promise<void> {
  if ((await ctx.store.setting(said)) !== undefined) return
  const [policy] = await ctx.store.findByFqns('policy', ['OrganizationPolicy'])
  const rules: unknown = policy?.document.rules
  if (policy !== undefined && Array.isArray(rules) && !rules.some(({ name }) => name === reviewerRule.name))
    await patch(policies, { id: policy.id }, [{ op: 'add', path: '/rules/-', value: reviewerRule }], undefined, ctx)
  await ctx.store.putSetting(said, new Date(ctx.now).toISOString())
}

async function addMissing<Given extends { name: string }>(
  def: EntityDefinition,
  wanted: readonly Given[],
  fqnOf: (name: string, given: Given) => string,
  ctx: RequestContext,
): Promise<void> {
  const fqns = wanted.map((given) => lookupFqn(def.type, fqnOf(given.name, given)))
  const known = new Set((await ctx.store.findByFqns(def.type, fqns)).map((row) => row.fullyQualifiedName))
  const missing = wanted.filter((_given, index) => !known.has(fqns[index] ?? ''))
  const results = await upsertMany(def, missing, { mode: 'createOrUpdate' }, ctx)
  const failed = results.find((result) => !result.ok)
  if (failed?.ok === false) throw failed.error
}
