/**
 * Lineage (docs/contract/lineage.md#edges). Most calls come twice, by ids and by names: two paths, one function each.
 */
import { z } from 'zod'
import {
  addLineage,
  type LineageEnd,
  patchEdge,
  readEdge,
  readLineage,
  removeBySource,
  removeEdge,
} from '@/lib/entities/lineage'
import { json } from '@/lib/http/json'
import { operation, type SignedInCall } from '@/lib/http/operation'
import { jsonPatchSchema } from '@/lib/model/edits/json-patch'
import { addLineageSchema, entityLineageSchema, lineageDetailsSchema } from '@/lib/model/wire/lineage'
import { lineageQuery } from '@/lib/model/wire/query'

const tag = 'Lineage'
const rights = 'whoever a policy allows `EditLineage`'
const done = () => new Response(null, { status: 200 })
const doneDescription = { 200: { description: 'Done' } }
const edgeDescription = { 200: { description: 'The details of the edge', schema: lineageDetailsSchema } }

/** A chart is made from a data model, a dashboard from the chart. */
const model = { type: 'dashboardDataModel', id: '$DASHBOARD_DATA_MODEL_ID' }
const chart = { type: 'chart', id: '$CHART_ID', fqn: 'sample_superset.127' }
const dashboard = { type: 'dashboard', fqn: 'sample_superset.10' }

/** How a path names one entity. */
const byId = {
  By: 'ById',
  endOf: (call: SignedInCall): LineageEnd => ({ type: call.param('type'), id: call.param('id') }),
  example: { type: chart.type, id: chart.id },
}
const byName = {
  By: 'ByName',
  endOf: (call: SignedInCall): LineageEnd => ({ type: call.param('type'), fqn: call.param('fqn') }),
  example: { type: chart.type, fqn: chart.fqn },
}

/** How a path names an edge. */
const edgeById = {
  By: 'ById',
  from: byId.endOf,
  to: (call: SignedInCall): LineageEnd => ({ type: call.param('toType'), id: call.param('toId') }),
  example: { type: model.type, id: model.id, toType: chart.type, toId: chart.id },
}
const edgeByName = {
  By: 'ByName',
  from: byName.endOf,
  to: (call: SignedInCall): LineageEnd => ({ type: call.param('toType'), fqn: call.param('toFqn') }),
  example: { type: chart.type, fqn: chart.fqn, toType: dashboard.type, toFqn: dashboard.fqn },
}

export const putLineage = operation({
  id: 'addLineage',
  tag,
  summary: 'Add an edge, or replace its details',
  rights,
  body: addLineageSchema,
  responses: doneDescription,
  errors: ['notFound'],
  example: {
    body: {
      edge: {
        fromEntity: { id: model.id, type: model.type },
        toEntity: { id: chart.id, type: chart.type },
        lineageDetails: { description: 'The chart counts the orders', source: 'Manual' },
      },
    },
  },
  handle: async ({ body: { edge }, ctx }) => {
    const { fromEntity, toEntity, description, lineageDetails } = edge
    const details = { ...lineageDetails, ...(description !== undefined && { description }) }
    await addLineage(fromEntity, toEntity, details, ctx)
    return done()
  },
})

export const putEdgeByName = operation({
  id: 'addLineageByName',
  tag,
  summary: 'Add an edge between two names, or replace its details',
  rights,
  body: lineageDetailsSchema.optional(),
  responses: doneDescription,
  errors: ['notFound'],
  example: { path: edgeByName.example, body: { description: 'Shown at the top', source: 'Manual' } },
  handle: async (call) => {
    await addLineage(edgeByName.from(call), edgeByName.to(call), call.body ?? {}, call.ctx)
    return done()
  },
})

const readLineageBy = ({ By, endOf, example }: typeof byId | typeof byName) =>
  operation({
    id: `getLineage${By}`,
    tag,
    summary: `Get what an entity is made from and what is made from it, ${By === 'ById' ? 'by id' : 'by name'}`,
    query: lineageQuery,
    responses: { 200: { description: 'Entities and edges around this one', schema: entityLineageSchema } },
    errors: ['notFound'],
    example: { stage: 'use', path: example },
    handle: async (call) => json(await readLineage(endOf(call), call.query, call.ctx)),
  })
export const readLineageById = readLineageBy(byId)
export const readLineageByName = readLineageBy(byName)

export const readLineageByQuery = operation({
  id: 'getLineageByQuery',
  tag,
  summary: 'The same by name and type in the query',
  query: lineageQuery.extend({
    fqn: z.string().min(1).max(3072).describe('Fully qualified name of the entity'),
    type: z.string().min(1).max(256).describe('Type of the entity, such as `dashboard`'),
  }),
  responses: { 200: { description: 'Entities and edges around this one', schema: entityLineageSchema } },
  errors: ['notFound'],
  example: { stage: 'use', query: { fqn: chart.fqn, type: chart.type } },
  handle: async ({ query: { fqn, type, ...depths }, ctx }) => json(await readLineage({ type, fqn }, depths, ctx)),
})

const edgeAnswer = { 200: { description: 'The edge', schema: z.strictObject({ edge: lineageDetailsSchema }) } }

/** `/{type}/{id}` without types: the first segment is an id itself. */
export const readEdgeById = operation({
  id: 'getLineageEdgeById',
  tag,
  summary: 'Get the details of an edge, by ids',
  path: { type: z.uuid().describe('Id of the entity upstream'), id: z.uuid().describe('Id of the entity downstream') },
  responses: edgeAnswer,
  errors: ['notFound'],
  example: { stage: 'use', path: { type: model.id, id: chart.id } },
  handle: async (call) =>
    json({ edge: await readEdge({ id: call.param('type') }, { id: call.param('id') }, call.ctx) }),
})

export const readEdgeByName = operation({
  id: 'getLineageEdgeByName',
  tag,
  summary: 'Get the details of an edge, by names',
  responses: edgeAnswer,
  errors: ['notFound'],
  example: { stage: 'use', path: edgeByName.example },
  handle: async (call) => json({ edge: await readEdge(edgeByName.from(call), edgeByName.to(call), call.ctx) }),
})

const patchEdgeBy = ({ By, from, to, example }: typeof edgeById | typeof edgeByName) =>
  operation({
    id: `patchLineageEdge${By}`,
    tag,
    summary: `Change the details of an edge, ${By === 'ById' ? 'by ids' : 'by names'}`,
    rights,
    body: jsonPatchSchema,
    bodyType: 'application/json-patch+json',
    responses: edgeDescription,
    errors: ['notFound'],
    example: { stage: 'use', path: example, body: [{ op: 'add', path: '/description', value: 'Counts the orders' }] },
    handle: async (call) => json(await patchEdge(from(call), to(call), call.body, call.ctx)),
  })
export const patchEdgeById = patchEdgeBy(edgeById)
export const patchEdgeByName = patchEdgeBy(edgeByName)

const removeEdgeBy = ({ By, from, to, example }: typeof edgeById | typeof edgeByName) =>
  operation({
    id: `deleteLineageEdge${By}`,
    tag,
    summary: `Delete an edge, ${By === 'ById' ? 'by ids' : 'by names'}`,
    rights,
    responses: doneDescription,
    errors: ['notFound'],
    example: { stage: 'undo', path: example },
    handle: async (call) => {
      await removeEdge(from(call), to(call), call.ctx)
      return done()
    },
  })
export const removeEdgeById = removeEdgeBy(edgeById)
export const removeEdgeByName = removeEdgeBy(edgeByName)

const removeBySourceBy = ({ By, endOf, example }: typeof byId | typeof byName) =>
  operation({
    id: `deleteLineageBySource${By}`,
    tag,
    summary: `Delete the edges into an entity that came from one source, ${By === 'ById' ? 'by id' : 'by name'}`,
    rights,
    responses: doneDescription,
    errors: ['notFound'],
    example: { stage: 'undo', path: { ...example, source: 'DashboardLineage' } },
    handle: async (call) => {
      await removeBySource(endOf(call), call.param('source'), call.ctx)
      return done()
    },
  })
export const removeBySourceById = removeBySourceBy(byId)
export const removeBySourceByName = removeBySourceBy(byName)
