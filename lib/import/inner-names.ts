/** What APIs nest where a file has a text: the name inside is meant. */
import { isRecord } from '@/lib/model/rules/is-record'

const names = ['fullyQualifiedName', 'name', 'title', 'displayName', 'display_name', 'label'] as const
const addresses = ['email', 'mail', 'userPrincipalName', 'username', 'login'] as const

const firstText = (item: Readonly<Record<string, unknown>>, members: readonly string[]): string | undefined => {
  const found = members.map((member) => item[member]).find((value) => typeof value === 'string' && value.trim() !== '')
  return typeof found === 'string' ? found.trim() : undefined
}

/** The name of what is given as text, number or object; undefined for an object without one. */
export function nameOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item.trim()
  if (typeof item === 'number') return String(item)
  return isRecord(item) ? firstText(item, names) : undefined
}

/** The same of a person: tools give an address where they know one. */
export const personNameOf = (item: unknown): string | undefined =>
  isRecord(item)
    ? (firstText(item, ['name', ...addresses]) ?? firstText(item, ['displayName', 'display_name']))
    : nameOf(item)

const objectIn = (cell: unknown): unknown => {
  if (typeof cell !== 'string' || !/^\s*\{.*\}\s*$/s.test(cell)) return cell
  try {
    return JSON.parse(cell)
  } catch {
    return cell
  }
}

/** A cell for a field of text: of an object or a list its names, never JSON. Undefined where there is no name in it. */
export function textIn(cell: unknown): unknown {
  const value = objectIn(cell)
  if (Array.isArray(value)) {
    const found = value.map(nameOf)
    return found.includes(undefined) ? undefined : found.join(', ')
  }
  if (!isRecord(value)) return cell
  // What only looks like an object in a text is a text.
  return nameOf(value) ?? (typeof cell === 'string' ? cell : undefined)
}
