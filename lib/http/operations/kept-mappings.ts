/** Mappings of imports that are kept under a name. */
import { z } from 'zod'
import { json } from '@/lib/http/json'
import { operation } from '@/lib/http/operation'
import { pageOf } from '@/lib/http/operations/entity-replies'
import { keepMapping, removeMapping } from '@/lib/jobs/kept-mappings'
import { timestamp } from '@/lib/model/entities/entity'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { importMapping } from '@/lib/model/wire/import-mapping'

const tag = 'Imports'

const keptSchema = z
  .strictObject({
    name: z.string(),
    keptBy: z.string().describe('Name of the person who keeps it, and may change it'),
    updatedAt: timestamp,
    mapping: importMapping,
  })
  .meta({ id: 'KeptImportMapping' })

const path = { name: boundedText(textMax.name).min(1).describe('Name of the mapping') }

export const listMappings = operation({
  id: 'listImportMappings',
  tag,
  summary: 'List kept mappings (ours)',
  responses: { 200: { description: 'All of them, by name', schema: pageOf(keptSchema) } },
  example: { stage: 'use' },
  handle: async ({ ctx }) => {
    const kept = await ctx.store.jobs.mappings()
    const data = kept.map(({ name, ownerName, updatedAt, mapping }) => ({
      name,
      keptBy: ownerName,
      updatedAt,
      mapping,
    }))
    return json({ data, paging: { total: data.length } })
  },
})

export const putMapping = operation({
  id: 'keepImportMapping',
  tag,
  summary: 'Keep a mapping under a name (ours)',
  notes: 'Everybody may import with it: `POST /x/imports?mapping=…`.',
  rights: 'everybody who has signed in, for a new name; then whoever keeps it, and administrators',
  path,
  body: importMapping,
  responses: { 200: { description: 'The mapping as it is kept', schema: keptSchema } },
  example: {
    path: { name: 'nightly' },
    body: { columns: { Title: 'displayName', Key: 'name' }, service: 'sample_superset' },
  },
  handle: async ({ body, ctx, ...call }) => {
    const { name, ownerName, updatedAt, mapping } = await keepMapping(call.param('name'), body, ctx)
    return json({ name, keptBy: ownerName, updatedAt, mapping })
  },
})

export const deleteMapping = operation({
  id: 'removeImportMapping',
  tag,
  summary: 'Remove a kept mapping (ours)',
  rights: 'whoever keeps it, and administrators',
  path,
  responses: { 204: { description: 'It is gone' } },
  errors: ['notFound'],
  example: { stage: 'end', path: { name: 'nightly' } },
  handle: async ({ ctx, ...call }) => {
    await removeMapping(call.param('name'), ctx)
    return new Response(null, { status: 204 })
  },
})
