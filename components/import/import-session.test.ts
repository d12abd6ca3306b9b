import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { createImportSession, type ImportSession } from '@/components/import/import-session'
import { sheetOf } from '@/components/import/import-state'
import type { ImportWorld, KeptMapping } from '@/components/import/import-world'
import { withValues } from '@/components/import/sheet'
import type { EarlierMapping } from '@/lib/client/import-files'
import type { SentImport } from '@/lib/client/send-import'
import { targetColumns } from '@/lib/import/columns'
import { exampleFiles, packed } from '@/lib/import/formats/testing'
import { openFile, troubleOf } from '@/lib/import/open-file'
import { bytesOf, tooLarge } from '@/lib/import/read-file'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { CatalogueError } from '@/lib/model/wire/errors'

const definitions = { dashboards, charts }
let sent: SentImport[]
let shown: string[]
/** Thrown by the next sending. */
let failure: Error | undefined
let kept: KeptMapping[]
const earlier = new Map<string, EarlierMapping>()
/** What an address leads to. */
let fetched: () => Promise<File>

/** The reader without a worker in between. */
const world: ImportWorld = {
  read: async ({ source, bytesMax, ...request }, { progress }) => {
    const size = source.kind === 'chosen' ? source.files.reduce((sum, { file }) => sum + file.size, 0) : 0
    if (size > bytesMax) return { ok: false, problem: troubleOf(tooLarge(size, bytesMax)) }
    return openFile({ ...request, source: source.kind === 'text' ? source : await bytesOf(source.files) }, { progress })
  },
  definition: (collection) => definitions[collection],
  properties: () => [],
  targets: (collection) => targetColumns(definitions[collection]),
  services: () => [{ name: 'sample_superset', tool: 'Superset' }],
  bytesMax: () => 100_000,
  fetch: () => fetched(),
  mappings: async () => kept,
  earlier: async (id) => earlier.get(id),
  send: async (given) => {
    const now = failure
    failure = undefined
    if (now !== undefined) throw now
    sent.push(given)
    return { id: `job-${sent.length}`, title: given.name }
  },
  show: (jobId) => shown.push(jobId),
}

let session: ImportSession
beforeEach(() => {
  sent = []
  shown = []
  failure = undefined
  kept = []
  session = createImportSession(world)
})

const phase = () => session.getState().phase
const rows = 'name,service\n1,sample_superset\n'
const csvFile = (name: string) => new File([rows], name)
const sample = (name: string) => new File([readFileSync(`data/sample/${name}`)], name)

describe('a file', () => {
  test('whose columns are all known is sent at once, and its job is shown', async () => {
    await session.paste(rows)
    expect(sent).toEqual([
      {
        text: rows,
        collection: 'dashboards',
        name: 'Pasted rows',
        options: {},
        mapping: { columns: { name: 'name', service: 'service' } },
      },
    ])
    expect(shown).toEqual(['job-1'])
    expect(session.getState()).toMatchObject({ phase: { kind: 'source' }, file: undefined })
  })

  test('with foreign columns asks for a look at them first, and goes with what was said of them', async () => {
    await session.choose([sample('grafana-export.csv')])
    expect(phase()).toEqual({ kind: 'map' })
    expect(sent).toEqual([])
    session.setTarget(3, undefined)
    session.setPolicy('description', 'fill')
    session.setPolicy('tags', 'replace')
    await session.send()
    const [{ files, mapping } = { mapping: {} }] = sent
    expect(files?.map(({ path }) => path)).toEqual(['grafana-export.csv'])
    expect(mapping.columns).toMatchObject({ Title: 'displayName', UID: 'name', Tool: 'service' })
    expect(Object.keys(mapping.columns ?? {})).not.toContain('Labels')
    // Nothing is said of a field that no column is mapped to.
    expect(mapping.policies).toEqual({ description: 'fill' })
  })

  test('with broken quotes can be taken until there, which the server is told', async () => {
    await session.paste('name,service\n1,sample_superset\n2,"sample\n')
    expect(phase()).toMatchObject({ kind: 'source', trouble: { quotes: true, above: 1 } })
    await session.readAgain({ untilBroken: true })
    expect(sent).toMatchObject([{ options: { untilBroken: true } }])
  })

  test('keeps what was said of its reading when it cannot be read so, and can be read as before', async () => {
    const options = () => session.getState().file?.options
    await session.paste('Title;Note\n1;a\n2;"b\n')
    await session.readAgain({ quotes: 'text' })
    await session.readAgain({ delimiter: ';' })
    expect([phase(), options()]).toEqual([{ kind: 'map' }, { quotes: 'text', delimiter: ';' }])
    await session.readAgain({ quotes: 'csv' })
    expect(phase()).toMatchObject({ kind: 'source', trouble: { quotes: true, above: 1 }, canGoBack: true })
    await session.readAsBefore()
    expect([phase(), options()]).toEqual([{ kind: 'map' }, { quotes: 'text', delimiter: ';' }])
    await session.readAgain({ quotes: 'csv' })
    await session.readAgain({ untilBroken: true })
    expect(options()).toEqual({ quotes: 'csv', delimiter: ';', untilBroken: true })
    // Another file is another matter.
    await session.paste('Title;Note\n1;a\n2;"b\n')
    expect(phase()).toMatchObject({ kind: 'source', canGoBack: false })
    await session.readAgain({ untilBroken: true })
    expect(options()).toEqual({ untilBroken: true })
  })

  test('without a service needs one for all rows', async () => {
    await session.paste('name\n1\n2\n')
    expect(phase()).toEqual({ kind: 'map' })
    expect(session.missing().map(({ key }) => key)).toEqual(['service'])
    session.setFixedService('sample_superset')
    expect(session.missing()).toEqual([])
    await session.send()
    expect(sent[0]?.mapping).toEqual({ columns: { name: 'name' }, service: 'sample_superset' })
  })

  test('of a tool tells what it is, and keeps what was said of it when more is said', async () => {
    const bytes = packed(exampleFiles('grafana/classic.json'))
    await session.choose([new File([new Uint8Array(bytes)], 'backup.zip')])
    const file = () => session.getState().file
    expect(file()?.recognised).toMatchObject({
      tool: 'Grafana',
      said: 'Grafana export of 1 dashboard and 4 charts',
      asks: ['toolUrl', 'classification'],
    })
    session.setFixedService('our_grafana')
    session.setCreateMissing(true)
    await session.say({ toolUrl: 'https://grafana.example.com' })
    await session.say({ classification: 'Grafana' })
    expect(file()?.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['sourceUrl', 'tags', 'charts']))
    expect(sent).toEqual([])
    await session.send()
    expect(sent[0]).toMatchObject({
      options: { toolUrl: 'https://grafana.example.com', classification: 'Grafana' },
      createMissing: true,
      mapping: { service: 'our_grafana' },
    })
    expect(session.getState().createMissing).toBe(false)
  })

  test('of a tool is told before it is sent, also where nothing is missing: its only service is chosen', async () => {
    await session.choose([new File([new Uint8Array(packed(exampleFiles('superset/export')))], 'export.zip')])
    expect([phase(), session.missing(), sent]).toEqual([{ kind: 'map' }, [], []])
    expect(session.getState().fixedService).toBe('sample_superset')
    await session.choose([new File([new Uint8Array(packed(exampleFiles('grafana/classic.json')))], 'other.zip')])
    expect(session.getState().fixedService).toBeUndefined()
  })

  test('of a tool is sent as it was last understood, also by somebody in a hurry', async () => {
    await session.choose([new File([new Uint8Array(packed(exampleFiles('superset/export')))], 'export.zip')])
    const column = session.getState().file?.columns.findIndex(({ name }) => name === 'description') ?? -1
    session.setTarget(column, undefined)
    void session.say({ toolUrl: 'https://bi.exam' })
    void session.say({ toolUrl: 'https://bi.example.com' })
    expect(phase()).toEqual({ kind: 'map' })
    await session.send()
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({
      options: { toolUrl: 'https://bi.example.com' },
      mapping: { columns: { sourceUrl: 'sourceUrl' }, service: 'sample_superset' },
    })
    expect(Object.keys(sent[0]?.mapping.columns ?? {})).not.toContain('description')
  })

  test('that is broken stays at the start with the place of the mistake', async () => {
    await session.paste('name,service\n1,"x\n')
    expect(phase()).toMatchObject({ kind: 'source', trouble: { row: 2, quotes: true } })
    await session.readAgain({ quotes: 'text' })
    expect(sent[0]?.options).toEqual({ quotes: 'text' })
  })

  test('that is larger than the server takes is not read', async () => {
    await session.choose([new File(['x'.repeat(100_001)], 'large.csv')])
    expect(phase()).toMatchObject({ kind: 'source', trouble: { message: tooLarge(100_001, 100_000).message } })
  })

  test('that the server does not take keeps what was said of it, for another try', async () => {
    failure = new CatalogueError('tooManyRequests', 'You have 10 jobs that have not ended')
    await session.paste(rows)
    expect(phase()).toMatchObject({ kind: 'map', error: { kind: 'tooManyRequests' } })
    await session.send()
    expect(shown).toEqual(['job-1'])
  })

  test('chosen with others goes first, and the others wait for their turn; none is forgotten', async () => {
    await session.choose([csvFile('a.csv'), csvFile('b.csv'), csvFile('c.csv')])
    const waiting = () => session.getState().waiting.map(({ name }) => name)
    expect([sent.map(({ name }) => name), waiting()]).toEqual([['a.csv'], ['b.csv', 'c.csv']])
    expect([shown, session.getState().sent]).toEqual([[], [{ id: 'job-1', title: 'a.csv' }]])
    await session.choose(session.getState().waiting)
    expect(waiting()).toEqual(['c.csv'])
    session.forgetWaiting()
    expect(waiting()).toEqual([])
  })

  test('with a dashboard in it is read together with others like it, every row telling its file', async () => {
    const panels = (uid: string) => new File([JSON.stringify({ uid, title: `Dashboard ${uid}` })], `${uid}.json`)
    await session.choose([panels('a'), panels('b'), panels('c')])
    expect(session.getState()).toMatchObject({ file: { name: 'a.json and 2 more', rowCount: 3 }, waiting: [] })
    expect(session.getState().file?.columns.find(({ name }) => name === '_file')?.samples).toEqual([
      'a.json',
      'b.json',
      'c.json',
    ])
    session.setFixedService('sample_superset')
    await session.send()
    expect(sent[0]?.files).toHaveLength(3)
    await session.choose([panels('a'), new File(['{"uid": '], 'b.json')])
    expect(phase()).toMatchObject({ kind: 'source', trouble: { message: expect.stringMatching(/^b\.json: Line 1/) } })
  })

  test('from a folder is read with all that can be read there, as an archive of it would be', async () => {
    const found = exampleFiles('superset/export').map(({ name, bytes }) => ({
      path: name,
      file: new File([new Uint8Array(bytes)], name.split('/').at(-1) ?? ''),
    }))
    const picture = { path: 'export/picture.png', file: new File(['x'], 'picture.png') }
    await session.chooseFolder('export', Promise.resolve([picture, ...found]))
    expect(session.getState()).toMatchObject({
      file: {
        name: 'export',
        recognised: { said: 'Superset export of 1 dashboard and 3 charts from 1 database' },
      },
      waiting: [],
    })
    session.setFixedService('sample_superset')
    await session.send()
    expect(sent[0]?.name).toBe('export')
    expect(sent[0]?.files?.map(({ path }) => path)).toEqual(found.map(({ path }) => path))

    await session.chooseFolder('pictures', Promise.resolve([picture]))
    expect(phase()).toMatchObject({
      trouble: {
        message: 'There is nothing in the folder that can be read.',
        hint: 'It holds “export/picture.png”.',
      },
    })
    await session.chooseFolder('locked', Promise.reject(new Error('It is not there')))
    expect(phase()).toMatchObject({ trouble: { message: 'The folder cannot be read.', hint: 'It is not there' } })
  })

  test('of an earlier import comes back with what was said of it, and is looked at before it is sent', async () => {
    const mapping = {
      columns: { name: 'name', Was: 'displayName' },
      service: 'sample_superset',
      policies: { displayName: 'fill' },
      leaveOut: [{ type: 'tag', name: 'Old' }],
    } as const
    const text = 'name,service,Was,_row,_error\n1,,One,2,No tag Old\n'
    await session.again('charts', new File([text], 'a-failures.csv'), { ...mapping, leaveOut: [...mapping.leaveOut] })
    expect(session.getState()).toMatchObject({
      phase: { kind: 'map' },
      collection: 'charts',
      columns: ['name', undefined, 'displayName', undefined, undefined],
    })
    await session.send()
    expect(sent[0]).toMatchObject({ collection: 'charts', mapping })
    // The next file is none of its business.
    session.setCollection('dashboards')
    await session.paste(rows)
    expect(sent[1]?.mapping).toEqual({ columns: { name: 'name', service: 'service' } })
  })
})

test('what an import handed back is read as it was there, and other jobs are nobody\u2019s business', async () => {
  const mapping = { columns: { Was: 'displayName', Key: 'name' }, service: 'sample_superset' }
  earlier.set('j1', { title: 'old.csv', mapping, collection: 'charts' })
  await session.paste('Key,Was,_job,_row,_code,_field,_error\n1,One,j1,7,missing,tags,No tag Old\n')
  expect(session.getState()).toMatchObject({
    phase: { kind: 'map' },
    collection: 'charts',
    columns: ['name', 'displayName', undefined, undefined, undefined, undefined, undefined],
    fixedService: 'sample_superset',
    used: { name: 'old.csv', job: 'j1' },
  })
  await session.send()
  expect(sent[0]).toMatchObject({ collection: 'charts', mapping })
  session.setCollection('dashboards')
  await session.paste('Key,Was,_job,_row\n1,One,j1,7\n2,Two,j2,8\n')
  expect(session.getState().used).toBeUndefined()
  await session.paste('Key,Was,_job,_row\n1,One,gone,7\n')
  expect(session.getState()).toMatchObject({ collection: 'dashboards', used: undefined })
})

describe('a mapping that is kept', () => {
  const mapping = { columns: { Key: 'name', Heading: 'displayName', Rest: null }, service: 'sample_superset' }
  const text = 'Heading,Key,Rest\nCash,1,x\n'

  test('is used for a file of just its columns, in whatever order, and is shown first', async () => {
    kept = [
      { name: 'more', mapping: { columns: { ...mapping.columns, Other: null } } },
      { name: 'nightly', mapping },
      { name: 'older', mapping: { columns: mapping.columns } },
    ]
    await session.paste(text)
    expect(sent).toEqual([])
    expect(session.getState()).toMatchObject({
      phase: { kind: 'map' },
      columns: ['displayName', 'name', undefined],
      fixedService: 'sample_superset',
      used: { name: 'nightly' },
    })
    session.guessAgain()
    expect(session.getState()).toMatchObject({ used: undefined, fixedService: undefined })
    expect(session.getState().columns).toEqual(session.getState().file?.matches.map(({ target }) => target))
  })

  test('is used for rows that an import handed back, whose added columns are not the file’s', async () => {
    kept = [{ name: 'nightly', mapping }]
    await session.paste('Heading,Key,Rest,_job,_row,_code,_field,_error\nCash,1,x,gone,7,missing,tags,No tag x\n')
    expect(session.getState()).toMatchObject({
      columns: ['displayName', 'name', ...Array.from({ length: 6 }, () => undefined)],
      used: { name: 'nightly' },
    })
  })

  test('is not asked for rows of an earlier import, which have one', async () => {
    kept = [{ name: 'nightly', mapping }]
    await session.again('dashboards', new File([text], 'a.csv'), { columns: { Rest: 'name' } })
    expect(session.getState()).toMatchObject({ columns: [undefined, undefined, 'name'], used: undefined })
  })
})

describe('an address', () => {
  test('gives a file like any other', async () => {
    fetched = async () => new File([rows], 'export.csv')
    await session.chooseAddress('https://bi.example.com/export.csv')
    expect(sent[0]).toMatchObject({ name: 'export.csv', files: [{ path: 'export.csv' }] })
  })

  test('that gives none is told of where it was asked for', async () => {
    fetched = () =>
      Promise.reject(new CatalogueError('badRequest', 'localhost is not public', { hint: 'Download it.' }))
    await session.chooseAddress('http://localhost/')
    expect(phase()).toEqual({
      kind: 'source',
      trouble: { message: 'localhost is not public.', hint: 'Download it.' },
    })
  })

  test('that takes long can be given up', async () => {
    let arrive: (file: File) => void = () => {}
    fetched = () => new Promise((resolve) => (arrive = resolve))
    const choosing = session.chooseAddress('https://bi.example.com/export.csv')
    session.callOff()
    arrive(new File([rows], 'export.csv'))
    await choosing
    expect([phase(), sent]).toEqual([{ kind: 'source' }, []])
  })
})

describe('a blank sheet', () => {
  test('is kept until it is a job, and then is like a file', async () => {
    session.openSheet()
    expect(phase()).toEqual({ kind: 'sheet' })
    session.changeSheet((sheet) =>
      withValues(sheet, { from: { row: 0, column: 0 }, to: { row: 0, column: 0 } }, () => 'a'),
    )
    session.leaveSheet()
    expect(session.getState()).toMatchObject({ phase: { kind: 'source' }, sheets: { dashboards: { rows: [['a']] } } })
    // Charts have columns of their own, and so a sheet of their own.
    session.setCollection('charts')
    expect(sheetOf(session.getState()).rows).toEqual([])
    session.setCollection('dashboards')
    await session.paste(rows)
    expect(sheetOf(session.getState()).rows).toEqual([['a']])
    session.openSheet()
    await session.takeSheet('name,service\n1,\n')
    // Nothing names the service: that is asked as of any file.
    expect(phase()).toEqual({ kind: 'map' })
    session.startOver()
    expect(sheetOf(session.getState()).rows).toEqual([['a']])
    await session.takeSheet(rows)
    expect(sent[1]).toMatchObject({ name: 'Blank sheet', text: rows })
    expect([phase(), sheetOf(session.getState()).rows]).toEqual([{ kind: 'source' }, []])
  })
})
