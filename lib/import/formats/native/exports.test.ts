import { readdirSync, readFileSync } from 'node:fs'
import { strToU8 } from 'fflate'
import { expect, test } from 'vitest'
import { targetColumns } from '@/lib/import/columns'
import { natives } from '@/lib/import/formats/native/list'
import { exampleFiles, packed, problemOf, readExample, tarred } from '@/lib/import/formats/testing'
import { matchColumns, missingTargets, profileColumns } from '@/lib/import/match-columns'
import { readFile } from '@/lib/import/read-file'
import type { Table } from '@/lib/import/table'
import { serviceType } from '@/lib/model/entities/dashboard-service'
import { definitionFor } from '@/lib/model/entities/registry'
import { aSlowClock } from '@/lib/model/testing'

const tools = readdirSync('data/exports', { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? one.name : []))
const examples = tools.flatMap((tool) => readdirSync(`data/exports/${tool}`).map((name) => `${tool}/${name}`))

/** Tables, and parts of an export that say nothing alone. */
const others: readonly string[] = [
  'looker/system-activity.csv',
  'tableau/projects.xml',
  'lightdash/charts',
  'open-metadata/charts.json',
  'open-metadata/dashboards.json',
]
const collectionOf = (path: string) => (path === 'superset/charts.json' ? 'charts' : 'dashboards')

test.each(examples)('%s says where it is from and under which licence', (path) => {
  const [, name = ''] = path.split('/')
  expect(readFileSync('data/exports/README.md', 'utf8')).toContain(`${path.split('/')[0]}/`)
  expect(readFileSync('data/exports/README.md', 'utf8')).toContain(name)
})

test('every tool whose exports are read has files here, and a kind of service', () => {
  expect(tools).toHaveLength(natives.length)
  for (const { tool } of natives) expect(serviceType.options).toContain(tool)
})

/** The columns of a table by what the import takes them for. */
function understood(table: Table, collection: string) {
  const def = definitionFor(collection)
  if (def === undefined) throw new Error(`there is no ${collection}`)
  const targets = targetColumns(def)
  const matches = matchColumns(def, profileColumns(table), targets, new Set())
  return {
    matches,
    missing: missingTargets(
      def,
      targets,
      matches.map(({ target }) => target),
      'a_service',
    ),
  }
}

test.each(examples.filter((path) => !others.includes(path)))(
  '%s needs no hand: each column is the field that it is called',
  async (path) => {
    const table = await readExample(path, {
      collection: collectionOf(path),
      classification: 'Tool',
      toolUrl: 'https://a.example.com',
    })
    const sheets = [
      [table, collectionOf(path)] as const,
      ...(table.charts === undefined ? [] : [[table.charts, 'charts'] as const]),
    ]
    for (const [sheet, collection] of sheets) {
      const { matches, missing } = understood(sheet, collection)
      expect(missing).toEqual([])
      for (const { column, target, confidence } of matches) expect([target, confidence]).toEqual([column, 'sure'])
      const told = table.recognised?.fields.flatMap(({ of, to }) => (of === collection && to !== null ? [to] : []))
      for (const column of sheet.columns) expect(told).toContain(column)
    }
  },
)

test.each(examples.filter((path) => !others.includes(path)))(
  '%s without an address and a classification says what that costs',
  async (path) => {
    const options = { collection: collectionOf(path) }
    const [bare, full] = await Promise.all([
      readExample(path, options),
      readExample(path, { ...options, classification: 'Tool', toolUrl: 'https://a.example.com' }),
    ])
    const lost = full.columns.filter((column) => !bare.columns.includes(column))
    const told = bare.recognised?.fields.flatMap(({ from, to, note }) => (to === null ? [`${from} ${note}`] : []))
    expect(bare.recognised?.asks).toEqual(full.recognised?.asks)
    if (lost.includes('tags')) expect(bare.recognised?.asks).toContain('classification')
    if (lost.includes('sourceUrl')) expect(bare.recognised?.asks).toContain('toolUrl')
    if (lost.includes('tags')) expect(told?.join()).toContain('tags They belong to no classification')
    if (lost.includes('sourceUrl')) expect(told?.join()).toContain('links The file has only paths')
  },
)

test('names are found where the dashboard points at them, whatever signs they have', async () => {
  const board = (uid: string, id: string) => ({
    uid,
    title: uid,
    schemaVersion: 1,
    panels: [{ id, title: 'x', type: 'stat' }],
  })
  const text = JSON.stringify([board('a.b', 'c.d'), board('x::y', '"q"'), board('ü', '\u0007')])
  const table = await readFile({ kind: 'text', text }, { collection: 'dashboards' })
  const at = table.columns.indexOf('charts')
  const names = table.charts?.rows.map(([name]) => name)
  expect(table.rows.map((row) => row[at])).toEqual([['"a.b:c.d"'], ['"x.y:""q"""'], ['ü:']])
  expect(names).toEqual(['a.b:c.d', 'x.y:"q"', 'ü:'])
})

test('Looker: the CSV of System Activity is a table whose columns are understood', async () => {
  const table = await readExample('looker/system-activity.csv')
  expect(table.recognised).toBeUndefined()
  const { matches, missing } = understood(table, 'dashboards')
  expect(missing).toEqual([])
  expect(Object.fromEntries(matches.map(({ column, target }) => [column, target]))).toEqual({
    'Dashboard ID (User-defined only)': 'name',
    'Dashboard Title': 'displayName',
    'Dashboard Description': 'description',
    'Folder Name': 'project',
    'User Email': 'owners',
  })
})

test('Tableau: projects of one name are told apart by those above them', async () => {
  const files = [...exampleFiles('tableau/workbooks.json'), ...exampleFiles('tableau/projects.xml')]
  const table = await readFile({ kind: 'files', files }, { collection: 'dashboards' })
  const at = table.columns.indexOf('project')
  expect(table.rows.map((row) => row[at])).toEqual(['North / Sales', 'South / Sales'])
})

test('Metabase: a serialization packed by tar and gzip is what it is unpacked', async () => {
  const plain = await readExample('metabase/serialization')
  const bytes = tarred(exampleFiles('metabase/serialization'))
  const table = await readFile({ kind: 'file', name: 'export.tgz', bytes }, { collection: 'dashboards' })
  expect(table).toEqual(plain)
})

test('what is left by the system on which somebody packed is nobody’s export', async () => {
  const litter = { name: '__MACOSX/export/._metadata.yaml', bytes: strToU8('\u0000\u0005\u0016\u0007') }
  const zip = packed([...exampleFiles('superset/export'), litter])
  const table = await readFile({ kind: 'file', name: 'a.zip', bytes: zip }, { collection: 'dashboards' })
  expect(table.recognised?.said).toBe('Superset export of 1 dashboard and 3 charts from 1 database')
})

test('a file of charts for dashboards, and the other way, says what there is', async () => {
  const charts = await problemOf(readExample('superset/charts.json'))
  expect(`${charts.message} ${charts.place.hint}`).toContain(
    'no dashboards in it. It has 1 chart: say that it is a file of charts',
  )
  const dashboards = await problemOf(readExample('superset/list.json', { collection: 'charts' }))
  expect(`${dashboards.message} ${dashboards.place.hint}`).toContain('no charts in it. It has 2 dashboards')
})

test.each([
  ['a list of create requests', '[{"name":"a","service":"b","charts":["c"]}]'],
  [
    'an answer of the catalogue',
    '{"data":[{"id":"1","name":"a","service":{"id":"2","type":"dashboardService"}}],"paging":{"total":1}}',
  ],
  ['rows of somebody', '[{"id":1,"name":"a","description":"b","owner":"c"}]'],
  ['rows with titles', '[{"uid":"a","title":"b","url":"/c","tags":["d"]}]'],
])('%s is a table, and no tool’s', async (_, text) => {
  expect((await readFile({ kind: 'text', text }, { collection: 'dashboards' })).format).toBe('json')
})

test('150 dashboards with 2,500 panels are read in a second, and others have turns meanwhile', async () => {
  aSlowClock()
  const files = Array.from({ length: 150 }, (_, board) => ({
    name: `folder/${board}.json`,
    bytes: strToU8(
      JSON.stringify({
        uid: `board-${board}`,
        title: `Board ${board}`,
        schemaVersion: 39,
        panels: Array.from({ length: board < 100 ? 17 : 16 }, (_, id) => ({
          id,
          title: `Panel ${id}`,
          type: 'timeseries',
          targets: Array.from({ length: 8 }, () => ({
            expr: 'rate(x[5m])',
            datasource: { type: 'prometheus', uid: 'p' },
          })),
        })),
      }),
    ),
  }))
  let turns = 0
  const turning = setInterval(() => {
    turns += 1
  }, 0)
  const at = Date.now()
  const table = await readFile({ kind: 'files', files }, { collection: 'dashboards' })
  const took = Date.now() - at
  clearInterval(turning)
  expect([table.rows.length, table.charts?.rows.length]).toEqual([150, 2_500])
  expect(turns).toBeGreaterThanOrEqual(150)
  expect(took).toBeLessThan(2_000)
})
