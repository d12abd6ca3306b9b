'use client'

import { ArrowRight, Download } from 'lucide-react'
import { useId } from 'react'
import { fileHref } from '@/components/catalogue/selection-file'
import { type Selected, useSelectionJob } from '@/components/catalogue/use-selection-job'
import { RequestError } from '@/components/entity/request-error'
import { Button } from '@/components/ui/button'
import { buttonVariants } from '@/components/ui/button-variants'
import { LinkButton } from '@/components/ui/link-button'

interface EditAsFileProps {
  /** "2,500 dashboards", and the same as a number. */
  count: string
  total: number
  selected: Selected
}

/** So many are not edited cell by cell here: they are a file, which is edited elsewhere and imported. */
export function EditAsFile({ count, total, selected }: EditAsFileProps) {
  const id = useId()
  const job = useSelectionJob()
  const href = fileHref(selected, total)
  return (
    <section aria-labelledby={id} className="mt-6 grid gap-3 border-line border-t pt-5 text-sm">
      <div className="grid gap-1">
        <h3 id={id} className="font-semibold text-base">
          Or edit them as a file
        </h3>
        <p className="text-muted">{`${count} are too many for a grid. A spreadsheet takes them all.`}</p>
      </div>
      {job.error === null ? null : <RequestError title="The file could not be made" error={job.error} />}
      <ol className="grid list-inside list-decimal gap-3 text-muted marker:text-faint">
        <li>
          Export them as they are, with every field that can be imported.
          <div className="mt-1.5">
            {href === undefined ? (
              <Button pending={job.isPending} onClick={() => job.start({ kind: 'export', format: 'csv', ...selected })}>
                <Download aria-hidden strokeWidth={1.75} />
                Make the file
              </Button>
            ) : (
              <a href={href} download className={buttonVariants()}>
                <Download aria-hidden strokeWidth={1.75} className="size-4" />
                Download the file
              </a>
            )}
          </div>
        </li>
        <li>Edit it, and leave the columns name and service: they say which thing a row is.</li>
        <li>
          Import it. What each row changes is shown first; labels are added, and emptied cells leave what is stored,
          unless you say otherwise with Change mapping.
          <div className="mt-1.5">
            <LinkButton href="/import">
              Open the import
              <ArrowRight aria-hidden strokeWidth={1.75} />
            </LinkButton>
          </div>
        </li>
      </ol>
    </section>
  )
}
