/** What both engines do alike when something is renamed whose name others go on from. */
import { isRecord } from '@/lib/model/rules/is-record'
import type { ChangeOf, Renaming } from '@/lib/store/change'
import type { EntityDocument } from '@/lib/store/rows'
import { fqnKey } from '@/lib/store/sql/rows'

/** Who is meant by a name from now on. */
export type Former = Omit<ChangeOf<'former'>, 'kind'>

/** Up to here the search text of what is below is made anew in the same commit. */
export const rewordedAtOnce = 100

/** Between which two keys all FQNs lie that go on from this one. Others may too. */
export function keysBelow(fqn: string): readonly [from: string, to: string] {
  const whole = `${fqn}.`
  const key = fqnKey(whole)
  // Of a long name the key has the beginning, which may end in the middle of a character.
  const beginning = key === whole ? whole : key.slice(0, key.lastIndexOf('…')).replace(/[\uD800-\uDBFF]$/, '')
  return [beginning, `${beginning}\u{10FFFF}`]
}

export const isBelow = (fqn: string, { from }: Pick<Renaming, 'from'>): boolean => fqn.startsWith(`${from}.`)

/** Of an FQN that is below, or the name itself. */
export const renamedFqn = (fqn: string, { from, to }: Renaming): string => `${to}${fqn.slice(from.length)}`

/** How a document that holds such a name spells it; `between`: what the engine puts behind a colon. */
export const spelledAs = ({ held, from }: Pick<Renaming, 'held' | 'from'>, between: string): string =>
  `"${held.member}":${between}${JSON.stringify(from).slice(0, -1)}`

/** Whether a document holds the name itself, and not only one that begins so. */
export function holdsName(value: unknown, held: Renaming['held'], fqn: string): boolean {
  if (Array.isArray(value)) return value.some((one) => holdsName(one, held, fqn))
  if (!isRecord(value)) return false
  const isHeld = held.source === undefined || value.source === held.source
  return Object.entries(value).some(([member, one]) =>
    isHeld && member === held.member && one === fqn ? true : holdsName(one, held, fqn),
  )
}

/** The document with the new names; undefined where it holds none of the old. */
export const withNewNames = (document: EntityDocument, renaming: Renaming): EntityDocument | undefined =>
  renamedUnder([renaming.held.member], document, renaming, renaming.held.source)

/** The same for the data of a relation. */
export const dataWithNewNames = (data: EntityDocument, renaming: Renaming): EntityDocument | undefined =>
  renamedUnder(renaming.linked?.members ?? [], data, renaming)

/** Texts and lists of texts under these members are names; with a source, where that stands beside them. */
function renamedUnder(
  members: readonly string[],
  document: EntityDocument,
  renaming: Renaming,
  source?: string,
): EntityDocument | undefined {
  let isChanged = false
  const nameOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(nameOf)
    if (typeof value !== 'string') return rename(value)
    if (value !== renaming.from && !isBelow(value, renaming)) return value
    isChanged = true
    return renamedFqn(value, renaming)
  }
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename)
    if (typeof value !== 'object' || value === null) return value
    const isHeld = source === undefined || Reflect.get(value, 'source') === source
    return Object.fromEntries(
      Object.entries(value).map(([member, one]) => [
        member,
        isHeld && members.includes(member) ? nameOf(one) : rename(one),
      ]),
    )
  }
  const renamed = rename(document) as EntityDocument // an object of what was one
  return isChanged ? renamed : undefined
}
