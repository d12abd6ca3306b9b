/** Users and teams by the names a file has for them. */
import { api } from '@/lib/client/api'
import { personKey } from '@/lib/import/map-rows'
import type { MapRequest } from '@/lib/import/sheet-types'
import { type PersonName, personName } from '@/lib/model/entities/person'
import { peopleMax } from '@/lib/model/rules/bounds'
import { unstorable } from '@/lib/model/rules/storable'

type Found = MapRequest['people'][number]

/** What the server knows of each name. */
export interface FoundPeople {
  readonly data: readonly Found[1][]
}

/** A thousand names a call. A name that leads nowhere comes with null; errors are thrown. */
export async function findPeople(
  names: readonly PersonName[],
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<Found[]> {
  const { askable = [], others = [] } = Object.groupBy(names, (person) => (isName(person) ? 'askable' : 'others'))
  const found: Found[] = others.map((person) => [personKey(person), null])
  for (let from = 0; from < askable.length; from += peopleMax) {
    const slice = askable.slice(from, from + peopleMax)
    const { data } = await api<FoundPeople>('people', { method: 'POST', body: { names: slice }, signal })
    found.push(...slice.map((person, at): Found => [personKey(person), data[at] ?? null]))
    progress(found.length)
  }
  return found
}

/** Nobody is called what the server would refuse to read. */
const isName = (person: PersonName): boolean => personName.safeParse(person).success && unstorable(person) === undefined
