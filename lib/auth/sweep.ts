/**
 * Clears away what belongs to nobody any more: what users who are deleted for good signed in with, left by versions before
 * decision 010 or by a process that ended between the two. It opens nothing, but counts as somebody who can sign in.
 */
import { type People, removeAccounts } from '@/lib/auth/people'
import type { Store } from '@/lib/store/store'

const rowsAtOnce = 500
/** An account is made before its user; another instance may be about to make the user. */
const leftAloneMs = 60 * 60 * 1000

/** Ids are UUIDs, and on PostgreSQL nothing else is compared with them. */
const beforeAllIds = '00000000-0000-0000-0000-000000000000'

export async function sweepAccounts(people: People, store: Store, now: number, ending?: AbortSignal): Promise<void> {
  const { adapter } = await people.$context
  for (const [model, madeAt] of [
    ['user', 'createdAt'],
    ['issuedToken', 'issuedAt'],
  ] as const) {
    let last = beforeAllIds
    for (;;) {
      ending?.throwIfAborted()
      const rows = await adapter.findMany<Owned>({
        model,
        where: [{ field: 'id', operator: 'gt', value: last }],
        sortBy: { field: 'id', direction: 'asc' },
        limit: rowsAtOnce,
      })
      const old = rows.filter((row) => Number(row[madeAt]) < now - leftAloneMs)
      const known = new Set((await store.findByIds(old.map(({ userId }) => userId))).map(({ id }) => id))
      const gone = old.map(({ userId }) => userId).filter((id) => !known.has(id))
      if (gone.length > 0) await removeAccounts(people, [...new Set(gone)])
      if (rows.length < rowsAtOnce) break
      last = rows.at(-1)?.id ?? last
    }
  }
}

interface Owned {
  readonly id: string
  readonly userId: string
  /** Of accounts. */
  readonly createdAt?: Date
  /** Of tokens, in milliseconds; text on PostgreSQL. */
  readonly issuedAt?: number | string
}
