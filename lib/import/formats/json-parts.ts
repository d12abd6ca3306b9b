/** Where the rows are in a JSON text: tools put lists into envelopes of their own. */
import { isRecord } from '@/lib/model/rules/is-record'

export interface FoundPart {
  /** Members on the way to it, joined by dots; the text as a whole has no name. */
  readonly name: string
  readonly items: readonly unknown[]
}

const depthMax = 3
const partsMax = 20
/** Members that tools keep their rows in. */
const envelopes: ReadonlySet<string> = new Set(['data', 'result', 'results', 'value', 'items', 'rows', 'records'])
/** A thing of its own has one of these; an envelope has none. */
const names = ['name', 'title', 'displayName', 'dashboard_title', 'fullyQualifiedName'] as const

const isNamed = (value: Readonly<Record<string, unknown>>): boolean =>
  names.some((name) => typeof value[name] === 'string' || typeof value[name] === 'number')

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** What may be the rows, the likeliest first: never empty. */
export function partsOf(value: unknown, collection = ''): FoundPart[] {
  if (Array.isArray(value)) return [{ name: '', items: fromArrays(value) ?? value }]
  if (!isRecord(value)) return [{ name: '', items: [value] }]
  const frame = fromFrame(value)
  if (frame !== undefined) return [{ name: '', items: frame }]
  const lists = listsIn(value, [])
  const whole = { name: '', items: [value] }
  if (lists.length === 0) return [whole]
  if (isNamed(value)) return [whole, ...lists].slice(0, partsMax)
  const rank = ({ name }: FoundPart): number => {
    const last = name.split('.').at(-1) ?? ''
    return last === collection ? 2 : envelopes.has(last) ? 1 : 0
  }
  return lists.toSorted((a, b) => rank(b) - rank(a) || b.items.length - a.items.length).slice(0, partsMax)
}

/** Lists of objects, and single things in an envelope, at any place not inside another list. */
function listsIn(value: Readonly<Record<string, unknown>>, path: readonly string[]): FoundPart[] {
  return Object.entries(value).flatMap(([member, inner]): FoundPart[] => {
    const at = [...path, member]
    const name = at.join('.')
    if (Array.isArray(inner))
      return inner.some(isRecord) || (inner.length === 0 && envelopes.has(member)) ? [{ name, items: inner }] : []
    if (!isRecord(inner) || isNamed(value)) return []
    if (isNamed(inner)) return [{ name, items: [inner] }]
    return at.length < depthMax ? listsIn(inner, at) : []
  })
}

/** `[["name", "title"], ["1", "Cash"]]`: the first list names the columns. */
function fromArrays(value: readonly unknown[]): unknown[] | undefined {
  const [head, ...rows] = value
  if (!isTexts(head) || head.length === 0 || rows.length === 0 || !rows.every(Array.isArray)) return undefined
  return rows.map((row: readonly unknown[]) => Object.fromEntries(head.map((name, at) => [name, row[at]])))
}

const isNumbered = (keys: readonly string[]): boolean => keys.length > 0 && keys.every((key) => /^\d+$/.test(key))

/** What pandas writes of a data frame: by columns, by rows, or split into names and values. */
function fromFrame(value: Readonly<Record<string, unknown>>): unknown[] | undefined {
  if (isTexts(value.columns) && Array.isArray(value.data)) return fromArrays([value.columns, ...value.data])
  const members = Object.entries(value)
  const inner = members.flatMap(([, member]) => (isRecord(member) ? [member] : []))
  if (inner.length === 0 || inner.length < members.length) return undefined
  if (isNumbered(Object.keys(value))) return inner
  if (!inner.every((member) => isNumbered(Object.keys(member)))) return undefined
  const keys = [...new Set(inner.flatMap((member) => Object.keys(member)))]
  return keys.map((key) => Object.fromEntries(members.map(([name], at) => [name, inner[at]?.[key]])))
}
