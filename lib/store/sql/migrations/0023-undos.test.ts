import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Job } from '@/lib/store/jobs'
import { undosFound } from '@/lib/store/sql/migrations/0023-undos'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import { engines } from '@/lib/store/testing'

const aJob = (given: Partial<Job>): Job => ({
  id: randomUUID(),
  kind: 'import',
  phase: 'run',
  state: 'finished',
  wish: null,
  actorId: 'ada',
  actorName: 'ada',
  input: {},
  counts: {},
  problem: null,
  token: null,
  leaseUntil: 0,
  createdAt: 1_000,
  updatedAt: 1_000,
  ...given,
})

describe.each(engines)('on $name', (engine) => {
  test('an undo from before is found by what it takes back', async () => {
    const { store, drop } = await engine.open()
    const job = aJob({})
    const undo = aJob({ kind: 'undo', input: { of: job.id } })
    const stranger = aJob({ kind: 'edit', input: { of: job.id } })
    for (const one of [job, undo, stranger]) await store.jobs.add(one)
    const db = store.authDatabase.db as unknown as Kysely<unknown> // the whole database
    for (const statement of ['drop index job_by_undone', 'alter table job drop column undo_of'])
      await sql.raw(statement).execute(db)
    await undosFound({ text: 'text' } as Ddl).up(db)
    expect(await store.jobs.undosOf([job.id])).toEqual([undo])
    await drop()
  })
})
