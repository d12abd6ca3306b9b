'use client'

import { useState } from 'react'
import { sheetOf } from '@/components/import/import-state'
import type { ImportHandle } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import { Dialog, DialogTrigger } from '@/components/ui/dialog'
import { later } from '@/components/ui/later'
import { counted } from '@/lib/model/rules/counted'

export interface SourceDialogProps {
  handle: ImportHandle
  onDone: () => void
}

const EarlierImports = later<SourceDialogProps>(() =>
  import('@/components/import/earlier-imports').then((module) => module.EarlierImports),
)
const FromAddress = later<SourceDialogProps>(() =>
  import('@/components/import/from-address').then((module) => module.FromAddress),
)

/** Rows that are on nobody's disk. */
export function OtherSources({ handle }: { handle: ImportHandle }) {
  const { session, state, facts } = handle
  const rows = sheetOf(state).rows.length
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={session.openSheet}>
        {rows === 0 ? 'Start from a blank sheet' : `Go on with the sheet (${counted(rows, 'row')})`}
      </Button>
      <SourceDialog label="From an earlier job…" content={EarlierImports} handle={handle} />
      {facts.fetchesFiles ? <SourceDialog label="From a URL…" content={FromAddress} handle={handle} /> : null}
    </div>
  )
}

function SourceDialog({
  label,
  content: Content,
  handle,
}: {
  label: string
  content: typeof EarlierImports
  handle: ImportHandle
}) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button>{label}</Button>
      </DialogTrigger>
      {isOpen ? <Content handle={handle} onDone={() => setIsOpen(false)} /> : null}
    </Dialog>
  )
}
