/** Who is meant by what rows say of people. */
import { asRecord, commaParts, ownItems } from '@/lib/import/cell-items'
import { personNameOf } from '@/lib/import/inner-names'
import { missingMessage } from '@/lib/import/known-names'
import { type CreateRequest, leftOutKey, type RowMapping } from '@/lib/import/row-mapping'
import type { RowProblem } from '@/lib/import/row-problem'
import { type Cell, isBlank } from '@/lib/import/table'
import type { PersonName } from '@/lib/model/entities/person'

export const personKey = ({ type, name }: PersonName): string => `${type}:${name}`

function personOf(item: unknown): PersonName | undefined {
  const { type } = asRecord(item)
  const text = personNameOf(item)
  if (text === undefined || text === '') return undefined
  if (type === 'user' || type === 'team') return { type, name: text }
  const [, prefix, name] = /^(user|team):\s*(.+)$/is.exec(text) ?? []
  if (prefix === undefined || name === undefined) return { type: 'any', name: text }
  return { type: prefix.toLowerCase() === 'team' ? 'team' : 'user', name }
}

/** Everybody a cell names, for looking them up before rows are mapped. */
export const peopleIn = (cell: Cell): PersonName[] =>
  isBlank(cell)
    ? []
    : ownItems(cell).flatMap((item) =>
        [personOf(item) ?? [], ...alternatives(item).map((part) => personOf(part) ?? [])].flat(),
      )

/** `Lopez, Ana` is one person, `ana, bob` are two: who is found decides. */
const alternatives = (item: unknown): string[] => (typeof item === 'string' ? commaParts(item) : [])

export function putPeople(
  mapping: RowMapping,
  request: CreateRequest,
  problems: RowProblem[],
  member: string,
  cell: Cell,
): void {
  if (isBlank(cell)) return
  const { people, leftOut } = mapping
  const isFound = (item: unknown): boolean => {
    const person = personOf(item)
    return person !== undefined && people.get(personKey(person)) !== undefined
  }
  const items = ownItems(cell).flatMap((item) => {
    const parts = alternatives(item)
    return !isFound(item) && parts.some(isFound) ? parts : [item]
  })
  const references = items.flatMap((item) => {
    const person = personOf(item)
    const { id, type: kind } = asRecord(item)
    // As the body of a call has it. A name comes first: it is the same in another catalogue.
    if (person === undefined && typeof id === 'string') return [{ id, type: typeof kind === 'string' ? kind : 'user' }]
    if (person === undefined) {
      const message = 'names nobody: a name, user:name, team:name, or an object with id and type is needed'
      problems.push({ cause: { kind: 'invalid' }, member, message: `${member} ${message}` })
      return []
    }
    const type = person.type === 'any' ? 'user' : person.type
    if (leftOut.has(leftOutKey(type, person.name))) return []
    const other = mapping.meant?.get(leftOutKey(type, person.name))
    const found = people.get(personKey(other === undefined ? person : { type: 'any', name: other }))
    if (found !== undefined) return [{ id: found.id, type: found.type }]
    const near = mapping.nearPeople?.get(personKey(person))
    const cause = { kind: 'missing', type, key: person.name, ...(near !== undefined && { near }) } as const
    problems.push({ cause, member, message: missingMessage(type, person.name, near) })
    return []
  })
  if (references.length > 0) request[member] = references
}
