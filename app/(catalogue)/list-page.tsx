/** The page round the list of any type: what its address asks for is there when the page comes. */

import { createLoader, parseAsString, type SearchParams } from 'nuqs/server'
import type { ComponentType } from 'react'
import { firstPageOf } from '@/app/(catalogue)/first-page'
import { definitionFor } from '@/app/(catalogue)/read-entity'
import { CatalogueList, type CatalogueListProps } from '@/components/catalogue/catalogue-list'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { listUrl, type Within } from '@/components/catalogue/list-url'
import { WrittenBy } from '@/components/catalogue/written-by'
import { Prefetched } from '@/lib/client/prefetched'
import { seenJob } from '@/lib/entities/job-rights'
import { pageContext } from '@/lib/http/page'
import { presentJob } from '@/lib/jobs/present'
import { listQueryOf } from '@/lib/model/wire/query'

export interface ListPageProps {
  searchParams: Promise<SearchParams>
}

const loadState = createLoader({ ...listUrl, importJob: parseAsString })

/** A type's `(list)/page.tsx`. */
export async function ListPage({
  kind,
  List = CatalogueList,
  searchParams,
}: ListPageProps & { kind: ListKind; List?: ComponentType<CatalogueListProps> }) {
  const [ctx, { importJob, ...state }] = await Promise.all([pageContext(), loadState(searchParams)])
  const within = writtenBy(kind, importJob)
  const seen = within && (await seenJob(within.fqn, ctx))
  const job = seen && presentJob(seen)
  return (
    <Prefetched queries={await firstPageOf(kind, state, ctx, within)}>
      {within === undefined ? (
        <List kind={kind} />
      ) : (
        <List kind={job === undefined ? { ...kind, ...unseen } : kind} within={within}>
          <WrittenBy type={kind.def.type} job={job} />
        </List>
      )}
    </Prefetched>
  )
}

/** Only what one job has written. What is no id of a job is none of the address. */
function writtenBy(kind: ListKind, importJob: string | null): Within | undefined {
  const asked = listQueryOf(definitionFor(kind)).safeParse({ importJob: importJob ?? undefined })
  return asked.data?.importJob !== undefined && importJob !== null
    ? { by: 'importJob', fqn: importJob, words: 'of this job' }
    : undefined
}

/** Why a list is empty whose job is not shown. */
const unseen = { hasSelection: false, explanation: 'Jobs are kept for 30 days, and shown to whoever started them.' }
