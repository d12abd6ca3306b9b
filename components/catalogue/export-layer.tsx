'use client'

import { useState } from 'react'
import type { ExportMenuProps } from '@/components/catalogue/export-menu'
import { later } from '@/components/ui/later'
import { MenuLayer } from '@/components/ui/menu-layer'
import type { LayerProps } from '@/components/ui/on-demand'
import { queryText } from '@/lib/client/api'
import type { ExportFormat } from '@/lib/model/wire/selection'

const ExportJob = later(() => import('@/components/catalogue/export-job').then((module) => module.ExportJob))
const ExportOptions = later(() =>
  import('@/components/catalogue/export-options').then((module) => module.ExportOptions),
)

const formats: readonly { format: ExportFormat; label: string; hint: string }[] = [
  { format: 'csv', label: 'CSV', hint: 'Spreadsheets' },
  { format: 'xlsx', label: 'Excel', hint: 'A workbook' },
  { format: 'json', label: 'JSON', hint: 'As the API takes it' },
  { format: 'jsonl', label: 'JSON lines', hint: 'A row a line' },
]

/** The formats; what is too large to wait for is asked about before it is made. */
export function ExportLayer({ kind, query, count, isLarge, label: _, ...layer }: ExportMenuProps & LayerProps) {
  const [asked, setAsked] = useState<ExportFormat | 'options'>()
  const close = () => setAsked(undefined)
  const save = (given: Readonly<Record<string, string>>) =>
    download(`/api/x/exports/${kind.def.collection}${queryText({ ...query, ...given })}`)
  const options = { label: 'CSV with options…', hint: 'Other programs', onSelect: () => setAsked('options') }
  return (
    <>
      <MenuLayer
        {...layer}
        align="end"
        entries={[
          ...formats.map(({ format, label, hint }) => ({
            label,
            hint,
            onSelect: () => (isLarge ? setAsked(format) : save({ format })),
          })),
          // A large one is asked about anyway.
          ...(isLarge ? [] : (['line', options] as const)),
        ]}
      />
      {asked === undefined ? null : asked === 'options' ? (
        <ExportOptions
          kind={kind}
          count={count}
          onExport={({ byteOrderMark, comment }) =>
            save({ format: 'csv', byteOrderMark: String(byteOrderMark), comment: String(comment) })
          }
          onClose={close}
        />
      ) : (
        <ExportJob kind={kind} query={query} count={count} format={asked} onClose={close} />
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
