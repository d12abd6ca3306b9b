import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { ListKind } from '@/components/catalogue/list-kinds'
import type { ListRow } from '@/components/catalogue/list-row'
import type { RowParams } from '@/components/catalogue/list-url'
import { jobHref, jobMutations } from '@/lib/client/jobs'
import type { ExportingRequest, SelectionRequest } from '@/lib/model/wire/selection'

/** Which things a job is of. */
export type Selected = Pick<SelectionRequest, 'collection' | 'ids' | 'filter'>

const filters = new Set(['q', 'service', 'owner', 'tag', 'domain', 'dataProduct', 'below', 'importJob', 'extension'])

/** The rows, or all that a list with these parameters shows. Undefined for what jobs are not made of. */
export function selectionOf(
  { collection }: ListKind['def'],
  { rows, found }: { readonly rows?: readonly Pick<ListRow, 'id'>[]; readonly found?: RowParams },
): Selected | undefined {
  if (collection !== 'dashboards' && collection !== 'charts') return undefined
  if (found === undefined) return { collection, ids: rows?.map(({ id }) => id) ?? [] }
  const given = Object.entries(found).filter(([name]) => name !== 'sort')
  // Part of a filter would find too much.
  if (!given.every(([name]) => filters.has(name))) return undefined
  return { collection, filter: Object.fromEntries(given) }
}

/** Makes a job of a selection and goes to its page, where it is looked at before anything happens. */
export function useSelectionJob() {
  const router = useRouter()
  const mutation = useMutation({
    mutationFn: (request: SelectionRequest | ExportingRequest) => jobMutations.create(request),
    onSuccess: ({ id }) => router.push(jobHref(id)),
  })
  return {
    start: (request: SelectionRequest | ExportingRequest) => mutation.mutate(request),
    isPending: mutation.isPending || mutation.isSuccess,
    error: mutation.error,
  }
}

export type SelectionJobHandle = ReturnType<typeof useSelectionJob>
