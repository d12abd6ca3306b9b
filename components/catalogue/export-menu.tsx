'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { Menu } from '@/components/ui/menu'
import { queryText } from '@/lib/client/api'
import type { ListParams } from '@/lib/client/queries'
import type { ExportFormat } from '@/lib/model/wire/selection'

const ExportJob = later(() => import('@/components/catalogue/export-job').then((module) => module.ExportJob))

const formats: readonly { format: ExportFormat; label: string; hint: string }[] = [
  { format: 'csv', label: 'CSV', hint: 'Spreadsheets' },
  { format: 'xlsx', label: 'Excel', hint: 'A workbook' },
  { format: 'json', label: 'JSON', hint: 'As the API takes it' },
  { format: 'jsonl', label: 'JSON lines', hint: 'A row a line' },
]

interface ExportMenuProps {
  kind: ListKind
  /** What is exported: the filters of a list, or ids. */
  query: ListParams & { readonly ids?: string }
  /** How many things that is. */
  count: number
  /** Too many to wait for: the file is made in the background. */
  isLarge: boolean
  label: string
}

/** A file of what a list shows, with everything that an import can read back. The server sends it as it reads. */
export function ExportMenu({ kind, query, count, isLarge, label }: ExportMenuProps) {
  const [asked, setAsked] = useState<ExportFormat>()
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button variant="ghost" size="sm" aria-label={label}>
            <Download aria-hidden strokeWidth={1.75} />
            <span className="max-lg:sr-only">Export</span>
          </Button>
        }
        entries={formats.map(({ format, label: name, hint }) => ({
          label: name,
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
