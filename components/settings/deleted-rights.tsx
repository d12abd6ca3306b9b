'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { tellFailure } from '@/components/entity/tell-failure'
import { deletedRightsQuery } from '@/components/settings/roles-queries'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { addresses } from '@/lib/model/entities/addresses'
import { shownName } from '@/lib/model/rules/shown-name'

const defs = { roles: addresses.role, policies: addresses.policy } as const

interface DeletedRightsProps {
  of: keyof typeof defs
  /** Why nothing may be restored. */
  blocked: string | undefined
}

/** Roles or policies that were deleted, with the way back; nobody can make another of their name meanwhile. */
export function DeletedRights({ of, blocked }: DeletedRightsProps) {
  const { data } = useQuery(deletedRightsQuery(of))
  const refresh = useRefreshCatalogue()
  const restore = useMutation({
    mutationFn: (id: string) => entityMutations(defs[of]).restore(id),
    onSuccess: async (restored) => {
      toast.success(`${shownName(restored)} is restored.`)
      await refresh()
    },
    onError: (error) => tellFailure('It could not be restored', error),
  })
  if (data === undefined || data.data.length === 0) return null
  return (
    <section aria-label={`Deleted ${of}`} className="border-line border-t px-page py-5">
      <div className="grid max-w-[68ch] gap-1">
        <h2 className="font-semibold text-lg">Deleted</h2>
        <p className="text-muted text-sm">They give nobody anything, and keep their names.</p>
        <ul className="grid">
          {data.data.map((right) => (
            <li key={right.id} className="flex items-center gap-2 text-sm">
              <span dir="auto" className="min-w-0 truncate">
                {shownName(right)}
              </span>
              <Button
                size="sm"
                variant="ghost"
                className="ms-auto"
                aria-label={`Restore ${shownName(right)}`}
                disabledReason={blocked}
                pending={restore.isPending && restore.variables === right.id}
                onClick={() => restore.isPending || restore.mutate(right.id)}
              >
                Restore
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
