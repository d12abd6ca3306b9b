/**
 * Who is who: addresses of users are claimed, and users are found by name without regard to case. What is there twice
 * stays as it is, with the claim or the name going to one of them, so that no catalogue fails to start.
 */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import { fqnKey, parseJson } from '@/lib/store/sql/rows'

const rowsAtOnce = 500

export function identities({ text }: Ddl): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await sql
        .raw(`create table entity_claim (scope ${text} not null, key ${text} not null, entity_id ${text} not null,
          primary key (entity_id, scope))`)
        .execute(db)
      await sql.raw('create unique index entity_claim_key on entity_claim (scope, key)').execute(db)
      const users = await readUsers(db)
      await claimAddresses(db, users)
      await foldNames(db, users)
    },
  }
}

interface User {
  readonly id: string
  readonly fqn: string
  readonly email: string | undefined
  readonly deleted: boolean
}

/** The oldest first. */
async function readUsers(db: Kysely<unknown>): Promise<User[]> {
  const { rows } = await sql<{ id: string; fqn: string; deleted: number; document: unknown }>`
    select id, fqn, deleted, document from entity where type = 'user' order by seq`.execute(db)
  return rows.map(({ id, fqn, deleted, document }) => {
    const { email } = parseJson<{ email?: unknown }>(document)
    return { id, fqn, deleted: deleted === 1, email: typeof email === 'string' ? email.toLowerCase() : undefined }
  })
}

/** Whoever signs in with an address has it; otherwise a living user before a deleted one, the oldest first. */
async function claimAddresses(db: Kysely<unknown>, users: readonly User[]): Promise<void> {
  const accounts = await readAccounts(db)
  const signsIn = ({ id, email }: User): boolean => email !== undefined && accounts.get(id) === email
  const order = [
    ...users.filter(signsIn),
    ...users.filter((user) => !signsIn(user) && !user.deleted),
    ...users.filter((user) => !signsIn(user) && user.deleted),
  ]
  const holders = new Map<string, string>()
  for (const { id, email } of order) if (email !== undefined && !holders.has(email)) holders.set(email, id)
  const claims = [...holders]
  for (let from = 0; from < claims.length; from += rowsAtOnce) {
    const values = claims.slice(from, from + rowsAtOnce).map(([key, id]) => sql`('user.email', ${key}, ${id})`)
    await sql`insert into entity_claim (scope, key, entity_id) values ${sql.join(values)}`.execute(db)
  }
}

/** By user, the address of the account. The sign-in makes its tables itself, so a new catalogue has none yet. */
async function readAccounts(db: Kysely<unknown>): Promise<ReadonlyMap<string, string>> {
  const tables = await db.introspection.getTables()
  if (!tables.some(({ name }) => name === 'auth_user')) return new Map()
  const { rows } = await sql<{ userId: string; email: string }>`select "userId", email from auth_user`.execute(db)
  return new Map(rows.map(({ userId, email }) => [userId, email.toLowerCase()]))
}

/** Of two that differ in case alone, the one in lower case keeps the name, else the oldest. */
async function foldNames(db: Kysely<unknown>, users: readonly User[]): Promise<void> {
  const taken = new Set(users.map(({ fqn }) => fqn))
  for (const { id, fqn } of users) {
    const folded = fqn.toLowerCase()
    if (taken.has(folded)) continue
    taken.add(folded)
    await sql`update entity set fqn = ${folded}, fqn_key = ${fqnKey(folded)} where id = ${id}`.execute(db)
  }
}
