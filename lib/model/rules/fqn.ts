/**
 * Fully qualified names: parts joined by dots, a part with a dot or a quote wrapped in double quotes with inner quotes
 * doubled (docs/contract/names.md#quoting). Nothing else in the house quotes or splits names.
 */
import { badRequest } from '@/lib/model/wire/errors'

const quotedPart = /^"(?:[^"]|"")+"$/
const part = /"(?:[^"]|"")+"(?=\.|$)|[^".][^.]*/y

/** One part as it stands in an FQN. Idempotent: a part that is quoted already stays, needless quotes go. */
export function quoteName(name: string): string {
  if (name === '' || name === '""') throw badRequest(`Invalid name ${name}`)
  const plain = unquoteName(name)
  return plain.includes('.') || plain.includes('"') ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** The name a part stands for. */
export function unquoteName(quoted: string): string {
  return quotedPart.test(quoted) ? quoted.slice(1, -1).replaceAll('""', '"') : quoted
}

/** `container` is an FQN already, or absent for an entity at the top. */
export function joinFqn(container: string | undefined, name: string): string {
  return container === undefined ? quoteName(name) : `${container}.${quoteName(name)}`
}

/** Whether it has parts (`splitFqn`). */
export function isFqn(text: string): boolean {
  try {
    return splitFqn(text).length > 0
  } catch {
    return false
  }
}

/** The parts, still quoted; throws 400 for what is no FQN (`a..b`, `""`, the empty string). */
export function splitFqn(fqn: string): string[] {
  const parts: string[] = []
  let at = 0
  while (at < fqn.length) {
    part.lastIndex = at
    const match = part.exec(fqn)
    if (match === null) throw badRequest(`Invalid name ${fqn}`)
    parts.push(match[0])
    at = part.lastIndex
    if (at === fqn.length) return parts
    at += 1 // the dot
  }
  throw badRequest(`Invalid name ${fqn}`)
}

/** The FQN one level up, or undefined at the top. */
export function parentFqn(fqn: string): string | undefined {
  const parts = splitFqn(fqn)
  return parts.length === 1 ? undefined : parts.slice(0, -1).join('.')
}

/** The first part: the service, classification or glossary. */
export const rootFqn = (fqn: string): string => splitFqn(fqn)[0] ?? fqn

/** For things that hang below one another inside a container: who names the one above need not name the container. */
export const underParent =
  (field: string) =>
  (request: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
    request[field] === undefined && typeof request.parent === 'string'
      ? { ...request, [field]: unquoteName(rootFqn(request.parent)) }
      : request
