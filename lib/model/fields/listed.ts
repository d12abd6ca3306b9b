/** Which members a list can show in a column of its own. */
import type { Field, KindName, WithMembers } from '@/lib/model/fields/field'

/** Values of these have no look in a line. */
const withoutLook: ReadonlySet<KindName> = new Set(['object', 'extension', 'fqn'])

/** The first column has these. */
const named: ReadonlySet<string> = new Set(['name', 'displayName'])

/** What the server records is for people where it counts, dates, or says who. */
const isTold = ({ name, kind, managed }: Field): boolean =>
  managed === undefined || (managed === 'record' && (kind === 'number' || kind === 'moment' || name === 'updatedBy'))

/** Columns that somebody can choose, custom properties among them, in the order in which people are shown fields. */
export const listedFields = ({ members }: WithMembers): Field[] =>
  [...members.values()].filter(
    (field) =>
      isTold(field) && !named.has(field.name) && !withoutLook.has(field.kind) && !field.isSealed && !field.forPrograms,
  )
