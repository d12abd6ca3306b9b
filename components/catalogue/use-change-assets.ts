import { useMutation } from '@tanstack/react-query'
import type { Within } from '@/components/catalogue/list-url'
import { tellFailure } from '@/components/entity/tell-failure'
import { toast } from '@/components/ui/toast'
import { type AssetHolder, assetHolders, changeAssets } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { EntityReference } from '@/lib/model/entities/entity'
import { counted } from '@/lib/model/rules/counted'

/** Longer than other notes: the way back is in it. */
const noteMs = 20_000

export interface RefusedAsset {
  readonly asset: EntityReference
  readonly message: string
}

const words = { add: 'put into', remove: 'taken out of' } as const
const wasSo = (count: number, operation: 'add' | 'remove'): string =>
  count === 0
    ? ''
    : `${counted(count, 'entry', 'entries')} ${count === 1 ? 'was' : 'were'} ${operation === 'add' ? 'there already' : 'not there'}.`
const opposite = { add: 'remove', remove: 'add' } as const

/** What the assets of a list are in, where they can be put into it and taken out. */
export const holderOf = (within: Within | undefined): AssetHolder | undefined =>
  within !== undefined && isHolder(within.by) ? { by: within.by, fqn: within.fqn } : undefined

const isHolder = (by: string): by is AssetHolder['by'] => Object.hasOwn(assetHolders, by)

/**
 * Puts assets into a domain or data product or takes them out, and says what was done, with the way back. Gives those that the
 * server refused, each with the reason.
 */
export function useChangeAssets(operation: 'add' | 'remove', holder: AssetHolder) {
  const refresh = useRefreshCatalogue()
  const undo = useMutation({
    mutationFn: (assets: readonly EntityReference[]) => changeAssets(holder, opposite[operation], assets),
    onSuccess: ({ numberOfRowsFailed: failed }) => {
      if (failed === 0) toast.success('Undone.')
      else
        toast.error(`${counted(failed, 'entry', 'entries')} could not be ${words[opposite[operation]]} ${holder.fqn}.`)
    },
    onError: (error) => tellFailure('It could not be undone', error),
    onSettled: refresh,
  })
  return useMutation({
    mutationFn: async (assets: readonly EntityReference[]): Promise<readonly RefusedAsset[]> => {
      const { failedRequest, rows } = await changeAssets(holder, operation, assets)
      const refused = failedRequest.flatMap(({ request, message = '' }) => {
        const asset = assets.find(({ id }) => id === Object(request).id)
        return asset === undefined ? [] : [{ asset, message }]
      })
      // What was so before is none of this, and stays when it is undone.
      const done = rows.flatMap(({ row, outcome }) => (outcome === 'entityUpdated' ? (assets[row] ?? []) : []))
      const same = assets.length - refused.length - done.length
      if (done.length > 0)
        toast.success(
          [`${counted(done.length, 'entry', 'entries')} ${words[operation]} ${holder.fqn}.`, wasSo(same, operation)]
            .join(' ')
            .trim(),
          { duration: noteMs, action: { label: 'Undo', onClick: () => undo.mutate(done) } },
        )
      else if (same > 0) toast.success(wasSo(same, operation))
      return refused
    },
    onSuccess: refresh,
  })
}
