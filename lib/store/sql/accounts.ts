/** How users sign in, as a condition on their rows. Nothing of it is in a commit, so that no total of it is kept. */
import { type RawBuilder, sql } from 'kysely'
import { linkPurpose } from '@/lib/model/rules/password'
import { letInKinds } from '@/lib/model/wire/audit'
import type { AccountState } from '@/lib/model/wire/query'

/**
 * Of `e`, a user. Accounts and links are those of `lib/auth`, which makes their tables when the server starts; a moment is a
 * text there or a time, and is compared with the text of one in both.
 */
export function accountIs(state: AccountState): RawBuilder<unknown> {
  const hasPassword = sql`exists (select 1 from auth_user u where u."userId" = e.id)`
  // Read once for the whole list: links are few, and nothing finds them by their person.
  const isAwaited = sql`e.id in (select substr(v.value, ${sql.lit(linkPurpose.length + 1)}) from auth_verification v
    where v.value like ${`${linkPurpose}%`} and v."expiresAt" > ${new Date().toISOString()})`
  switch (state) {
    case 'invited':
      return sql`not ${hasPassword} and ${isAwaited}`
    case 'uninvited':
      return sql`not ${hasPassword} and not ${isAwaited}`
    case 'unseen':
      return sql`not exists (select 1 from audit_entry a where a.actor = e.name and a.kind in (${sql.join(letInKinds)}))`
    default:
      return state satisfies never
  }
}
