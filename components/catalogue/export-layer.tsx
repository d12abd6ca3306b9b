'use client'

import { useState } from 'react'
import type { ExportMenuProps } from '@/components/catalogue/export-menu'
import { later } from '@/components/ui/later'
import { MenuLayer } from '@/components/ui/menu-layer'
import type { LayerProps } from '@/components/ui/on-demand'
import { queryText } from '@/lib/client/api'
import type { ExportFormat } from '@/lib/model/wire/selection'

const ExportJob = later(() => import('@/components/catalogue/export-job').then((module) => module.ExportJob))

const formats: readonly { format: ExportFormat; label: string; hint: string }[] = [
  { format: 'csv', label: 'CSV', hint: 'Spreadsheets' },
  { format: 'xlsx', label: 'Excel', hint: 'A workbook' },
  { format: 'json', label: 'JSON', hint: 'As the API takes it' },
  { format: 'jsonl', label: 'JSON lines', hint: 'A row a line' },
]

/** The formats; what is too large to wait for is asked about before it is made. */
export function ExportLayer({ kind, query, count, isLarge, label: _, ...layer }: ExportMenuProps & LayerProps) {
  const [asked, setAsked] = useState<ExportFormat>()
  return (
    <>
      <MenuLayer
        {...layer}
        align="end"
        entries={formats.map(({ format, label, hint }) => ({
          label,
          hint,
          onSelect: () =>
            isLarge
              ? setAsked(format)
              : download(`/api/x/exports/${kind.def.collection}${queryText({ ...query, format })}`),
        }))}
      />
      {asked === undefined ? null : (
        <ExportJob kind={kind} query={query} count={count} format={asked} onClose={() => setAsked(undefined)} />
      )}
    </>
  )
}

/** By a link, so that the browser saves it while it arrives and shows how far it is. */
function download(href: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = ''
  link.click()
}
