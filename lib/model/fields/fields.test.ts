import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { dashboards } from '@/lib/model/entities/dashboard'
import { defineEntity } from '@/lib/model/entities/define-entity'
import { entityName, managedFields } from '@/lib/model/entities/entity'
import { definitions } from '@/lib/model/entities/registry'
import { type Field, fieldLabel, fieldOf, fieldsToRead, fieldWord, formFields } from '@/lib/model/fields/field'
import { kindOf } from '@/lib/model/fields/kinds'
import { allEdits, editOf, recordedMembers } from '@/lib/model/fields/members'
import { propertyField, withProperties } from '@/lib/model/fields/property-field'
import { anyCharacter } from '@/lib/model/testing'

const property = (name: string, type: string, config?: unknown) => ({
  name,
  propertyType: { id: '00000000-0000-4000-8000-00000000000c', type: 'type', name: type },
  ...(config !== undefined && { customPropertyConfig: { config } }),
})

describe('the fields of a definition', () => {
  const shape = { ...managedFields, name: entityName }
  const define = (more: z.ZodRawShape, members?: Parameters<typeof defineEntity>[0]['members']) =>
    defineEntity({
      type: 'dashboard',
      collection: 'things',
      label: 'thing',
      schema: z.strictObject({ ...shape, ...more }) as never,
      createSchema: z.strictObject({ name: entityName, ...more }) as never,
      ...(members !== undefined && { members }),
    })

  test('are as many as it has members: one of which nothing says what it is does not start', () => {
    const strange = { layout: z.strictObject({ rows: z.number() }).optional() }
    expect(() => define(strange)).toThrow('definition dashboard: nothing says of which kind layout is')
    expect(define(strange, { layout: { kind: 'object' } }).members.get('layout')?.kind).toBe('object')
    expect(() => define({}, { colour: { label: 'Colour' } })).toThrow('the schema has no member colour')
    for (const def of definitions) {
      const known = new Set([...def.members.values()].map(({ member }) => member))
      expect([...def.fields, ...def.createFields].filter((member) => !known.has(member))).toEqual([])
    }
  })

  test('managed ones are those that every entity has from the server', () => {
    for (const member of Object.keys(managedFields)) expect(dashboards.members.get(member)?.managed).toBeDefined()
    expect(recordedMembers.has('description')).toBe(false)
    expect(formFields(dashboards, { isNew: true }).filter(({ managed }) => managed !== undefined)).toEqual([])
  })

  test('what a form says of a field is a sentence, and what can be chosen there has words', () => {
    // Those that forms say it of; what a cell of a file may hold is said of the others.
    const said = new Set(['text', 'plain', 'url', 'number', 'flag', 'choice', 'choices', 'words', 'reference'])
    const withForms = definitions.filter(({ type }) => type !== 'bot' && type !== 'ingestionPipeline')
    const fields = withForms
      .flatMap((def) =>
        [true, false].flatMap((isNew) => formFields(def, { isNew }).map((field) => ({ type: def.type, ...field }))),
      )
      .filter(({ types = [] }) => !types.includes('dashboardService'))
    const helps = fields.filter(({ kind, help }) => said.has(kind) && help !== '' && !/[.?]$/.test(help))
    expect(helps.map(({ type, name, help }) => `${type}.${name}: ${help}`)).toEqual([])
    const shouted = fields.flatMap(({ type, name, choices = [], choiceLabels = {} }) =>
      choices
        .filter((choice) => /^[A-Z][A-Z_\d]{3,}$/.test(choiceLabels[choice] ?? choice))
        .map((choice) => `${type}.${name}: ${choice}`),
    )
    expect(shouted).toEqual([])
  })

  test('a form offers what people say of a dashboard, certification once there is one to certify', () => {
    const names = (isNew: boolean) => formFields(dashboards, { isNew }).map(({ name }) => name)
    expect(names(true)).toEqual([
      'service',
      'name',
      'displayName',
      'description',
      'dashboardType',
      'sourceUrl',
      'project',
      'charts',
      'dataModels',
      'owners',
      'domains',
      'dataProducts',
      'tags',
      'tier',
      'glossaryTerms',
      'extension',
    ])
    expect(names(false)).toContain('certification')
    expect(names(false)).not.toContain('service')
    expect(fieldsToRead(dashboards).split(',').toSorted()).toEqual(
      ['charts', 'dataModels', 'dataProducts', 'domains', 'extension', 'owners', 'tags'].toSorted(),
    )
  })

  test('rights are the same with a definition and without', () => {
    for (const def of definitions)
      for (const field of def.members.values())
        expect([field.name, editOf(field.name)]).toEqual([field.name, field.edit])
    expect(allEdits).toContain('EditTier')
    expect(editOf('extension:cost')).toBe('EditCustomFields')
  })

  test('labels stand alone and inside sentences', () => {
    expect(fieldLabel(dashboards, 'sourceUrl')).toBe('Source URL')
    expect(fieldWord(dashboards, 'sourceUrl')).toBe('source URL')
    const site = withProperties(dashboards, [{ ...property('kpi', 'string'), displayName: 'KPI owner' }])
    expect(fieldWord(site, 'extension.kpi')).toBe('KPI owner')
  })
})

describe('a custom property', () => {
  test('is found by its name in a form, in files and in recorded changes, whatever it is called', () => {
    const site = withProperties(dashboards, [property('a."b"|c', 'string'), property('team size', 'integer')])
    const [odd, size] = [...site.members.values()].slice(-2)
    expect(odd?.name).toMatch(/^extension:[^."'|[\]]+$/)
    expect(fieldOf(site, 'extension."a."b"|c"')).toBe(odd)
    expect(fieldOf(site, 'extension.team size')).toBe(size)
  })

  test('of a type that has no extension is none', () => {
    const tags = definitions.find(({ type }) => type === 'tag')
    if (tags === undefined) throw new Error('there are tags')
    expect(withProperties(tags, [property('cost', 'number')])).toBe(tags)
  })
})

const kinds: [string, Field, fc.Arbitrary<unknown>][] = [
  ['plain', propertyField(property('p', 'string')), fc.string({ unit: anyCharacter })],
  ['markdown', propertyField(property('p', 'markdown')), fc.string({ unit: anyCharacter })],
  ['code', propertyField(property('p', 'sqlQuery')), fc.string()],
  [
    'number',
    propertyField(property('p', 'number')),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  ],
  ['moment', propertyField(property('p', 'timestamp')), fc.integer()],
  ['interval', propertyField(property('p', 'timeInterval')), fc.record({ start: fc.integer(), end: fc.integer() })],
  [
    'link',
    propertyField(property('p', 'hyperlink-cp')),
    fc.record({ url: fc.webUrl(), displayText: fc.string() }, { requiredKeys: ['url'] }),
  ],
  [
    'choices',
    propertyField(property('p', 'enum', { values: ['a', 'b;c', 'd|e', '"f"', '[g]', ' h'], multiSelect: true })),
    fc.uniqueArray(fc.constantFrom('a', 'b;c', 'd|e', '"f"', '[g]', ' h'), { minLength: 1 }),
  ],
  [
    'table',
    propertyField(property('p', 'table-cp', { columns: ['x', 'y'] })),
    fc.record({ rows: fc.array(fc.record({ x: fc.string(), y: fc.string() })) }),
  ],
  [
    'references',
    propertyField(property('p', 'entityReferenceList', ['user'])),
    fc.array(fc.record({ id: fc.uuid(), type: fc.constant('user') })),
  ],
]

describe('a value written into a cell is read back as it was', () => {
  test.each(kinds)('%s', (kind, field, values) => {
    expect(field.kind).toBe(kind)
    const { fromCell, toCell } = kindOf(field)
    fc.assert(
      fc.property(values, (value) => {
        expect(fromCell(toCell(value), field)).toEqual(value)
      }),
    )
  })
})

test('no kind shows JSON for a value of its own', () => {
  const shown: [Field, unknown, string[]][] = [
    [propertyField(property('p', 'timestamp')), 1767225600000, ['2026-01-01 00:00 UTC']],
    [propertyField(property('p', 'hyperlink-cp')), { url: 'https://x.io', displayText: 'X' }, ['X (https://x.io)']],
    [
      propertyField(property('p', 'table-cp', { columns: ['x'] })),
      { rows: [{ x: '1' }, { x: '2' }] },
      ['x: 1', 'x: 2'],
    ],
    [propertyField(property('p', 'entityReference')), { id: '1', type: 'team', displayName: 'BI' }, ['BI']],
    [propertyField(property('p', 'enum', { values: ['a'] })), ['a'], ['a']],
  ]
  for (const [field, value, words] of shown) expect(kindOf(field).words(value)).toEqual(words)
})
