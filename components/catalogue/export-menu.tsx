'use client'

import { Download } from 'lucide-react'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { Button } from '@/components/ui/button'
import { onDemand } from '@/components/ui/on-demand'
import type { ListParams } from '@/lib/client/queries'

export interface ExportMenuProps {
  kind: ListKind
  /** What is exported: the filters of a list, or ids. */
  query: ListParams & { readonly ids?: string }
  /** How many things that is. */
  count: number
  /** Too many to wait for: the file is made in the background. */
  isLarge: boolean
  label: string
}

const ExportOnDemand = onDemand('menu', () =>
  import('@/components/catalogue/export-layer').then((module) => module.ExportLayer),
)

/** A file of what a list shows, with everything that an import can read back. The server sends it as it reads. */
export const ExportMenu = (props: ExportMenuProps) => (
  <ExportOnDemand
    {...props}
    trigger={
      <Button variant="ghost" size="sm" aria-label={props.label}>
        <Download aria-hidden strokeWidth={1.75} />
        <span className="max-lg:sr-only">Export</span>
      </Button>
    }
  />
)
