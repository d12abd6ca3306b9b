/** Calls that look across the catalogue: change events, usage, what things hold. */
import { z } from 'zod'
import { contentsOf } from '@/lib/entities/contents'
import { listEvents } from '@/lib/entities/events'
import { findPeople } from '@/lib/entities/find-people'
import { requireAny } from '@/lib/entities/gate'
import { addUsage } from '@/lib/entities/usage'
import { json, longJson } from '@/lib/http/json'
import { operation, type SignedInCall } from '@/lib/http/operation'
import { reacted } from '@/lib/http/operations/entity-replies'
import { changeDescription, entityVersion, timestamp, usageDetails } from '@/lib/model/entities/entity'
import { personName } from '@/lib/model/entities/person'
import { boundedList, boundedText, peopleMax } from '@/lib/model/rules/bounds'
import { eventTypes } from '@/lib/model/wire/change-event'
import { betweenCommas, eventsQuery, flag } from '@/lib/model/wire/query'

const eventsPage = z
  .strictObject({
    data: z.array(
      z
        .strictObject({
          id: z.string().describe('The same whenever the event is read'),
          eventType: z.enum(eventTypes),
          entityType: z.string(),
          entityId: z.uuid(),
          entityFullyQualifiedName: z.string(),
          userName: z.string(),
          timestamp,
          previousVersion: entityVersion,
          currentVersion: entityVersion,
          changeDescription: changeDescription.optional(),
          entity: z
            .string()
            .optional()
            .describe('Of a creation, while the entity is there: its first version, as text that holds JSON'),
        })
        .meta({ id: 'ChangeEvent' }),
    ),
    paging: z.strictObject({
      total: z.number().int().describe('How many are on this page'),
      after: z.string().optional().describe('Place to go on from; absent when there is no more'),
    }),
  })
  .meta({ id: 'ChangeEventPage' })

export const events = operation({
  id: 'listEvents',
  tag: 'Events',
  summary: 'List what has changed since a time',
  notes: 'The oldest first. Each of the four kinds is asked for by naming the types of entity, or `*`.',
  query: eventsQuery,
  responses: { 200: { description: 'A page of change events', schema: eventsPage } },
  example: { stage: 'use', query: { entityCreated: 'dashboard', timestamp: '1767225600000' } },
  handle: async ({ query, ctx }) => longJson(await listEvents(query, ctx)),
})

const countsQuery = z.object({
  ids: boundedText(1000 * 37)
    .transform(betweenCommas)
    .pipe(boundedList(z.uuid(), 1000))
    .describe('Ids of services, dashboards, charts, users or teams, comma-separated, at most 1,000'),
  owned: flag.describe('With what has each as owner'),
})
export const contentCountsSchema = z
  .strictObject({
    data: z.array(
      z.strictObject({
        id: z.uuid(),
        dashboards: z.number().int(),
        charts: z.number().int(),
        owned: z.number().int().optional(),
      }),
    ),
  })
  .meta({ id: 'ContentCounts' })

export const contentCounts = operation({
  id: 'countContents',
  tag: 'Dashboard services',
  summary: 'Count what services hold, what dashboards show and where charts are used (ours)',
  notes:
    'Of a service the dashboards and charts in it, of a dashboard its charts, of a chart the dashboards it is on, of a user or team what they own.',
  query: countsQuery,
  responses: { 200: { description: 'One entry for each id', schema: contentCountsSchema } },
  example: { stage: 'use', query: { ids: '$DASHBOARD_SERVICE_ID' } },
  handle: async ({ query: { ids, owned }, ctx }) => {
    const answer: z.input<typeof contentCountsSchema> = { data: await contentsOf(ids, ctx, owned) }
    return json(answer)
  },
})

const peopleSchema = z
  .strictObject({
    data: z
      .array(z.strictObject({ id: z.uuid(), type: z.enum(['user', 'team']) }).nullable())
      .describe('As many as were asked for, in their order; null for whom nobody is found'),
  })
  .meta({ id: 'FoundPeople' })

export const namePeople = operation({
  id: 'findPeople',
  tag: 'Users',
  summary: 'Find users and teams by names or addresses, many at once (ours)',
  notes:
    'A user of that name, else the one with that address, else a team, else the only one with that display name. `Last, First` and `Name <address>` are understood.',
  body: z.strictObject({ names: boundedList(personName, peopleMax) }),
  responses: { 200: { description: 'Whom each name means', schema: peopleSchema } },
  example: { stage: 'use', body: { names: [{ type: 'any', name: 'admin' }] } },
  handle: async ({ body: { names }, ctx }) => {
    const found = await findPeople(names, ctx)
    const answer: z.input<typeof peopleSchema> = {
      data: found.map((row) =>
        row === undefined ? null : { id: row.id, type: row.type === 'team' ? 'team' : 'user' },
      ),
    }
    return json(answer)
  },
})

const usageSchema = z.strictObject({ date: z.iso.date(), count: z.number().int().min(0) }).meta({ id: 'DailyCount' })
const usedAsset = z.looseObject({ id: z.uuid(), name: z.string(), usageSummary: usageDetails.optional() })

const usageCall = {
  tag: 'Usage',
  rights: 'whoever a policy allows `EditUsage`',
  body: usageSchema,
  responses: { 201: reacted({ schema: usedAsset }) },
  errors: ['notFound'],
  example: {
    stage: 'use',
    path: { type: 'dashboard', id: '$DASHBOARD_ID' },
    body: { date: '2026-01-31', count: 12 },
  },
  handle: async (call: SignedInCall & { body: z.output<typeof usageSchema> }) => {
    const { date, count } = call.body
    const added = await addUsage(call.param('type'), call.param('id'), date, count, call.ctx)
    return json(added, { status: 201, headers: { 'X-OpenMetadata-Change': 'entityFieldsChanged' } })
  },
} as const

export const postUsage = operation({ ...usageCall, id: 'addUsage', summary: 'Add to what an asset was used on a day' })
export const putUsage = operation({ ...usageCall, id: 'putUsage', summary: 'The same as POST, for clients that PUT' })

export const computePercentiles = operation({
  id: 'computePercentiles',
  tag: 'Usage',
  summary: 'Work out how assets rank by use',
  notes: 'Ranks are worked out when a summary is read, so this has nothing to do; clients call it after adding usage.',
  rights: 'whoever a policy allows `EditUsage`',
  responses: { 201: { description: 'Done' } },
  example: { stage: 'use', path: { type: 'dashboard', date: '2026-01-31' } },
  handle: async (call) => {
    requireAny(call.param('type'), ['EditUsage'], call.ctx)
    return new Response(null, { status: 201 })
  },
})
