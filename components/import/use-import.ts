'use client'

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { findPeople } from '@/components/import/find-people'
import { createImportSession, type ImportSession } from '@/components/import/import-session'
import { type ImportState, initialState } from '@/components/import/import-state'
import { openRemoteSheet } from '@/components/import/remote-sheet'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { type TargetColumn, targetColumns } from '@/lib/import/columns'
import { charts } from '@/lib/model/entities/chart'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Importable } from '@/lib/model/wire/import-mapping'

export const importDefinitions: Readonly<Record<Importable, EntityDefinition>> = {
  dashboards: dashboards as unknown as EntityDefinition, // used for what is true of every type
  charts: charts as unknown as EntityDefinition, // as above
}

/** What the server knows and the import asks for. */
export interface ImportFacts {
  readonly properties: Readonly<Record<Importable, readonly CustomProperty[]>>
  readonly services: readonly string[]
  readonly tags: readonly string[]
}

export interface ImportHandle {
  readonly session: ImportSession
  readonly state: ImportState
  readonly targets: readonly TargetColumn[]
}

/**
 * The session outlives the page, so that a run goes on while somebody looks at the list. It belongs to one person: the
 * next one to sign in here starts with nothing.
 */
let current:
  | { readonly actorId: string; readonly session: ImportSession; facts: ImportFacts; refresh: () => void }
  | undefined

function sessionOf(actorId: string, facts: ImportFacts, refresh: () => void): NonNullable<typeof current> {
  if (current?.actorId === actorId) return current
  current?.session.startOver()
  const holder: { facts: ImportFacts; refresh: () => void } = { facts, refresh }
  const calls = { dashboards: entityMutations(dashboards), charts: entityMutations(charts) }
  const session = createImportSession({
    openSheet: openRemoteSheet,
    definition: (collection) => importDefinitions[collection],
    properties: (collection) => holder.facts.properties[collection],
    targets: (collection) => targetColumns(importDefinitions[collection], holder.facts.properties[collection]),
    services: () => holder.facts.services,
    tags: () => holder.facts.tags,
    findPeople,
    preview: (collection, requests, signal) => calls[collection].preview(requests, signal),
    bulk: (collection, requests) => calls[collection].bulk(requests),
    written: () => holder.refresh(),
  })
  current = Object.assign(holder, { actorId, session })
  return current
}

export function useImport(actorId: string, facts: ImportFacts): ImportHandle {
  const refreshCatalogue = useRefreshCatalogue()
  const refresh = useCallback(() => void refreshCatalogue(), [refreshCatalogue])
  const [holder] = useState(() => sessionOf(actorId, facts, refresh))
  const { session } = holder
  useEffect(() => {
    holder.facts = facts
    holder.refresh = refresh
  }, [holder, facts, refresh])
  const state = useSyncExternalStore(session.subscribe, session.getState, () => initialState)
  const [targets, setTargets] = useState(() => ({
    collection: state.collection,
    list: listTargets(state.collection, facts),
  }))
  if (targets.collection !== state.collection)
    setTargets({ collection: state.collection, list: listTargets(state.collection, facts) })
  return { session, state, targets: targets.list }
}

const listTargets = (collection: Importable, facts: ImportFacts) =>
  targetColumns(importDefinitions[collection], facts.properties[collection])
