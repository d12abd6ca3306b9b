import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { putCustomProperty } from '@/lib/entities/custom-properties'
import { exportList } from '@/lib/entities/export-pages'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { seed } from '@/lib/entities/seed'
import { aChart, aContext, aService } from '@/lib/entities/testing'
import { exportColumns, exportFields, packerOf, rowWriter } from '@/lib/import/export-rows'
import { cancelJob } from '@/lib/jobs/ask'
import { receiveImport } from '@/lib/jobs/receive-import'
import { summariseJob } from '@/lib/jobs/summarise'
import { aRunner, rested } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import { entityName } from '@/lib/model/entities/entity'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { teams, users } from '@/lib/model/entities/person'
import { classifications, tags } from '@/lib/model/entities/tag'
import { listQueryOf } from '@/lib/model/wire/query'
import { type ExportFormat, exportFormats } from '@/lib/model/wire/selection'

const general = dashboards as unknown as EntityDefinition // the verbs take definitions of any type

const hard = fc.constantFrom(
  '=1+2',
  "'quoted'",
  '"',
  'a, b',
  'a; b',
  'a|b',
  '-5',
  '+4',
  '@x',
  '😀',
  'a/b',
  '#N/A',
  '[x]',
  '12.0',
  '{"a":1}',
  'Total',
)
const lines = fc.array(
  fc.oneof(
    hard,
    fc.string({ minLength: 1 }).map((text) => text.replaceAll(/\p{Cc}/gu, '') || 'x'),
  ),
  { minLength: 1, maxLength: 3 },
)
const line = lines.map((parts) => parts.join(' ').trim() || 'x')
const text = lines.map((parts) => parts.join('\n'))

/** Custom properties of every type, with configurations that make reading them hard. */
const choices = ['a; b', 'c|d', '"e"', 'f, g', '=h'] as const
const ofType: Readonly<Record<string, { config?: unknown; value: fc.Arbitrary<unknown> }>> = {
  string: { value: text.filter((one) => one.trim() !== '') },
  markdown: { value: text.filter((one) => one.trim() !== '') },
  sqlQuery: { value: line },
  duration: { value: fc.constant('P1DT2H') },
  email: { value: fc.constant('ana@example.com') },
  integer: { value: fc.integer() },
  number: { value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0) },
  timestamp: { value: fc.integer({ min: 0, max: 4_102_444_800_000 }) },
  timeInterval: { value: fc.record({ start: fc.nat(), end: fc.nat() }) },
  'hyperlink-cp': { value: fc.record({ url: fc.constant('https://x.example/a?b=c,d;e'), displayText: line }) },
  enum: { config: { values: [...choices], multiSelect: true }, value: fc.subarray([...choices], { minLength: 1 }) },
  'table-cp': {
    config: { columns: ['a', 'b;c'] },
    value: fc.array(fc.record({ a: line, 'b;c': line }), { minLength: 1, maxLength: 2 }).map((rows) => ({ rows })),
  },
  'date-cp': { config: 'yyyy-MM-dd', value: fc.constant('2026-11-28') },
  'dateTime-cp': { config: 'yyyy-MM-dd HH:mm:ss', value: fc.constant('2026-11-28 10:11:12') },
  'time-cp': { config: 'HH:mm', value: fc.constant('10:11') },
}

interface Referred {
  readonly id: string
  readonly type: string
}

async function aWorld(): Promise<RequestContext & { referred: Referred; people: Referred[] }> {
  const ctx = await aContext()
  await seed(ctx)
  for (const service of services) {
    await aService(ctx, service)
    for (const chart of chartNames) await aChart(ctx, chart, serviceFqn(service))
  }
  const { entity: ana } = await create(users, { name: 'ana.lopez', email: 'ana@example.com' }, ctx)
  const { entity: bob } = await create(
    users,
    { name: 'bob', email: 'bob@example.com', displayName: 'Bob; the builder' },
    ctx,
  )
  const { entity: bi } = await create(teams, { name: 'bi; team', teamType: 'Group' }, ctx)
  await create(domains, { name: 'Fin.ance; all', domainType: 'Aggregate', description: '' }, ctx)
  await create(classifications, { name: 'Own', description: '' }, ctx)
  for (const name of ['a, b', 'c;d', 'e.f']) await create(tags, { name, classification: 'Own', description: '' }, ctx)
  await create(glossaries, { name: 'Business', description: '' }, ctx)
  await create(glossaryTerms, { name: 'Net, sales', glossary: 'Business', description: '' }, ctx)
  const [type] = await ctx.store.findByFqns('type', ['dashboard'])
  for (const [name, { config }] of [
    ...Object.entries(ofType),
    ['entityReference', { config: ['user'] }],
    ['entityReferenceList', { config: ['user'] }],
  ] as const) {
    const [propertyType] = await ctx.store.findByFqns('type', [name])
    if (type === undefined || propertyType === undefined) throw new Error(`no type ${name}`)
    await putCustomProperty(
      type.id,
      {
        name: `my ${name}`,
        propertyType: { id: propertyType.id, type: 'type' },
        ...(config !== undefined && { customPropertyConfig: { config } }),
      },
      ctx,
    )
  }
  const people = [ana, bob, bi].map(({ id }, at) => ({ id, type: at === 2 ? 'team' : 'user' }))
  return { ...ctx, people, referred: { id: ana.id, type: 'user' } }
}

const services = ['sample_superset', 'my.service', 'quoted "service"']
const serviceFqn = (name: string) => (/[."]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
const chartNames = ['plain', 'Sales vs. Budget', 'a;b', 'c, d', 'e/f', 'say "hi"', '=1+2', "'g"]
const quoted = (name: string) => (/[."]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
const label = (tagFQN: string, source = 'Classification') => ({
  tagFQN,
  source,
  labelType: 'Manual',
  state: 'Confirmed',
})
const labels = [
  label('Tier.Tier2'),
  label('PII.Sensitive'),
  label('Own.a, b'),
  label('Own.c;d'),
  label('Own."e.f"'),
  label('Business.Net, sales', 'Glossary'),
]

function dashboardsIn({ referred, people }: Awaited<ReturnType<typeof aWorld>>) {
  const extension = fc.record(
    {
      ...Object.fromEntries(Object.entries(ofType).map(([type, { value }]) => [`my ${type}`, value])),
      'my entityReference': fc.constant(referred),
      'my entityReferenceList': fc.constant([referred]),
    },
    { requiredKeys: [] },
  )
  return fc.record(
    {
      name: line.filter((name) => entityName.safeParse(name).success),
      service: fc.constantFrom(...services.map(serviceFqn)),
      displayName: line,
      description: text.filter((one) => one.trim() !== ''),
      sourceUrl: fc.constantFrom('https://bi.example.com/d/1?a=b;c', 'http://x.example/#/a,b'),
      project: line,
      dashboardType: fc.constantFrom('Dashboard', 'Report'),
      charts: fc
        .tuple(fc.constantFrom(...services), fc.subarray(chartNames))
        .map(([service, names]) => names.map((name) => `${serviceFqn(service)}.${quoted(name)}`)),
      owners: fc.oneof(fc.subarray(people.slice(0, 2)), fc.constant(people.slice(2))),
      tags: fc.subarray(labels),
      domains: fc.constantFrom([], ['"Fin.ance; all"']),
      extension,
    },
    { requiredKeys: ['name', 'service'] },
  )
}

async function exported(format: ExportFormat, ctx: RequestContext): Promise<Uint8Array> {
  const properties = await customPropertiesOf('dashboard', ctx)
  const columns = exportColumns(general, [...properties.values()])
  const query = listQueryOf(general).parse({ fields: exportFields(general, columns).join(',') })
  const writer = rowWriter(format, general, columns)
  const pack = await packerOf(format, 'dashboards')
  const rows: string[] = []
  for await (const page of exportList(general, query, ctx)) rows.push(...page.map(writer.row))
  const pieces = [pack(writer.start, false), pack(rows.join(writer.between), false), pack(writer.end, true)]
  return new Uint8Array(Buffer.concat(pieces))
}

async function planned(bytes: Uint8Array, format: ExportFormat, ctx: RequestContext) {
  const source = { kind: 'file', name: `dashboards.${format}`, bytes } as const
  const { id } = await receiveImport({ collection: 'dashboards', source, options: {}, mapping: {}, runs: false }, ctx)
  const job = await rested(id, ctx)
  const { problems } = await summariseJob(job, ctx)
  await cancelJob(id, ctx)
  return { counts: job.counts, problems }
}

test('what is exported and imported again changes nothing, whatever it holds, in every format', async () => {
  const ctx = await aWorld()
  const runner = aRunner(ctx)
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(dashboardsIn(ctx), { minLength: 4, maxLength: 20, selector: ({ name }) => name.toLowerCase() }),
      async (requests) => {
        const { result } = await bulkUpsert(general, requests, { keepOmitted: true }, ctx)
        expect(result.failedRequest).toEqual([])
        for (const format of exportFormats) {
          const { counts, problems } = await planned(await exported(format, ctx), format, ctx)
          expect(problems.map(({ message }) => message)).toEqual([])
          expect({ format, ...counts }).toEqual({ format, unchanged: expect.any(Number) })
          expect(counts.unchanged).toBeGreaterThanOrEqual(requests.length)
        }
      },
    ),
    { numRuns: 8 },
  )
  await runner.stop()
}, 90_000)
