import { useMutation } from '@tanstack/react-query'
import { totalsText } from '@/components/catalogue/totals-text'
import { trashHref } from '@/components/catalogue/trash-url'
import { tellFailure } from '@/components/entity/tell-failure'
import { Link } from '@/components/ui/link'
import { toast } from '@/components/ui/toast'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { EntityAddress } from '@/lib/model/entities/entity-address'

/** Longer than other notes: the way back is in it. The trash has it for as long as one likes. */
const noteMs = 20_000

/** Says what has been deleted, with the way back: at once, and later from the trash. */
export function useDeletionToast(kind: { readonly def: EntityAddress; readonly many: string }) {
  const refresh = useRefreshCatalogue()
  const { def, many } = kind
  const trash = trashHref(kind)
  const restore = useMutation({
    mutationFn: (ids: readonly string[]) => entityMutations(def).restoreMany(ids),
    onSuccess: ({ totals, failedRequest }) => {
      if (failedRequest.length === 0) toast.success(`${totalsText(totals)} restored.`)
      else toast.error(`${failedRequest.length.toLocaleString('en')} ${many} could not be restored.`)
    },
    onError: (error) => tellFailure('It could not be undone, and what was deleted can still be restored', error),
    onSettled: refresh,
  })
  return (ids: readonly string[], what: string): void => {
    const id = toast.success(
      <span className="[overflow-wrap:anywhere]">
        {what} deleted.{' '}
        {trash === undefined ? null : (
          <Link
            href={trash}
            onClick={() => toast.dismiss(id)}
            className="rounded-sm text-accent-text underline underline-offset-4"
          >
            Open the trash
          </Link>
        )}
      </span>,
      { duration: noteMs, action: { label: 'Undo', onClick: () => restore.mutate(ids) } },
    )
  }
}
