'use client'

import { useState } from 'react'
import { CsvStartFields, usualChoice } from '@/components/catalogue/csv-start-fields'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { counted } from '@/lib/model/rules/counted'

interface ExportOptionsProps {
  kind: ListKind
  count: number
  onExport: (choice: typeof usualChoice) => void
  onClose: () => void
}

/** A CSV that begins as somebody wants it, before it is downloaded. */
export function ExportOptions({ kind: { one, many }, count, onExport, onClose }: ExportOptionsProps) {
  const [choice, setChoice] = useState(usualChoice)
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        size="sm"
        title={`Export ${counted(count, one, many)} as CSV`}
        footer={
          <DialogActions
            onClick={() => {
              onExport(choice)
              onClose()
            }}
          >
            Export
          </DialogActions>
        }
      >
        <CsvStartFields value={choice} onValueChange={setChoice} />
      </DialogContent>
    </Dialog>
  )
}
