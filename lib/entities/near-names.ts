/** What somebody may have meant who names what there is not, of what the caller may see. */
import type { RequestContext } from '@/lib/entities/context'
import { spokenForms } from '@/lib/entities/find-people'
import { lookupFqn } from '@/lib/entities/resolve'
import { takeTurns } from '@/lib/entities/turns'
import { onlyVisible, withinTypes } from '@/lib/entities/visible'
import type { EntityType } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { nearestNames } from '@/lib/model/rules/nearest-names'
import { foldText, wantedWords } from '@/lib/model/search/search-words'
import type { PlannedRow } from '@/lib/model/wire/bulk-result'
import type { FieldProblem } from '@/lib/model/wire/errors'
import type { StoredEntity } from '@/lib/store/rows'

/** Names that are looked for by one finder; who has misspelt more has another problem. */
const namesMax = 50
/** The first names of a type are compared with every name. */
const candidatesMax = 500
/** Of what shares words with a name, where a type has more. */
const sharingMax = 50
/** Words of a name that are taken for the misspelt one, one after another. */
const misspeltMax = 4
/** Letters at the beginning that lead to few enough words. */
const sureMax = 6
/** Words of so many letters may have a second slip, in their second half. */
const longWord = 8
/** Letters of one script lie so near each other. */
const lettersApart = 32

export interface MissingName {
  readonly type: EntityType
  readonly key: string
}

/** The name most like one that nothing has; a finder remembers what it has been asked. */
export type NearNames = (name: MissingName, ctx: RequestContext) => Promise<string | undefined>

export function nearNames(): NearNames {
  const found = new Map<string, Promise<string | undefined>>()
  const first = new Map<EntityType, Promise<Candidates>>()
  return (name, ctx) => {
    const key = `${name.type} ${name.key}`
    const known = found.get(key)
    if (known !== undefined) return known
    if (found.size >= namesMax) return Promise.resolve(undefined)
    const all = first.get(name.type) ?? firstOf(name.type, ctx)
    first.set(name.type, all)
    const nearest = all.then((candidates) => nearestOf(name, candidates, ctx))
    found.set(key, nearest)
    return nearest
  }
}

interface Candidates {
  readonly rows: readonly StoredEntity[]
  /** There are more of the type. */
  readonly more: boolean
}

async function nearestOf(name: MissingName, { rows, more }: Candidates, ctx: RequestContext) {
  return nearestRow(name, more ? [...rows, ...(await sharing(name, ctx))] : rows)
}

const firstOf = (type: EntityType, ctx: RequestContext): Promise<Candidates> => listed(type, candidatesMax, {}, ctx)

function listed(type: EntityType, limit: number, text: { text?: string }, { store, ...ctx }: RequestContext) {
  const within = withinTypes([type], ctx).get(type)
  return store.list({
    type,
    include: 'non-deleted',
    sort: 'name',
    limit,
    uncounted: true,
    ...text,
    ...(within !== undefined && { within }),
  })
}

/**
 * What has all words of the name but one, and a word that begins like that one, or like it but for a slip: a few questions
 * of the index, at any size.
 */
async function sharing({ type, key }: MissingName, { store, ...ctx }: RequestContext): Promise<StoredEntity[]> {
  const words = [...new Set(wantedWords(key))]
  /** Letters that are taken for right: all that are told of a word that stands alone have to lead to few. */
  const sure = (word: string) => (words.length > 1 ? 1 : Math.min(sureMax, Math.ceil(word.length / 3)))
  const within = withinTypes([type], ctx).get(type)
  const found = await Promise.all(
    words.slice(0, misspeltMax).flatMap((misspelt) => {
      const text = words.filter((word) => word !== misspelt).join(' ')
      const among = { type, text, limit: sharingMax, ...(within !== undefined && { within }) }
      const begun = `${text} ${misspelt.slice(0, sure(misspelt))}`
      return [
        listed(type, sharingMax, { text: begun }, { store, ...ctx }).then(({ rows }) => rows),
        store.withOneOf({ ...among, oneOf: otherwiseBegun(misspelt, sure(misspelt)) }),
      ]
    }),
  )
  return found.flat()
}

/**
 * What a word may begin with where a slip is among its first letters: one of them is another one, missing, or too many, or
 * two have changed places.
 */
export function otherwiseBegun(word: string, slipsAmong: number): string[] {
  const letters = [...word]
  // Of two letters nothing would be left.
  if (letters.length < 3) return []
  const length = letters.length < longWord ? letters.length : Math.ceil(letters.length / 2)
  const ways = letters.slice(0, slipsAmong).flatMap((letter, at): string[][] => {
    const [before, after] = [letters.slice(0, at), letters.slice(at + 1)]
    const [next = '', ...others] = after
    const near = lettersNear(letter)
    return [
      [...before, ...after],
      [...before, next, letter, ...others],
      ...near.flatMap((one) => [
        [...before, one, ...after],
        [...before, one, letter, ...after],
      ]),
    ]
  })
  return [...new Set(ways.map((way) => way.slice(0, length).join('')))].filter(
    (begun) => begun !== word.slice(0, length),
  )
}

/** Letters of the same script, as words are kept. */
function lettersNear(letter: string): string[] {
  const middle = letter.codePointAt(0) ?? 0
  const from = Math.min(Math.max(0, middle - lettersApart), 0x10ffff - 2 * lettersApart)
  return Array.from({ length: 2 * lettersApart + 1 }, (_, at) => String.fromCodePoint(from + at)).filter(
    (one) => /^\p{L}$/u.test(one) && foldText(one) === one,
  )
}

/** People are named by address and display name, too, and are told by their names, which are nobody else's. */
function nearestRow({ type, key }: MissingName, rows: readonly StoredEntity[]): string | undefined {
  if (type !== 'user' && type !== 'team')
    return nearestNames(key, rows, (row) => row.fullyQualifiedName, 1)[0]?.fullyQualifiedName
  const { mail, shown } = spokenForms(key)
  const named = (texts: readonly string[], nameOf: (row: StoredEntity) => string) =>
    texts.flatMap((text) => nearestNames(text, rows, nameOf, 1))
  const [nearest] = [
    ...named([key], ({ name }) => name),
    ...named(mail === undefined ? [] : [mail], ({ document }) =>
      typeof document.email === 'string' ? document.email : '',
    ),
    ...named(shown, ({ displayName, name }) => displayName ?? name),
  ]
  return nearest?.name
}

/** The rows, and with each name that was not found what of that name is deleted, or else the name that is most like it. */
export async function withNearNames(
  rows: readonly PlannedRow[],
  ctx: RequestContext,
  near: NearNames = nearNames(),
): Promise<PlannedRow[]> {
  const turn = takeTurns()
  const deleted = await deletedAmong(rows, ctx)
  const told: PlannedRow[] = []
  for (const row of rows) {
    const fields: FieldProblem[] = []
    for (const problem of row.fields ?? []) {
      await turn()
      const name = missingName(problem)
      const deletedId = name === undefined ? undefined : deleted.get(keyOf(name))
      const nearest = name === undefined || deletedId !== undefined ? undefined : await near(name, ctx)
      fields.push(
        deletedId !== undefined
          ? { ...problem, params: { ...problem.params, deletedId } }
          : nearest !== undefined
            ? { ...problem, params: { ...problem.params, near: nearest } }
            : problem,
      )
    }
    told.push(row.fields === undefined ? row : { ...row, fields })
  }
  return told
}

const keyOf = ({ type, key }: MissingName): string => `${type} ${lookupFqn(type, key)}`

/** Ids of what the caller may see and could have back, by its type and name. */
async function deletedAmong(rows: readonly PlannedRow[], ctx: RequestContext): Promise<ReadonlyMap<string, string>> {
  const names = rows.flatMap(({ fields = [] }) => fields.flatMap((problem) => missingName(problem) ?? []))
  const deleted = new Map<string, string>()
  for (const [type, some] of Map.groupBy(names, (name) => name.type)) {
    const fqns = new Set(some.map(({ key }) => lookupFqn(type, key)))
    const found = await onlyVisible(await ctx.store.findByFqns(type, [...fqns]), (row) => row, ctx)
    for (const row of found) if (row.deleted) deleted.set(`${type} ${row.fullyQualifiedName}`, row.id)
  }
  return deleted
}

function missingName({ code, params: { type, key } = {} }: FieldProblem): MissingName | undefined {
  const def = typeof type === 'string' ? definitionOf(type as EntityType) : undefined // undefined for any other
  return code === 'notFound' && def !== undefined && typeof key === 'string' ? { type: def.type, key } : undefined
}
