/** How users sign in, as a condition on their rows. Nothing of it is in a commit, so that no total of it is kept. */
import { type RawBuilder, sql } from 'kysely'
import { letInKinds } from '@/lib/model/wire/audit'
import type { AccountState } from '@/lib/model/wire/query'

/** Of `e`, a user. The accounts are those of `lib/auth/people.ts`, which makes their table when the server starts. */
export const accountIs = (state: AccountState): RawBuilder<unknown> =>
  state === 'invited'
    ? sql`not exists (select 1 from auth_user u where u."userId" = e.id)`
    : sql`not exists (select 1 from audit_entry a where a.actor = e.name and a.kind in (${sql.join(letInKinds)}))`
