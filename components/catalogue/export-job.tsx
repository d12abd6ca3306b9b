'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { CsvStartFields, usualChoice } from '@/components/catalogue/csv-start-fields'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { selectionOf } from '@/components/catalogue/use-selection-job'
import { RequestError } from '@/components/entity/request-error'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { jobHref, jobMutations } from '@/lib/client/jobs'
import type { ListParams } from '@/lib/client/queries'
import { counted } from '@/lib/model/rules/counted'
import type { ExportFormat } from '@/lib/model/wire/selection'

interface ExportJobProps {
  kind: ListKind
  query: ListParams & { readonly ids?: string }
  count: number
  format: ExportFormat
  onClose: () => void
}

/** Says that a large file is made in the background, and goes to the page that shows how far it is. */
export function ExportJob({ kind, query: { ids, ...found }, count, format, onClose }: ExportJobProps) {
  const router = useRouter()
  const { def, one, many } = kind
  const [choice, setChoice] = useState(usualChoice)
  const start = useMutation({
    mutationFn: async () => {
      const selected = selectionOf(def, ids === undefined ? { found } : { rows: ids.split(',').map((id) => ({ id })) })
      if (selected === undefined) throw new Error('A file of this list is too large to be made')
      return jobMutations.create({ kind: 'export', format, ...(format === 'csv' && choice), ...selected })
    },
    onSuccess: ({ id }) => router.push(jobHref(id)),
  })
  return (
    <AlertDialog
      open
      onOpenChange={(isOpen) => !isOpen && !start.isPending && onClose()}
      title={`Export ${counted(count, one, many)}?`}
      description="The file is made in the background, by a job. You can leave its page meanwhile, and download the file there once it is made."
      confirmLabel="Export"
      pending={start.isPending || start.isSuccess}
      onConfirm={() => start.mutate()}
    >
      {format === 'csv' ? <CsvStartFields value={choice} onValueChange={setChoice} /> : null}
      {start.error === null ? null : <RequestError title="The export could not begin" error={start.error} />}
    </AlertDialog>
  )
}
