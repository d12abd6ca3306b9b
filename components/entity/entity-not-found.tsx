'use client'

import { useQuery } from '@tanstack/react-query'
import { rowsQuery } from '@/components/catalogue/list-queries'
import { blockedReason } from '@/components/entity/blocked-reason'
import type { EntityKind } from '@/components/entity/entity-kind'
import { EntityName } from '@/components/entity/entity-name'
import type { ShownEntity } from '@/components/entity/entity-query'
import { useActor } from '@/components/shell/actor-context'
import { PageNotFound } from '@/components/shell/page-not-found'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { entityHref, listHref, newHref } from '@/lib/client/links'
import { entityQueries } from '@/lib/client/queries'
import type { CreateEntity } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import { splitFqn, unquoteName } from '@/lib/model/rules/fqn'
import { nearestNames } from '@/lib/model/rules/nearest-names'

/** Candidates fetched to find near names among. */
const candidatesMax = 50

interface EntityNotFoundProps {
  kind: EntityKind
  /** The name that the address holds. */
  fqn: string
  /** What things of the kind live in, if anything, and the member that names it. */
  container?: { readonly field: string; readonly def: Omit<EntityAddress, 'schema' | 'createSchema'> } | undefined
}

/** Nothing bears the name: what was asked for, what is called nearly so, and the way to make it. */
export function EntityNotFound({ kind, fqn, container }: EntityNotFoundProps) {
  const actor = useActor()
  const { def, one, many } = kind
  const names = namesIn(fqn)
  const [holderName, name] = container === undefined ? [undefined, ...names] : names
  const holder = useQuery({
    ...entityQueries<ShownEntity, CreateEntity>(container?.def ?? def).byName(holderName ?? '', {
      fields: 'owners,domains',
    }),
    enabled: holderName !== undefined,
    retry: false,
  }).data
  const place = container === undefined || holder === undefined ? {} : { [container.field]: holder.fullyQualifiedName }
  const near = useNearNames(kind, fqn, name ?? fqn, place)
  const blocked = blockedReason(actor, 'Create', def, holder)
  const isInPlace = container === undefined ? names.length === 1 : names.length === 2 && holder !== undefined
  const canBeCreated = name !== undefined && isInPlace
  return (
    <PageNotFound
      title={`There is no such ${one}`}
      actions={
        <div className="mt-2 flex flex-wrap gap-2">
          {!canBeCreated ? null : blocked === undefined ? (
            <LinkButton variant="primary" href={newHref(def.type, { ...place, name: unquoteName(name) })}>
              Create it
            </LinkButton>
          ) : (
            <Button variant="primary" disabledReason={blocked}>
              Create it
            </Button>
          )}
          <LinkButton href={listHref(def.type)} variant={canBeCreated ? 'secondary' : 'primary'}>
            Go to {many}
          </LinkButton>
        </div>
      }
    >
      <p className="[overflow-wrap:anywhere]">
        Nothing in the catalogue is called{' '}
        <code dir="ltr" className="font-mono text-fg text-sm">
          {fqn}
        </code>
        . It may have been deleted permanently, or the link is incomplete.
      </p>
      {near.length === 0 ? null : (
        <section aria-labelledby="near-names" className="mt-4">
          <h2 id="near-names" className="font-semibold text-base text-fg">
            Nearly the same name
          </h2>
          <ul className="mt-2 grid gap-2">
            {near.map((row) => (
              <li key={row.id}>
                <EntityName
                  name={row.name}
                  displayName={row.displayName}
                  fullyQualifiedName={row.fullyQualifiedName}
                  href={entityHref(def.type, row.fullyQualifiedName ?? row.name)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </PageNotFound>
  )
}

/** The names that a fully qualified one is made of, as far as the text is one at all. */
function namesIn(fqn: string): string[] {
  try {
    return splitFqn(fqn)
  } catch {
    return []
  }
}

/** The three nearest among those in the same place, and among those that have the beginning of its longest word. */
function useNearNames(
  kind: EntityKind,
  fqn: string,
  name: string,
  place: Readonly<Record<string, string | undefined>>,
) {
  const rows = { def: kind.def, members: [] }
  const q = longestWord(name)
  const inside = useQuery({
    ...rowsQuery(rows, { ...place, limit: candidatesMax }),
    enabled: Object.keys(place).length > 0,
  })
  const words = useQuery({ ...rowsQuery(rows, { q, limit: candidatesMax }), enabled: q !== '' })
  const found = [words, inside].flatMap(({ data }) => data?.data ?? [])
  const candidates = new Map(found.map((row) => [row.id, row]))
  return nearestNames(fqn, [...candidates.values()], (row) => row.fullyQualifiedName ?? row.name, 3)
}

/** The part of a mistyped name most likely to lead somewhere. */
const longestWord = (name: string): string =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .reduce((longest, word) => (word.length > longest.length ? word : longest), '')
    .slice(0, 5)
