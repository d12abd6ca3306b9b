/** A catalogue with all that a dashboard can refer to, and dashboards with all that they can hold, for tests. */
import fc from 'fast-check'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { putCustomProperty } from '@/lib/entities/custom-properties'
import { exportList } from '@/lib/entities/export-pages'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { aChart, aDashboard, aService, aShippedContext } from '@/lib/entities/testing'
import type { CsvStart } from '@/lib/import/csv-start'
import { exportColumns, exportFields, packerOf, rowWriter } from '@/lib/import/export-rows'
import { propertyTypeNames } from '@/lib/model/entities/custom-property'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dataModels } from '@/lib/model/entities/data-model'
import { dataProducts } from '@/lib/model/entities/data-product'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import { entityName } from '@/lib/model/entities/entity'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { teams, users } from '@/lib/model/entities/person'
import { classifications, tags } from '@/lib/model/entities/tag'
import { quoteName } from '@/lib/model/rules/fqn'
import { listQueryOf } from '@/lib/model/wire/query'
import type { ExportFormat } from '@/lib/model/wire/selection'

/** The verbs take definitions of any type. */
export const general = dashboards as unknown as EntityDefinition

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

/** Throws for a type that nobody has said values of. */
function valuesOf(type: string) {
  const values = ofType[type]
  if (values === undefined) throw new Error(`no values of the property type ${type}: say some in ofType`)
  return values
}

interface Referred {
  readonly id: string
  readonly type: string
}

export type WholeCatalogue = RequestContext & { readonly referred: Referred; readonly people: readonly Referred[] }

export async function aWholeCatalogue(): Promise<WholeCatalogue> {
  const ctx = await aShippedContext()
  for (const service of services) {
    await aService(ctx, service)
    for (const chart of chartNames) await aChart(ctx, chart, quoteName(service))
    for (const name of modelNames)
      await create(
        dataModels,
        { name, service: quoteName(service), dataModelType: 'SupersetDataModel', columns: [] },
        ctx,
      )
  }
  const { entity: ana } = await create(users, { name: 'ana.lopez', email: 'ana@example.com' }, ctx)
  const { entity: bob } = await create(
    users,
    { name: 'bob', email: 'bob@example.com', displayName: 'Bob; the builder' },
    ctx,
  )
  const { entity: bi } = await create(teams, { name: 'bi; team', teamType: 'Group' }, ctx)
  await create(domains, { name: 'Fin.ance; all', domainType: 'Aggregate', description: '' }, ctx)
  for (const name of productNames) await create(dataProducts, { name, description: '', domains: [domain] }, ctx)
  await create(classifications, { name: 'Own', description: '' }, ctx)
  for (const name of ['a, b', 'c;d', 'e.f']) await create(tags, { name, classification: 'Own', description: '' }, ctx)
  await create(glossaries, { name: 'Business', description: '' }, ctx)
  await create(glossaryTerms, { name: 'Net, sales', glossary: 'Business', description: '' }, ctx)
  // While it shows them, no chart goes with another dashboard.
  const shown = services.flatMap((service) => chartNames.map((name) => `${quoteName(service)}.${quoteName(name)}`))
  await aDashboard(ctx, { name: 'shows all', charts: shown })
  const [type] = await ctx.store.findByFqns('type', ['dashboard'])
  for (const name of propertyTypeNames) {
    const [propertyType] = await ctx.store.findByFqns('type', [name])
    const config = name.startsWith('entityReference') ? ['user'] : valuesOf(name).config
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

const domain = '"Fin.ance; all"'
const productNames = ['Sales; all', 'a.b, "c"']
const modelNames = ['plain', 'orders; v2.0']
const services = ['sample_superset', 'my.service', 'quoted "service"']
const chartNames = ['plain', 'Sales vs. Budget', 'a;b', 'c, d', 'e/f', 'say "hi"', '=1+2', "'g"]
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

/** Requests for dashboards, each with some of all members. */
export function dashboardsIn({ referred, people }: WholeCatalogue) {
  const extension = fc.record(
    {
      ...Object.fromEntries(Object.entries(ofType).map(([type, { value }]) => [`my ${type}`, value])),
      'my entityReference': fc.constant(referred),
      'my entityReferenceList': fc.constant([referred]),
    },
    { requiredKeys: [] },
  )
  const inService = (names: readonly string[], prefix = '') =>
    fc
      .tuple(fc.constantFrom(...services), fc.subarray([...names]))
      .map(([service, some]) => some.map((name) => `${quoteName(service)}.${prefix}${quoteName(name)}`))
  const values = {
    displayName: line,
    description: text.filter((one) => one.trim() !== ''),
    sourceUrl: fc.constantFrom('https://bi.example.com/d/1?a=b;c', 'http://x.example/#/a,b'),
    project: line,
    dashboardType: fc.constantFrom('Dashboard', 'Report'),
    charts: inService(chartNames),
    dataModels: inService(modelNames, 'model.'),
    owners: fc.oneof(fc.subarray(people.slice(0, 2)), fc.constant(people.slice(2))),
    tags: fc.subarray(labels),
    extension,
  }
  const names = {
    name: line.filter((name) => entityName.safeParse(name).success),
    service: fc.constantFrom(...services.map(quoteName)),
  }
  // What is in a data product is in its domain.
  const placed = fc.constantFrom(
    {},
    { domains: [domain] },
    ...[productNames.slice(0, 1), productNames].map((some) => ({
      domains: [domain],
      dataProducts: some.map(quoteName),
    })),
  )
  const rest = fc.record({ ...names, ...values }, { requiredKeys: ['name', 'service'] })
  return fc.tuple(rest, placed).map(([one, place]) => ({ ...one, ...place }))
}

/** All dashboards, as somebody exports them. */
export async function exported(format: ExportFormat, ctx: RequestContext, start?: CsvStart): Promise<Uint8Array> {
  const properties = await customPropertiesOf('dashboard', ctx)
  const columns = exportColumns(general, [...properties.values()])
  const query = listQueryOf(general).parse({ fields: exportFields(general, columns).join(',') })
  const writer = rowWriter(format, general, columns, start)
  const pack = await packerOf(format, 'dashboards')
  const rows: string[] = []
  for await (const page of exportList(general, query, ctx)) rows.push(...page.map(writer.row))
  const pieces = [pack(writer.start, false), pack(rows.join(writer.between), false), pack(writer.end, true)]
  return new Uint8Array(Buffer.concat(pieces))
}
