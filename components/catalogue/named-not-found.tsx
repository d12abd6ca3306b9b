'use client'

import { useQuery } from '@tanstack/react-query'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { rowsQuery } from '@/components/catalogue/list-queries'
import { blockedReason } from '@/components/entity/blocked-reason'
import { EntityNotFound } from '@/components/entity/entity-not-found'
import { useActor } from '@/components/shell/actor-context'

/** For the `not-found.tsx` of a segment `[fqn]`: says what was asked for and what comes near. */
export function NamedNotFound({ kind, asked }: { kind: ListKind; asked: string }) {
  const { def, one, href } = kind
  const q = longestWord(asked)
  const { data } = useQuery({
    ...rowsQuery(kind, { q, limit: 3, sort: 'displayName' }),
    enabled: q !== '',
  })
  const mayCreate = blockedReason(useActor(), 'Create', def) === undefined
  return (
    <EntityNotFound
      noun={one}
      fullyQualifiedName={asked}
      nearest={(data?.data ?? []).map((row) => ({ ...row, type: def.type }))}
      listHref={href}
      createHref={mayCreate ? `${href}/new` : undefined}
    />
  )
}

/** The part of a mistyped name most likely to lead somewhere: the beginning of its longest word. */
const longestWord = (name: string): string =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .reduce((longest, word) => (word.length > longest.length ? word : longest), '')
    .slice(0, 5)
