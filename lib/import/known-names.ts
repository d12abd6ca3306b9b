/** Names there are in the catalogue, for understanding what files call the same things. */

import { splitFqn, unquoteName } from '@/lib/model/rules/fqn'
import { nearestNames } from '@/lib/model/rules/nearest-names'
import { operationWords } from '@/lib/model/rules/rule-words'

export interface NameIndex {
  /** The FQN that a text means: itself, in another case, or the last part of only one. */
  find(text: string): string | undefined
  /** The FQN most like a text that none has. */
  nearest(text: string): string | undefined
}

const lastPart = (fqn: string): string => {
  try {
    return unquoteName(splitFqn(fqn).at(-1) ?? fqn)
  } catch {
    return fqn
  }
}

function indexNames(fqns: readonly string[]): NameIndex {
  const exact = new Set(fqns)
  const ways = [(fqn: string) => fqn.toLowerCase(), (fqn: string) => lastPart(fqn).toLowerCase()].map((keyOf) =>
    Map.groupBy(fqns, keyOf),
  )
  const suggested = new Map<string, string | undefined>()
  return {
    find: (text) => {
      if (exact.has(text)) return text
      for (const way of ways) {
        const [found, another] = way.get(text.toLowerCase()) ?? []
        if (found !== undefined) return another === undefined ? found : undefined
      }
      return undefined
    },
    nearest: (text) => {
      if (!suggested.has(text)) {
        const wanted = text.includes('.') ? (fqn: string) => fqn : lastPart
        suggested.set(text, nearestNames(text, fqns, wanted, 1)[0])
      }
      return suggested.get(text)
    },
  }
}

/** What the catalogue has that rows refer to; empty where it is not known. */
export interface KnownNames {
  readonly services: NameIndex & {
    /** Undefined where services are not known. */
    has(name: string): boolean | undefined
  }
  readonly tags: NameIndex
}

export function knownNames(services: readonly string[], tags: readonly string[]): KnownNames {
  const all = new Set(services)
  return {
    services: { ...indexNames(services), has: (name) => (all.size === 0 ? undefined : all.has(name)) },
    tags: indexNames(tags),
  }
}

const nouns: Readonly<Record<string, string>> = {
  dashboardService: 'service',
  glossaryTerm: 'glossary term',
  dashboardDataModel: 'data model',
  dataProduct: 'data product',
}

/** What is called nearly so; `meant` is what the server takes it for, of what there is no list of here. */
export function nearestName(type: string, key: string, known?: KnownNames, meant?: string): string | undefined {
  const names = type === 'dashboardService' ? known?.services : type === 'tag' ? known?.tags : undefined
  return names?.nearest(key) ?? meant
}

/** "The right to edit owners is missing for this dashboard." */
export const forbiddenMessage = (type: string, operation: string): string =>
  `The right to ${operationWords(operation)} is missing for this ${nouns[type] ?? type}. An administrator can give it`

/** "The chart superset.sales is in the trash: restore it first." */
export const deletedMessage = (type: string, key: string): string =>
  `The ${nouns[type] ?? type} ${key} is in the trash: restore it first`

/** "No service sample_supreset. Did you mean sample_superset?" */
export function missingMessage(type: string, key: string, nearest?: string): string {
  const what =
    type === 'user' || type === 'team'
      ? `Nobody is found for ${key}: neither by name, nor by address, nor by display name`
      : `No ${nouns[type] ?? type} ${key}`
  return nearest === undefined ? what : `${what}. Did you mean ${nearest}?`
}
