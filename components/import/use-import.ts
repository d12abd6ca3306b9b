'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { importDefinitions } from '@/components/import/definitions'
import { createImportSession, type ImportSession } from '@/components/import/import-session'
import { type ImportState, initialState } from '@/components/import/import-state'
import type { KeptMapping, KnownService } from '@/components/import/import-world'
import { readInWorker } from '@/components/import/read-in-worker'
import { earlierMapping, fileAt } from '@/lib/client/import-files'
import { jobHref, jobQueries } from '@/lib/client/jobs'
import { mappingsQuery } from '@/lib/client/kept-mappings'
import { sendImport } from '@/lib/client/send-import'
import { type TargetColumn, targetColumns } from '@/lib/import/columns'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { Importable } from '@/lib/model/wire/import-mapping'

/** What the server knows and the import asks for. */
export interface ImportFacts {
  readonly properties: Readonly<Record<Importable, readonly CustomProperty[]>>
  readonly services: readonly KnownService[]
  /** Bytes of the largest file that it takes. */
  readonly bytesMax: number
  /** It fetches files from addresses. */
  readonly fetchesFiles: boolean
}

export interface ImportHandle {
  readonly session: ImportSession
  readonly state: ImportState
  readonly facts: ImportFacts
  readonly targets: readonly TargetColumn[]
}

interface Holder {
  facts: ImportFacts
  show: (jobId: string) => void
  mappings: () => Promise<readonly KeptMapping[]>
}

/**
 * The session outlives the page, so that a file that is half mapped is still there after a look at the list. It belongs to
 * one person: the next one to sign in here starts with nothing.
 */
let current: (Holder & { readonly actorId: string; readonly session: ImportSession }) | undefined

function sessionOf(actorId: string, given: Holder): NonNullable<typeof current> {
  if (current?.actorId === actorId) return current
  current?.session.startOver()
  const holder: Holder = { ...given }
  const session = createImportSession({
    read: readInWorker,
    definition: (collection) => importDefinitions[collection],
    properties: (collection) => holder.facts.properties[collection],
    targets: (collection) => listTargets(collection, holder.facts),
    services: () => holder.facts.services,
    bytesMax: () => holder.facts.bytesMax,
    fetch: fileAt,
    mappings: () => holder.mappings(),
    earlier: earlierMapping,
    send: sendImport,
    show: (jobId) => holder.show(jobId),
  })
  current = Object.assign(holder, { actorId, session })
  return current
}

export function useImport(actorId: string, facts: ImportFacts): ImportHandle {
  const router = useRouter()
  const client = useQueryClient()
  const show = (jobId: string) => {
    void client.invalidateQueries({ queryKey: jobQueries.all })
    router.push(jobHref(jobId))
  }
  const mappings = () =>
    client.fetchQuery({ ...mappingsQuery, staleTime: 10_000 }).then(
      ({ data }) => data.toSorted((one, other) => other.updatedAt - one.updatedAt),
      () => [],
    )
  const [holder] = useState(() => sessionOf(actorId, { facts, show, mappings }))
  const { session } = holder
  useEffect(() => {
    holder.facts = facts
    holder.show = show
    holder.mappings = mappings
  })
  const state = useSyncExternalStore(session.subscribe, session.getState, () => initialState)
  const [targets, setTargets] = useState(() => ({
    collection: state.collection,
    list: listTargets(state.collection, facts),
  }))
  if (targets.collection !== state.collection)
    setTargets({ collection: state.collection, list: listTargets(state.collection, facts) })
  return { session, state, facts, targets: targets.list }
}

const listTargets = (collection: Importable, facts: ImportFacts) =>
  targetColumns(importDefinitions[collection], facts.properties[collection])
