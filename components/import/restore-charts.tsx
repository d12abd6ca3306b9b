'use client'

import { useMutation } from '@tanstack/react-query'
import { tellFailure } from '@/components/entity/tell-failure'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { charts } from '@/lib/model/entities/chart'
import { counted } from '@/lib/model/rules/counted'
import type { JobProblem } from '@/lib/model/wire/job'

/** Charts that went to the trash, often with the dashboards that rows bring back. */
export const deletedCharts = (problems: readonly JobProblem[]): readonly string[] =>
  problems.flatMap(({ cause }) =>
    cause.kind === 'missing' && cause.type === 'chart' && cause.deletedId !== undefined ? [cause.deletedId] : [],
  )

interface RestoreChartsProps {
  ids: readonly string[]
  label: string
  /** Asks for the rows again. */
  onRestored: () => void
}

/** Brings charts that rows refer to back at once, before the rows. */
export function RestoreCharts({ ids, label, onRestored }: RestoreChartsProps) {
  const refresh = useRefreshCatalogue()
  const restoration = useMutation({
    mutationFn: () => entityMutations(charts).restoreMany(ids),
    onSuccess: ({ failedRequest: [failed, ...others] }) => {
      if (failed !== undefined)
        toast.error(`${counted(1 + others.length, 'chart')} could not be restored: ${failed.message}`)
      onRestored()
      return refresh()
    },
    onError: (error) => tellFailure('Nothing was restored', error),
  })
  return (
    <Button size="sm" pending={restoration.isPending} onClick={() => restoration.mutate()}>
      {label}
    </Button>
  )
}
