/** One member more in a definition, and nothing else written, is everywhere (decision 017). */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { FieldCell } from '@/components/catalogue/field-cell'
import { withChosen } from '@/components/catalogue/list-choice'
import { listColumns } from '@/components/catalogue/list-columns'
import { dashboardList } from '@/components/catalogue/list-kinds'
import type { ListRow } from '@/components/catalogue/list-row'
import { EntityForm } from '@/components/entity/entity-form'
import { FieldFacts } from '@/components/entity/field-facts'
import { FieldInputs } from '@/components/entity/field-input'
import { FieldValue } from '@/components/entity/field-value'
import { useEntityForm } from '@/components/entity/use-entity-form'
import { labelled } from '@/lib/http/openapi/labels'
import { collectSchemas } from '@/lib/http/openapi/schemas'
import { targetColumns } from '@/lib/import/columns'
import { rowMapper } from '@/lib/import/map-rows'
import { matchColumns } from '@/lib/import/match-columns'
import { noChanges, recordValue } from '@/lib/model/edits/change'
import { draftOf, draftPatch, requestOf } from '@/lib/model/edits/draft'
import { draftDiffs, fieldDiffs } from '@/lib/model/edits/field-diff'
import { dashboards } from '@/lib/model/entities/dashboard'
import { defineEntity, type EntityDefinition } from '@/lib/model/entities/define-entity'
import { entityReferences, markdown, style, timestamp } from '@/lib/model/entities/entity'
import { type Field, fieldOf, formFields } from '@/lib/model/fields/field'
import { kindOf } from '@/lib/model/fields/kinds'
import { listedFields } from '@/lib/model/fields/listed'
import { factFields } from '@/lib/model/fields/members'
import { propertyField, withProperties } from '@/lib/model/fields/property-field'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'

const person = { id: '00000000-0000-4000-8000-00000000000a', type: 'user', name: 'ana' }

/** A member of each kind that a schema can have, with a value, its cell and what readers see of it. */
const samples: Record<string, { schema: z.ZodType; value: unknown; cell: string; shown: string }> = {
  shortNote: { schema: boundedText(textMax.line), value: 'Hello', cell: 'Hello', shown: 'Hello' },
  longNote: { schema: markdown, value: 'A **word**', cell: 'A **word**', shown: 'word' },
  query: { schema: boundedText(textMax.code), value: 'SELECT 1', cell: 'SELECT 1', shown: 'SELECT 1' },
  homePage: {
    schema: boundedText(textMax.address),
    value: 'https://x.example/y',
    cell: 'https://x.example/y',
    shown: 'x.example/y',
  },
  monthlyCost: { schema: z.number(), value: 1200.5, cell: '1200.5', shown: '1,200.5' },
  isPublic: { schema: z.boolean(), value: true, cell: 'true', shown: 'Yes' },
  reviewedAt: { schema: timestamp, value: 1767225600000, cell: '2026-01-01 00:00 UTC', shown: '2026' },
  priority: { schema: z.enum(['Low', 'High']), value: 'High', cell: 'high', shown: 'High' },
  audiences: {
    schema: boundedList(z.enum(['Sales', 'Ops'])),
    value: ['Sales', 'Ops'],
    cell: 'Sales; Ops',
    shown: 'Ops',
  },
  style: {
    schema: style,
    value: { color: '#e5484d', iconURL: 'ShoppingCart' },
    cell: '{"color":"#e5484d","iconURL":"ShoppingCart"}',
    shown: '>Red<',
  },
  nicknames: { schema: boundedList(boundedText(textMax.name)), value: ['a;b', 'c'], cell: '"a;b"; c', shown: 'a;b' },
}
const names = Object.keys(samples)
const shape = Object.fromEntries(Object.entries(samples).map(([name, { schema }]) => [name, schema.optional()]))
const { shape: entityShape } = dashboards.schema as unknown as z.ZodObject // as it was defined
const { shape: requestShape } = dashboards.createSchema as unknown as z.ZodObject // as above

/** What dashboards say of their members is not said of these. */
const unsaid = {
  members: {},
  onRequest: [],
  silent: [],
  readOnly: [],
  fixed: [],
  keptByPut: [],
  transient: [],
}

const def = defineEntity({
  ...dashboards,
  type: 'dashboard',
  schema: z.strictObject({ ...entityShape, ...shape }).meta({ id: 'Extended' }),
  createSchema: z.strictObject({ ...requestShape, ...shape }).meta({ id: 'CreateExtended' }),
  ...unsaid,
} as never) as unknown as EntityDefinition // a definition like any other, with more members

const values = Object.fromEntries(Object.entries(samples).map(([name, { value }]) => [name, value]))

function Form({ of }: { of: EntityDefinition }): ReactNode {
  const state = useEntityForm({
    def: of,
    fields: formFields(of, { isNew: true }).map(({ name }) => name),
    onSave: () => Promise.resolve('saved' as const),
  })
  return createElement(EntityForm, {
    state,
    label: 'Thing',
    // biome-ignore lint/correctness/noChildrenProp: the type asks for it, and there is no JSX here
    children: createElement(FieldInputs, { def: of, isNew: true }),
  })
}
const html = (node: ReactNode): string =>
  renderToStaticMarkup(createElement(QueryClientProvider, { client: new QueryClient() }, node))

describe('one member more', () => {
  test('is taken by the API and described with its label', () => {
    const request = { name: 'x', service: 's', ...values }
    expect(def.createSchema.parse(request)).toMatchObject(values)
    const schemas = collectSchemas()
    schemas.output(def.schema)
    const { properties = {} } = labelled(schemas.finish(), [def]).Extended ?? {}
    for (const name of names) expect(properties[name]).toMatchObject({ title: fieldOf(def, name).label })
    expect(properties.reviewedAt).toMatchObject({ title: 'Reviewed at' })
  })

  test('is in the form, with a control and its label', () => {
    const form = html(createElement(Form, { of: def }))
    for (const name of names) expect(form).toContain(`>${fieldOf(def, name).label}`)
  })

  test('goes through a draft as it is, into a request and a patch', () => {
    const blank = draftOf(def, names)
    const filled = draftOf(def, names, values)
    expect(requestOf(def, filled)).toEqual(values)
    expect(draftPatch(def, filled, filled)).toEqual([])
    const steps = Object.fromEntries(draftPatch(def, blank, filled).map(({ path, value }) => [path.slice(1), value]))
    expect(steps).toEqual(values)
  })

  test.each(names)('%s: its change is told in words, by the form and by the record', (name) => {
    const [form] = draftDiffs(def, draftOf(def, [name]), draftOf(def, [name], values))
    const changes = noChanges()
    recordValue(changes, name, undefined, values[name])
    const [recorded] = fieldDiffs(def, { ...changes, previousVersion: 0.1 })
    expect(recorded).toEqual(form)
    expect(form).toMatchObject({ field: name, label: fieldOf(def, name).label })
    expect(JSON.stringify(form)).not.toMatch(/\[object|\{\\"/)
  })

  test.each(names)('%s: is shown on the page as what it is', (name) => {
    expect(html(createElement(FieldValue, { field: fieldOf(def, name), value: values[name] }))).toContain(
      samples[name]?.shown,
    )
  })

  test('is among the facts of the page', () => {
    const fact = ({ label, children }: { label: string; children: ReactNode }) =>
      createElement('p', undefined, label, ': ', children)
    const entity = { id: person.id, name: 'x', ...values }
    const facts = html(createElement(FieldFacts, { fields: factFields(def), entity, as: fact }))
    for (const name of names) expect(facts).toContain(`<p>${fieldOf(def, name).label}: `)
    expect(
      html(createElement(FieldFacts, { fields: factFields(def), entity: { ...entity, shortNote: '' }, as: fact })),
    ).toContain('No short note')
  })

  test.each(names)('%s: can be chosen as a column of a list, and is shown in a line', (name) => {
    const field = listedFields(def).find((each) => each.name === name)
    expect(field?.label).toBe(fieldOf(def, name).label)
    if (field === undefined) return
    const cell = cellOf(field, { id: person.id, name: 'x', ...values })
    expect(cell).toContain(name === 'longNote' ? 'A **word**' : samples[name]?.shown)
    expect(cell).not.toMatch(/\[object|&quot;/)
  })

  test('is a column of an import, found by its label, and written so that it is read again', () => {
    const targets = targetColumns(def)
    const headers = names.map((name) => fieldOf(def, name).label)
    const matches = matchColumns(
      def,
      headers.map((name) => ({ name, samples: [], filled: 1 })),
      targets,
    )
    expect(matches.map(({ target, confidence }) => [target, confidence])).toEqual(names.map((name) => [name, 'sure']))
    const map = rowMapper({ def, targets, columns: names, people: new Map(), leftOut: new Set() })
    const cells = names.map((name) => samples[name]?.cell)
    expect(map(cells)).toEqual({ request: values, problems: [] })
    const written = names.map((name) => kindOf(fieldOf(def, name)).toCell(values[name]))
    expect(map(written)).toEqual({ request: values, problems: [] })
  })
})

/** What the column of a field, which somebody has added, shows of a row. */
function cellOf(field: Field, row: ListRow): string {
  const [column] = listColumns(withChosen(dashboardList, [field.name], [field]), {}).slice(-1)
  expect(column).toMatchObject({ id: field.name, header: field.label })
  return html(createElement(FieldCell, { field, row }))
}

const property = (name: string, type: string, config?: unknown) => ({
  name,
  propertyType: { id: person.id, type: 'type', name: type },
  ...(config !== undefined && { customPropertyConfig: { config } }),
})

describe('a custom property of each type', () => {
  const given: [ReturnType<typeof property>, unknown][] = [
    [property('note', 'string'), 'two\nlines'],
    [property('story', 'markdown'), '# Title'],
    [property('sql', 'sqlQuery'), 'SELECT 1'],
    [property('effort', 'duration'), 'P3D'],
    [property('mail', 'email'), 'bi@example.com'],
    [property('seats', 'integer'), 12],
    [property('cost.eur', 'number'), 12.5],
    [property('reviewed', 'timestamp'), 1767225600000],
    [property('window', 'timeInterval'), { start: 1767225600000, end: 1769904000000 }],
    [property('wiki', 'hyperlink-cp'), { url: 'https://wiki.example.com', displayText: 'Handbook' }],
    [property('steward', 'entityReference', ['user']), person],
    [property('readers', 'entityReferenceList', ['user']), [person]],
    [property('zone', 'enum', { values: ['eu', 'us'] }), ['eu']],
    [property('zones', 'enum', { values: ['eu', 'us'], multiSelect: true }), ['eu', 'us']],
    [property('slo', 'table-cp', { columns: ['metric'] }), { rows: [{ metric: 'freshness' }] }],
    [property('due', 'date-cp', 'yyyy-MM-dd'), '2026-01-01'],
    [property('at', 'dateTime-cp', 'yyyy-MM-dd HH:mm'), '2026-01-01 10:00'],
    [property('noon', 'time-cp', 'HH:mm'), '12:00'],
  ]
  const site = withProperties(
    dashboards as unknown as EntityDefinition,
    given.map(([one]) => one),
  ) // of any type
  const extension = Object.fromEntries(given.map(([{ name }, value]) => [name, value]))
  const all = formFields(site, { isNew: false }).map(({ name }) => name)

  test('has a control in the form', () => {
    const form = html(createElement(Form, { of: site }))
    for (const [one] of given) expect(form).toContain(`>${one.name}`)
  })

  test('stays as it is while others change, one whose property is gone too', () => {
    const before = draftOf(site, all, { extension: { ...extension, gone: 1 } })
    expect(draftPatch(site, before, before)).toEqual([])
    const seats = propertyField(property('seats', 'integer')).name
    expect(draftPatch(site, before, { ...before, [seats]: '13' })).toEqual([
      { op: 'replace', path: '/extension/seats', value: 13 },
    ])
    expect(draftPatch(site, before, { ...before, [seats]: null })).toEqual([{ op: 'remove', path: '/extension/seats' }])
    expect(requestOf(site, before, { id: person.id, name: 'x', extension }).extension).toMatchObject({
      'cost.eur': 12.5,
      gone: 1,
    })
  })

  test('is added where there was none', () => {
    const blank = draftOf(site, all)
    const seats = propertyField(property('seats', 'integer')).name
    expect(draftPatch(site, blank, { ...blank, [seats]: '13' })).toEqual([
      { op: 'add', path: '/extension', value: { seats: 13 } },
    ])
  })

  test.each(given)('$name: is told, shown, listed, written into a cell and read back, never as JSON', (one, value) => {
    const field = propertyField(one)
    const added = [{ name: 'extension', newValue: JSON.stringify([{ [one.name]: value }]) }]
    const [diff] = fieldDiffs(site, { fieldsAdded: added })
    expect(diff).toMatchObject({ field: field.name, label: one.name })
    const shown = html(createElement(FieldValue, { field, value }))
    const [listed] = listedFields(site).filter(({ name }) => name === field.name)
    expect(listed).toEqual(field)
    const cell = cellOf(field, { id: person.id, name: 'x', extension: { [one.name]: value } })
    expect(cell).not.toBe('')
    expect(`${JSON.stringify(diff)} ${shown} ${cell}`).not.toMatch(/\{\\"|\[object|&quot;/)
    const { fromCell, toCell } = kindOf(field)
    expect([fromCell(toCell(value), field)].flat()).toEqual([value].flat())
  })
})

test('references keep what they name', () => {
  const named = defineEntity({
    ...dashboards,
    schema: z.strictObject({ ...entityShape, stewards: entityReferences.optional() }),
    createSchema: z.strictObject({ ...requestShape, stewards: entityReferences.optional() }),
    relations: {
      ...dashboards.relations,
      stewards: { relation: 'steward', types: ['user'], many: true, by: 'reference', omitted: 'keep' },
    },
    ...unsaid,
  } as never) as unknown as EntityDefinition // as above
  expect(named.members.get('stewards')?.kind).toBe('people')
  const draft = draftOf(named, ['stewards'], { stewards: [person, { ...person, id: 'lent', inherited: true }] })
  expect(requestOf(named, draft)).toEqual({ stewards: [{ id: person.id, type: 'user' }] })
  expect(html(createElement(Form, { of: named }))).toContain('>Stewards')
})
