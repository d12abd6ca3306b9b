import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { aRow, engines } from '@/lib/store/testing'

describe.each(engines)('on $name', (engine) => {
  test('terms without a status get the one that says so, and nothing else changes', async (context) => {
    const { store, reopen, drop } = await engine.open()
    if (reopen === undefined) {
      await drop()
      return context.skip('one process only')
    }
    const rows = [
      aRow({ type: 'glossaryTerm', name: 'unsaid', document: { description: 'a "word"' } }),
      aRow({ type: 'glossaryTerm', name: 'gone', deleted: true, document: {} }),
      aRow({ type: 'glossaryTerm', name: 'draft', document: { entityStatus: 'Draft' } }),
      aRow({ type: 'dashboard', name: 'board', document: {} }),
    ]
    await store.commit(rows.map((row) => ({ kind: 'insert', row })))
    await sql`delete from kysely_migration where name = '0024_term_status'`.execute(store.authDatabase.db)
    const other = await reopen()
    const found = await other.findByIds(rows.map(({ id }) => id))
    expect(Object.fromEntries(found.map(({ name, document, version }) => [name, { document, version }]))).toEqual({
      unsaid: { document: { description: 'a "word"', entityStatus: 'Unprocessed' }, version: 0.1 },
      gone: { document: { entityStatus: 'Unprocessed' }, version: 0.1 },
      draft: { document: { entityStatus: 'Draft' }, version: 0.1 },
      board: { document: {}, version: 0.1 },
    })
    const query = { type: 'glossaryTerm', include: 'non-deleted', sort: 'name', limit: 9 } as const
    const { rows: unsaid } = await other.list({ ...query, documentEquals: { entityStatus: 'Unprocessed' } })
    expect(unsaid.map(({ name }) => name)).toEqual(['unsaid'])
    await other.close()
    await drop()
  })
})
