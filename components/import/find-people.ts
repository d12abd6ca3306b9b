/** Users and teams by the names a file has for them. */
import { api } from '@/lib/client/api'
import { type PersonName, personKey } from '@/lib/import/map-rows'
import type { MapRequest } from '@/lib/import/sheet-types'
import { CatalogueError } from '@/lib/model/errors'

type Found = MapRequest['people'][number]
const parallel = 6

/** One look-up per name, a few at a time. A name that leads nowhere comes with null; other errors are thrown. */
export async function findPeople(
  names: readonly PersonName[],
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<Found[]> {
  const found: Found[] = []
  const queue = names.values()
  const work = async (): Promise<void> => {
    for (const person of queue) {
      found.push([personKey(person), await findPerson(person, signal)])
      progress(found.length)
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
  return found
}

async function findPerson({ type, name }: PersonName, signal: AbortSignal): Promise<Found[1]> {
  if (type !== 'team') {
    const user = (await lookUp('users', name, signal)) ?? (await findByAddress(name, signal))
    if (user !== null) return { id: user.id, type: 'user' }
  }
  if (type === 'user') return null
  const team = await lookUp('teams', name, signal)
  return team === null ? null : { id: team.id, type: 'team' }
}

/** User names are nearly always what stands before the @ of their address; the address itself has to agree. */
async function findByAddress(address: string, signal: AbortSignal) {
  const local = address.split('@', 2)[0] ?? ''
  if (!address.includes('@') || local === '') return null
  const user = await lookUp('users', local, signal)
  return user?.email?.toLowerCase() === address.toLowerCase() ? user : null
}

async function lookUp(
  path: 'users' | 'teams',
  name: string,
  signal: AbortSignal,
): Promise<{ id: string; email?: string } | null> {
  try {
    return await api(`${path}/name/${encodeURIComponent(name)}`, { signal })
  } catch (error) {
    if (error instanceof CatalogueError && (error.kind === 'notFound' || error.kind === 'badRequest')) return null
    throw error
  }
}
