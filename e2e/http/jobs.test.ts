/** Imports as jobs: by file and by rows, mended, cancelled, undone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aService, ask, fileOf, hasEnded, pause, plannedJob, type Signed, until } from '@/e2e/http/jobs'
import { call, startServerWithAdministrator, tokenOf } from '@/e2e/server'
import { exampleFiles, packed } from '@/lib/import/formats/testing'

const total = async (server: Signed): Promise<number> => {
  const { body } = await call(server, 'GET', 'dashboards?limit=0&include=all', { token: server.token })
  return (body as { paging: { total: number } }).paging.total
}

describe('on one server', () => {
  let server: Signed
  beforeAll(async () => {
    server = await startServerWithAdministrator()
    await aService(server)
  })
  afterAll(() => server.stop())

  test('rows take out of a list what they name, and an undo puts it back', async () => {
    const label = (tagFQN: string) => ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })
    const both = ['PII.Sensitive', 'PersonalData.Personal']
    const tagsOf = async () => {
      const { body } = await call(server, 'GET', 'dashboards/name/files.less?fields=tags', { token: server.token })
      return (body as { tags: { tagFQN: string }[] }).tags.map(({ tagFQN }) => tagFQN)
    }
    const body = { name: 'less', service: 'files', tags: both.map(label) }
    expect((await call(server, 'PUT', 'dashboards', { token: server.token, body })).status).toBe(201)
    const request = {
      rows: [{ name: 'less', service: 'files', tags: 'PII.Sensitive' }],
      mapping: { policies: { tags: 'remove' } },
    }
    const job = await ask(server, 'POST', 'imports?run=true&wait=60', request)
    expect(job.body).toMatchObject({ state: 'finished', counts: { updated: 1 } })
    expect(await tagsOf()).toEqual(['PersonalData.Personal'])
    const undo = await ask(server, 'POST', `jobs/${job.body.id}/undo?run=true&wait=60`)
    expect(undo.body).toMatchObject({ state: 'finished', counts: { updated: 1 } })
    expect(await tagsOf()).toEqual(both)
    const wrong = await ask(server, 'POST', 'imports', { ...request, mapping: { policies: { name: 'remove' } } })
    expect([wrong.status, wrong.body.message]).toEqual([400, expect.stringContaining('name is no list')])
    await call(server, 'DELETE', 'dashboards/name/files.less?hardDelete=true', { token: server.token })
  })

  test('a file goes in by a kept mapping, its failures come back as a file, and it is undone', async () => {
    const mapping = { columns: { Key: 'name', Title: 'displayName', Tags: 'tags' }, service: 'files' }
    expect((await ask(server, 'PUT', 'importMappings/nightly', mapping)).status).toBe(200)
    const file = 'Key;Title;Tags\na1;One;\na2;Two;No.Such\n;Three;\n'
    const created = await ask(server, 'POST', 'imports?mapping=nightly&run=true&wait=60&note=Nightly', file)
    expect(created).toMatchObject({
      status: 201,
      body: { state: 'finished', note: 'Nightly', counts: { created: 1, refused: 2 }, rows: 3 },
    })
    const { id } = created.body
    const rows = await ask(server, 'GET', `jobs/${id}/rows?outcome=refused&limit=1`)
    expect(rows.body).toMatchObject({
      data: [{ rowNumber: 3, message: expect.stringContaining('No.Such') }],
      paging: { total: 2, after: '1' },
    })
    const next = await ask(server, 'GET', `jobs/${id}/rows?outcome=refused&limit=1&cursor=1`)
    expect(next.body).toMatchObject({ data: [{ rowNumber: 4 }], paging: { total: 2 } })
    // What it has written is a list, for whoever may see the job.
    const listed = async (query: string, token = server.token) =>
      (await call(server, 'GET', `dashboards?importJob=${query}`, { token })).body
    expect(await listed(id)).toMatchObject({ data: [{ name: 'a1' }], paging: { total: 1 } })
    expect(await listed(`${id}&q=nothing`)).toMatchObject({ data: [], paging: { total: 0 } })
    expect(await listed('00000000-0000-4000-8000-000000000000')).toMatchObject({ data: [], paging: { total: 0 } })
    expect(await listed('no-id')).toMatchObject({ code: 400 })
    const short = await ask(server, 'GET', `entities/dashboard/rows?importJob=${id}`)
    expect(short.body.data).toMatchObject([{ name: 'a1' }])
    const exported = await ask(server, 'GET', `exports/dashboards?importJob=${id}&format=json`)
    expect(exported.body).toMatchObject([{ name: 'a1' }])
    // All of it is a selection: to be edited, and to be made a file.
    const filter = { importJob: id }
    const edits = [{ field: 'description', how: 'set', value: 'From the nightly file' }]
    const edited = await ask(server, 'POST', 'jobs?wait=60', { kind: 'edit', filter, edits })
    expect(edited.body).toMatchObject({ kind: 'edit', state: 'planned', rows: 1, counts: { update: 1 } })
    await ask(server, 'POST', `jobs/${edited.body.id}/cancel`)
    const made = await ask(server, 'POST', 'jobs?wait=60', { kind: 'export', filter, format: 'jsonl' })
    expect(made.body).toMatchObject({ kind: 'export', state: 'finished', rows: 1 })
    expect((await ask(server, 'GET', `jobs/${made.body.id}/file`)).text).toMatch(/^\{"name":"a1"[^\n]*\n$/)
    await call(server, 'POST', 'users', {
      token: server.token,
      body: { name: 'reader', email: 'reader@example.com', password: 'a-Good-passw0rd' },
    })
    const reader = await tokenOf(server, { email: 'reader@example.com', password: 'a-Good-passw0rd' })
    expect(await listed(id, reader)).toMatchObject({ data: [], paging: { total: 0 } })
    const others = await ask({ ...server, token: reader }, 'POST', 'jobs', { kind: 'edit', filter, edits })
    expect([others.status, others.body.message]).toEqual([400, 'No dashboard fits the filter'])
    const failures = await ask(server, 'GET', `jobs/${id}/failures`)
    expect(failures.text.split('\r\n')[0]).toBe('Key,Title,Tags,_job,_row,_code,_field,_error')
    const again = await ask(server, 'POST', 'imports?mapping=nightly&wait=60', failures.text.replace('No.Such', ''))
    expect(again.body).toMatchObject({ state: 'planned', counts: { create: 1, refused: 1 } })
    expect(again.body.retryOf).toEqual({ id, title: created.body.title })
    const untold = await ask(server, 'POST', 'imports?wait=60', failures.text.replace('No.Such', ''))
    expect(untold.body).toMatchObject({ counts: { create: 1, refused: 1 }, file: { mapping: { service: 'files' } } })
    const retried = await ask(server, 'GET', `jobs/${untold.body.id}/rows?outcome=create`)
    expect(retried.body.data).toMatchObject([{ rowNumber: 2, retriedRow: 3 }])
    const undo = await ask(server, 'POST', `jobs/${id}/undo?run=true&wait=60`)
    expect(undo).toMatchObject({ status: 201, body: { undoOf: id, state: 'finished', counts: { deleted: 1 } } })
    const { body } = await call(server, 'GET', 'dashboards/name/files.a1?include=all', { token: server.token })
    expect(body).toMatchObject({ deleted: true })
    const credits = await ask(server, 'GET', `entities/dashboard/${body.id}/jobs`)
    expect(credits.body.data.map(({ jobId }: { jobId: string }) => jobId)).toEqual([undo.body.id, id])
  })

  test('a file is read as told, its problems are answered once for all rows, and the answers go with the mapping', async () => {
    const text = 'Inventory\nas of,2024\n\nKey;Tool;Tags\nm1;filez;\nm2;filez;No.Such\nm3;files;\n'
    const created = await ask(server, 'POST', 'imports?wait=60&delimiter=%3B&headerRow=4&fileName=a.csv', text)
    expect(created.body).toMatchObject({ state: 'planned', counts: { create: 1, refused: 2 }, file: { name: 'a.csv' } })
    const { id } = created.body
    const summary = await ask(server, 'GET', `jobs/${id}/summary`)
    expect(summary.body).toMatchObject({
      causes: 2,
      problems: [
        { key: 'missing dashboardService filez', count: 2, rowNumbers: [5, 6], column: 'Tool' },
        { key: 'missing tag No.Such', count: 1, rowNumbers: [6], column: 'Tags' },
      ],
    })
    const answers = {
      values: [{ type: 'dashboardService', name: 'filez', to: 'files' }],
      leaveOut: [{ type: 'tag', name: 'No.Such' }],
    }
    const again = await ask(server, 'POST', `imports/${id}/plan?wait=60`, answers)
    expect(again.body).toMatchObject({ state: 'planned', counts: { create: 3 }, file: { mapping: answers } })
    expect((await ask(server, 'POST', `imports/${id}/plan`, { columns: { Kee: 'name' } })).status).toBe(400)

    const found = await ask(server, 'GET', `jobs/${id}/rows?q=M2&changes=true`)
    expect(found.body).toMatchObject({ data: [{ row: 1, name: 'm2', outcome: 'create' }], paging: { total: 1 } })
    const passed = await ask(server, 'GET', `jobs/${id}/rows?outcome=create&offset=2`)
    expect(passed.body).toMatchObject({ data: [{ row: 2 }], paging: { total: 3 } })
    const row = await ask(server, 'GET', `jobs/${id}/rows/1`)
    expect(row.body).toMatchObject({ row: 1, values: { name: 'm2', service: 'files' } })
    expect((await ask(server, 'GET', `jobs/${id}/rows/99`)).status).toBe(404)
    expect((await ask(server, 'GET', `jobs/${id}/rows/x`)).status).toBe(404)

    const run = await ask(server, 'POST', `jobs/${id}/run?wait=60`, { withoutRows: [2] })
    expect(run.body.counts).toEqual({ created: 2, excluded: 1 })
    expect((await ask(server, 'POST', `imports/${id}/plan`, {})).status).toBe(409)
    const shown = await ask(server, 'GET', `jobs/${id}/rows?changes=true`)
    expect(shown.body.paging.total).toBe(2)
    const whole = await ask(server, 'GET', `jobs/${id}/file`)
    expect(whole.text).toBe('Key,Tool,Tags\r\nm1,filez,\r\nm2,filez,No.Such\r\nm3,files,\r\n')
    const repeated = await ask(server, 'POST', 'imports?wait=60', { text: whole.text, mapping: run.body.file.mapping })
    expect(repeated.body.counts).toEqual({ unchanged: 2, create: 1 })
  })

  test('cells are mended and rows unticked in a plan, for every window that shows it', async () => {
    const id = await plannedJob(server, 'name,service,displayName\nc1,filez,One\nc2,files,Two\nc3,files,Three\n')
    const told = await ask(server, 'POST', `imports/${id}/cells`, {
      cells: [{ row: 0, column: 'service', value: 'files' }],
    })
    expect(told).toMatchObject({
      status: 200,
      body: {
        job: { state: 'planned', counts: { create: 3 } },
        before: [{ row: 0, column: 'service', value: 'filez' }],
        hasMore: false,
      },
    })
    const rows = await ask(server, 'GET', `jobs/${id}/rows?cells=true&limit=1`)
    expect(rows.body.data).toMatchObject([{ row: 0, cells: ['c1', 'files', 'One'], mended: [1] }])
    const replace = { find: 'two', with: 'Twice', column: 'displayName' }
    expect((await ask(server, 'POST', `imports/${id}/cells`, { replace })).body.before).toHaveLength(1)
    const bad = [
      {},
      { cells: [] },
      { cells: [{ row: 0, column: 'service', value: 'x' }], replace },
      { cells: [{ row: 9, column: 'service', value: 'x' }] },
      { cells: Array.from({ length: 2_001 }, () => ({ row: 0, column: 'service', value: 'x' })) },
    ]
    for (const body of bad) expect((await ask(server, 'POST', `imports/${id}/cells`, body)).status).toBe(400)

    await ask(server, 'POST', `jobs/${id}/choice`, { rows: { untick: [2, 0] } })
    const kept = await ask(server, 'POST', `jobs/${id}/choice`, { rows: { tick: [0] } })
    expect(kept.body).toEqual({
      rows: [{ row: 2, outcome: 'create' }],
      outcomes: [],
      columns: [],
      deleteGone: false,
      held: false,
      heldRows: [],
    })
    expect((await ask(server, 'GET', `jobs/${id}/choice`)).body).toEqual(kept.body)
    const run = await ask(server, 'POST', `jobs/${id}/run?wait=60`, {})
    expect(run.body).toMatchObject({ state: 'finished', counts: { created: 2, excluded: 1 } })
    const { body } = await call(server, 'GET', 'dashboards/name/files.c2', { token: server.token })
    expect(body).toMatchObject({ displayName: 'Twice' })
    expect((await ask(server, 'POST', `jobs/${id}/choice`, { rows: { tick: [2] } })).status).toBe(409)
  })

  test('a form brings a file as it is, with what its columns mean', async () => {
    const form = (mapping: unknown, ...files: readonly File[]) => {
      const body = new FormData()
      body.append('mapping', typeof mapping === 'string' ? mapping : JSON.stringify(mapping))
      for (const file of files) body.append('file', file)
      const headers = { authorization: `Bearer ${server.token}` }
      return fetch(`${server.url}/api/x/imports?wait=60&encoding=windows-1252`, { method: 'POST', headers, body })
    }
    const bytes = new Uint8Array(
      [...'Key;Wert\nform1;Gr'].map((sign) => sign.charCodeAt(0)).concat(0xfc, 0xdf, 0x65, 0x0a),
    )
    const mapping = { columns: { Key: 'name', Wert: 'displayName' }, service: 'files' }
    const sent = await form(mapping, new File([bytes], 'grüße.csv'))
    const job = (await sent.json()) as { id: string }
    expect({ status: sent.status, job }).toMatchObject({
      status: 201,
      job: { state: 'planned', title: 'grüße.csv', counts: { create: 1 }, file: { mapping } },
    })
    const { body } = await ask(server, 'GET', `jobs/${job.id}/rows/0`)
    expect(body.values).toEqual({ name: 'form1', displayName: 'Grüße', service: 'files' })
    const ofTwo = ['g1', 'g2'].map((name) => new File([JSON.stringify({ name, service: 'files' })], `${name}.json`))
    expect(await (await form({}, ...ofTwo)).json()).toMatchObject({
      title: 'g1.json and 1 more',
      counts: { create: 2 },
    })
    for (const wrong of [
      await form({}),
      await form('{', new File([bytes], 'a.csv')),
      await form({ columns: 1 }, new File([bytes], 'a.csv')),
    ])
      expect(wrong.status).toBe(400)
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'multipart/form-data' }
    const broken = await fetch(`${server.url}/api/x/imports`, { method: 'POST', headers, body: 'no parts' })
    expect(broken.status).toBe(400)
  })

  test('files that belong together are one import', async () => {
    const files = ['f1', 'f2'].map((name) => ({
      name: `${name}.json`,
      text: JSON.stringify({ name, service: 'files' }),
    }))
    const { body } = await ask(server, 'POST', 'imports?wait=60', { files })
    expect(body).toMatchObject({ counts: { create: 2 }, file: { name: 'f1.json and 1 more' } })
  })

  test('the export of a tool is dashboards with their charts, and the same again changes nothing', async () => {
    const send = async (query: string) => {
      const response = await fetch(`${server.url}/api/x/imports?run=true&wait=60&service=our_superset${query}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/zip' },
        body: new Uint8Array(packed(exampleFiles('superset/export'))),
      })
      return response.json()
    }
    expect(await send('')).toMatchObject({ state: 'finished', counts: { refused: 4 } })
    const options = '&createMissing=true&toolUrl=https://bi.example.com'
    const job = await send(options)
    expect(job).toMatchObject({ state: 'finished', counts: { created: 4 }, file: { recognised: { tool: 'Superset' } } })
    const { body } = await call(server, 'GET', 'dashboards?service=our_superset&fields=charts', { token: server.token })
    expect(body).toMatchObject({
      data: [{ displayName: 'USA Births Names', sourceUrl: 'https://bi.example.com/superset/dashboard/births/' }],
    })
    expect((body as { data: { charts: unknown[] }[] }).data[0]?.charts).toHaveLength(3) // a page, as above
    expect(await send(options)).toMatchObject({ counts: { unchanged: 4 } })
    expect((await ask(server, 'GET', `jobs/${job.id}/file?collection=charts`)).text).toContain('Genders by State')
    expect(await send('&toolUrl=javascript:alert(1)')).toMatchObject({ code: 400 })
  })

  test('all that a filter finds is edited, deleted and restored, and taken back', async () => {
    for (const name of ['bulk1', 'bulk2', 'other'])
      await call(server, 'PUT', 'dashboards', {
        token: server.token,
        body: { name, service: 'files', displayName: name },
      })
    const selected = { collection: 'dashboards', filter: { q: 'bulk', service: 'files' } }
    const edits = [
      { field: 'displayName', how: 'set', value: 'Edited' },
      { field: 'tier', how: 'set', value: ['Tier.Tier1'] },
    ]
    const made = await ask(server, 'POST', 'jobs?wait=60', { kind: 'edit', ...selected, edits, note: 'Spring' })
    expect(made).toMatchObject({
      status: 201,
      body: { kind: 'edit', state: 'planned', note: 'Spring', counts: { update: 2 }, edits },
    })
    const { id } = made.body
    expect((await ask(server, 'GET', `jobs/${id}/rows`)).body.data).toMatchObject([
      { outcome: 'update', fullyQualifiedName: 'files.bulk1', basedOn: 0.1, version: 0.2 },
      { outcome: 'update' },
    ])
    expect((await ask(server, 'GET', `jobs/${id}/failures`)).status).toBe(404)
    const run = await ask(server, 'POST', `jobs/${id}/run?wait=60`, { withoutColumns: ['tier'] })
    expect(run.body).toMatchObject({ state: 'finished', counts: { updated: 2 } })
    const read = async (name: string) =>
      (await call(server, 'GET', `dashboards/name/files.${name}?include=all&fields=tags`, { token: server.token })).body
    expect(await read('bulk1')).toMatchObject({ displayName: 'Edited', tags: [] })
    expect(await read('other')).toMatchObject({ displayName: 'other', version: 0.1 })
    const undo = await ask(server, 'POST', `jobs/${id}/undo?run=true&wait=60`)
    expect(undo.body).toMatchObject({ state: 'finished', counts: { updated: 2 } })
    expect(await read('bulk2')).toMatchObject({ displayName: 'bulk2' })
    const gone = await ask(server, 'POST', 'jobs?run=true&wait=60', { kind: 'delete', ...selected })
    expect(gone.body).toMatchObject({ kind: 'delete', state: 'finished', counts: { deleted: 2 } })
    const back = await ask(server, 'POST', 'jobs?run=true&wait=60', { kind: 'restore', ...selected })
    expect(back.body).toMatchObject({ kind: 'restore', state: 'finished', counts: { restored: 2 } })
    expect((await ask(server, 'GET', 'jobs?kind=delete')).body.data).toHaveLength(1)
    for (const wrong of [
      { kind: 'edit', ...selected, edits: [] },
      { kind: 'edit', ...selected, edits: [{ field: 'nothing', how: 'set', value: 1 }] },
      { kind: 'delete', collection: 'dashboards' },
      { kind: 'delete', collection: 'dashboards', filter: { q: 'nobody calls it that' } },
      { kind: 'delete', collection: 'users', filter: {} },
    ])
      expect((await ask(server, 'POST', 'jobs', wrong)).status).toBe(400)
  })

  test('is stopped within a second, while others are answered', async () => {
    const id = await plannedJob(server, fileOf(2_000))
    await ask(server, 'POST', `jobs/${id}/run`, {})
    await until(server, id, ({ counts }) => (counts.created ?? 0) > 200)
    const slowest = { ms: 0 }
    for (let count = 0; count < 20; count += 1) {
      const at = performance.now()
      await call(server, 'GET', 'dashboards?limit=10', { token: server.token })
      slowest.ms = Math.max(slowest.ms, performance.now() - at)
    }
    const asked = performance.now()
    await ask(server, 'POST', `jobs/${id}/cancel`)
    const job = await until(server, id, hasEnded)
    expect(performance.now() - asked).toBeLessThan(1_000)
    expect(slowest.ms).toBeLessThan(1_000)
    expect(job.state).toBe('cancelled')
    const { created = 0, create = 0 } = job.counts
    expect(created + create).toBe(2_000)
    expect(create).toBeGreaterThan(0)
    const before = await total(server)
    await pause(500)
    expect(await total(server)).toBe(before)
    expect((await ask(server, 'GET', `jobs/${id}`)).body).toEqual(job)
  })

  test.each([
    ['name,"service\na,b\n', 'a quote is opened and never closed'],
    [
      `${Array.from({ length: 1_000_000 }, (_, at) => `c${at}`).join(',')}\n${'x,'.repeat(999_999)}x\n`,
      '1000000 columns',
    ],
    ['__proto__,constructor\na,b\n', 'No column is the name'],
    ['', 'The file is empty'],
    ['PK\u0003\u0004 zip', 'The archive is cut off or broken'],
  ])('a file that cannot be imported (%#) is refused with what is wrong', async (file, message) => {
    const { status, body } = await ask(server, 'POST', 'imports', file)
    expect({ status, message: body.message }).toEqual({ status: 400, message: expect.stringContaining(message) })
  })

  test('cells that nothing takes cost their rows, and nothing else', async () => {
    const cells = ['ok,files,=1+2,x', 'nul,files,a\u0000b,x', `long,files,${'x'.repeat(10 * 1024 * 1024)},x`]
    const file = `name,service,displayName,__proto__\n${cells.join('\n')}\n`
    const { body } = await ask(server, 'POST', 'imports?run=true&wait=60', file)
    expect(body).toMatchObject({ state: 'finished', counts: { created: 1, refused: 2 } })
    const formula = await call(server, 'GET', 'dashboards/name/files.ok', { token: server.token })
    expect(formula.body).toMatchObject({ displayName: '=1+2' })
    const later = await ask(server, 'POST', 'imports?run=true&wait=60', {
      rows: [
        { name: 'beside', service: 'files', displayName: 'Fine' },
        { name: 'long', service: 'files', displayName: 'x'.repeat(200_000) },
      ],
    })
    expect(later.body).toMatchObject({ state: 'finished', counts: { created: 1, refused: 1 } })
  })

  test('a body that is too large is refused while it arrives', async () => {
    const { status } = await ask(server, 'POST', 'imports', `name\n${'x'.repeat(33 * 1024 * 1024)}`)
    expect(status).toBe(413)
  })

  test('jobs of others are not there', async () => {
    const { token } = server
    const user = { name: 'eve', email: 'eve@example.com', password: 'Correct-horse-8' }
    await call(server, 'POST', 'users', {
      token,
      body: {
        name: user.name,
        email: user.email,
        createPasswordType: 'ADMIN_CREATE',
        password: user.password,
        confirmPassword: user.password,
      },
    })
    const eve = { url: server.url, token: await tokenOf(server, user) }
    const id = await plannedJob(server, 'name,service\nz,files\n')
    for (const [method, path] of [
      ['GET', `jobs/${id}`],
      ['GET', `jobs/${id}/rows`],
      ['GET', `jobs/${id}/failures`],
      ['GET', `jobs/${id}/file`],
      ['GET', `jobs/${id}/summary`],
      ['GET', `jobs/${id}/rows/0`],
      ['GET', `jobs/${id}/choice`],
      ['POST', `jobs/${id}/cancel`],
      ['POST', `jobs/${id}/undo`],
    ] as const)
      expect((await ask(eve, method, path)).status).toBe(404)
    expect((await ask(eve, 'POST', `jobs/${id}/run`, {})).status).toBe(404)
    expect((await ask(eve, 'POST', `imports/${id}/plan`, {})).status).toBe(404)
    expect((await ask(eve, 'POST', `jobs/${id}/choice`, {})).status).toBe(404)
    const cells = [{ row: 0, column: 'name', value: 'y' }]
    expect((await ask(eve, 'POST', `imports/${id}/cells`, { cells })).status).toBe(404)
    expect((await ask(eve, 'GET', 'jobs')).body.data).toEqual([])
    expect((await ask(eve, 'GET', 'jobs?everybody=true')).status).toBe(403)
    const hers = await ask(eve, 'POST', 'imports?run=true&wait=60', 'name,service\nq,files\n')
    expect(hers.body).toMatchObject({ state: 'finished', counts: { refused: 1 } })
    // An administrator mends it by the rights of whoever it is of.
    const seen = await ask(eve, 'POST', 'imports?wait=60', 'name,service\nq,filez\n')
    const service = [{ row: 0, column: 'service', value: 'files' }]
    const mended = await ask(server, 'POST', `imports/${seen.body.id}/cells`, { cells: service })
    expect(mended.body.job).toMatchObject({ state: 'planned', counts: { refused: 1 } })
  })
})
