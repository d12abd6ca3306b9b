import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { targetColumns } from '@/lib/import/columns'
import { writeCsv } from '@/lib/import/failures'
import { matchColumns, missingTargets, profileColumns, setTarget } from '@/lib/import/match-columns'
import { readFile } from '@/lib/import/read-file'
import { writeTemplate } from '@/lib/import/template'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'

const targets = targetColumns(dashboards)

async function matchFile(name: string) {
  const table = await readFile({ kind: 'file', name, bytes: readFileSync(`data/sample/${name}`) })
  return matchColumns(dashboards, profileColumns(table), targets)
}
async function matchHeaders(headers: readonly string[], row: readonly string[] = headers.map(() => 'x')) {
  const table = await readFile({ kind: 'text', text: writeCsv(headers, [row]) })
  return matchColumns(dashboards, profileColumns(table), targets)
}

describe('targets', () => {
  test('are the members of the create request, the required ones first', () => {
    expect(targets.map(({ key, kind, isRequired }) => `${key}${isRequired ? '*' : ''}:${kind}`)).toEqual([
      'service*:reference',
      'name*:text',
      'displayName:text',
      'description:markdown',
      'dashboardType:choice',
      'sourceUrl:url',
      'project:text',
      'charts:references',
      'dataModels:references',
      'owners:people',
      'domains:references',
      'dataProducts:references',
      'tags:tags',
      'tier:tags',
      'glossaryTerms:tags',
      'extension:extension',
      'fullyQualifiedName:fqn',
    ])
    expect(targetColumns(charts).find(({ key }) => key === 'chartType')?.choices).toContain('Heatmap')
  })

  test('have no alias twice', () => {
    for (const def of [dashboards, charts]) {
      const aliases = targetColumns(def).flatMap((target) => target.aliases)
      expect(aliases.length).toBe(new Set(aliases).size)
    }
  })
})

describe('columns', () => {
  test('of a foreign export find their targets, and say which to look at', async () => {
    const matches = await matchFile('grafana-export.csv')
    expect(matches.map(({ column, target, confidence }) => [column, target, confidence])).toEqual([
      ['Title', 'displayName', 'sure'],
      ['UID', 'name', 'sure'],
      ['Folder', 'project', 'sure'],
      ['Labels', 'tags', 'check'],
      ['Link', 'sourceUrl', 'sure'],
      ['Summary', 'description', 'sure'],
      ['Panels', undefined, 'open'],
      ['Tool', 'service', 'sure'],
    ])
    for (const { reason } of matches) expect(reason).not.toBe('')
  })

  test.each(['superset-dashboards.csv', 'superset-dashboards.json', 'grafana-dashboards.json'])(
    'of %s need no look',
    async (name) => {
      const matches = await matchFile(name)
      expect(matches.every(({ confidence }) => confidence === 'sure' || confidence === 'known')).toBe(true)
    },
  )

  test('of our own template match themselves', async () => {
    const table = await readFile({ kind: 'text', text: writeTemplate('dashboards', targets) })
    const [service, name] = [table.columns.indexOf('service'), table.columns.indexOf('name')]
    expect(table.rows.map((cells) => cells[name])).toEqual(['sales-overview', 'sales-overview-2', 'sales-overview-3'])
    expect(table.rows.map((cells) => cells[service])).toEqual(Array(3).fill('sample_superset'))
    const filled = table.rows.map((cells) => cells.filter((cell) => cell !== '').length)
    expect(filled).toEqual([...filled].toSorted((one, other) => other - one))
    expect(filled[2]).toBe(2)
    const matches = matchColumns(dashboards, profileColumns(table), targets)
    for (const { column, target, confidence } of matches)
      if (confidence !== 'known') expect([target, confidence]).toEqual([column, 'sure'])
  })

  test('of our own template are those of the site, custom properties among them', () => {
    const propertyType = { id: '1', type: 'type', name: 'string' }
    const template = writeTemplate('dashboards', targetColumns(dashboards, [{ name: 'cost center', propertyType }]))
    expect(template.split('\r\n')[1]?.split(',')).toContain('extension.cost center')
  })

  test('that could both be one target are left open', async () => {
    const [title, label] = await matchHeaders(['Title', 'Label'])
    expect([title?.target, label?.target]).toEqual([undefined, undefined])
    expect(title?.reason).toBe('“Title” and “Label” could all be display name')
  })

  test.each([
    ['id,title,url', { id: 'name', title: 'displayName', url: 'sourceUrl' }],
    [
      'ID,Name,Owner,Folder,URL',
      { ID: 'name', Name: 'displayName', Owner: 'owners', Folder: 'project', URL: 'sourceUrl' },
    ],
    ['id,name,collection', { id: 'name', name: 'displayName', collection: 'project' }],
    ['id,dashboard_title,slug,published', { id: 'name', dashboard_title: 'displayName' }],
    ['id,uid,title', { uid: 'name', title: 'displayName' }],
    ['Report ID,Report title,Link', { 'Report ID': 'name', 'Report title': 'displayName', Link: 'sourceUrl' }],
    ['name,title,href', { name: 'name', title: 'displayName', href: 'sourceUrl' }],
    [
      'Id,Name,WebUrl,WorkspaceName',
      { Id: 'name', Name: 'displayName', WebUrl: 'sourceUrl', WorkspaceName: 'project' },
    ],
    ['id,title,workspace', { id: 'name', title: 'displayName', workspace: 'project' }],
    ['id,name,title', { name: 'name', title: 'displayName' }],
    ['id,name,service,href', { name: 'name', service: 'service' }],
    ['id,fullyQualifiedName,version', { fullyQualifiedName: 'fullyQualifiedName' }],
  ])('%s: an id is the name, and what people read the display name', async (headers, expected) => {
    const names = headers.split(',')
    const row = names.map((name) => (/url|link|href/i.test(name) ? 'https://bi.example.com/1' : 'x'))
    const matches = await matchHeaders(names, row)
    expect(Object.fromEntries(matches.flatMap(({ column, target }) => (target ? [[column, target]] : [])))).toEqual(
      expected,
    )
  })

  test.each([
    ['display_name', 'displayName', 'sure'],
    ['name*', 'name', 'sure'],
    ['SourceURL', 'sourceUrl', 'check'],
    ['descripton', 'description', 'check'],
    ['Owner (primary)', 'owners', 'check'],
    ['version', undefined, 'known'],
    ['_error', undefined, 'known'],
    ['_code', undefined, 'known'],
  ])('%s is %s, %s', async (header, target, confidence) => {
    const [match] = await matchHeaders([header, 'zzz'])
    expect([match?.target, match?.confidence]).toEqual([target, confidence])
  })

  test.each([
    ['1234.5', 'sure', 'Same name, spelled differently'],
    ['1.234,5', 'check', 'The numbers are not written as 1234.5: say under Change values how they are'],
    ['a lot', 'check', 'Not all values are numbers'],
  ])('numbers are looked at: %s', async (value, confidence, reason) => {
    const propertyType = { id: '00000000-0000-4000-8000-00000000000c', type: 'type', name: 'number' }
    const numbers = targetColumns(dashboards, [{ name: 'cost', propertyType }])
    const table = await readFile({ kind: 'text', text: writeCsv(['Cost', 'zzz'], [[value, 'x']]) })
    const [match] = matchColumns(dashboards, profileColumns(table), numbers)
    expect(match).toMatchObject({ target: 'extension.cost', confidence, reason })
  })

  test('are recognised by their values', async () => {
    const [match] = await matchHeaders(['Open', 'zzz'], ['https://bi.example.com/1', 'x'])
    expect([match?.target, match?.confidence]).toEqual(['sourceUrl', 'check'])
  })

  test('never share a target, whatever they are called', async () => {
    const header = fc.oneof(
      fc.constantFrom(...targets.map(({ key }) => key), ...targets.flatMap(({ aliases }) => aliases)),
      fc.string(),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(header, { minLength: 2, maxLength: 12 }), async (headers) => {
        const table = await readFile({ kind: 'text', text: writeCsv(['first', ...headers], [['x', ...headers]]) })
        const matches = matchColumns(dashboards, profileColumns(table), targets)
        const used = matches.flatMap(({ target }) => target ?? [])
        expect(new Set(used).size).toBe(used.length)
      }),
    )
  })
})

test('samples of a list are its items, not JSON', () => {
  const table = { columns: ['charts'], headers: ['charts'], rows: [[['a', 'b']], [[{ name: 'c' }]], ['d, e']] }
  const [profile] = profileColumns({ ...table, format: 'json', rowNumbers: [1, 2, 3], ragged: [] })
  expect(profile?.samples).toEqual(['a, b', '{"name":"c"}', 'd, e'])
})

test('a target chosen for a second column leaves the first', () => {
  expect(setTarget(['name', 'displayName'], 1, 'name')).toEqual([undefined, 'name'])
  expect(setTarget(['name', undefined], 0, undefined)).toEqual([undefined, undefined])
})

test('a name and a service are needed, in one way or another', () => {
  const missing = (columns: (string | undefined)[], service?: string) =>
    missingTargets(dashboards, targets, columns, service).map(({ key }) => key)
  expect(missing(['displayName'])).toEqual(['service', 'name'])
  expect(missing(['name'], 'sample_superset')).toEqual([])
  expect(missing(['fullyQualifiedName'])).toEqual([])
})
