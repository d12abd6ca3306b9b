'use client'

import { useEffect, useState } from 'react'
import { counted } from '@/components/import/counted'
import type { Phase } from '@/components/import/import-state'
import type { ImportHandle } from '@/components/import/use-import'
import { WaitingFiles } from '@/components/import/waiting-files'
import { Button } from '@/components/ui/button'
import { buttonVariants } from '@/components/ui/button-variants'
import { LinkButton } from '@/components/ui/link-button'
import type { SheetCounts } from '@/lib/import/sheet-types'

/** What came of it, the way to the rows, and the failed ones as a file to correct. */
export function ResultStep({ handle, phase }: { handle: ImportHandle; phase: Extract<Phase, { kind: 'done' }> }) {
  const { session, state } = handle
  const { counts, groups = [] } = state.summary ?? {}
  if (counts === undefined) return null
  const notSent = Math.max(0, phase.total - counts.written - counts.failedInRun)
  return (
    <div className="grid max-w-160 gap-4 px-page pt-6 pb-10">
      <h2 tabIndex={-1} ref={(element) => element?.focus()} className="font-semibold text-xl tabular-nums">
        {headingOf(counts, phase.wasCancelled)}
      </h2>
      <p className="text-muted">{sentenceOf(counts, notSent)}</p>
      {groups.length === 0 ? null : (
        <ul aria-label="Why rows failed" className="border-line border-t text-sm">
          {groups.slice(0, 10).map((group) => (
            <li key={group.key} dir="auto" className="flex gap-4 border-line border-b py-2 [overflow-wrap:anywhere]">
              <span className="min-w-0 flex-1">{group.message}</span>
              <span className="shrink-0 text-muted tabular-nums">{counted(group.count, 'row')}</span>
            </li>
          ))}
          {groups.length > 10 ? (
            <li className="py-2 text-faint">{counted(groups.length - 10, 'more reason')} in the file</li>
          ) : null}
        </ul>
      )}
      <WaitingFiles handle={handle} />
      <div className="flex flex-wrap gap-2">
        <LinkButton href={`/${state.collection}`} variant="primary">
          {`Open ${state.collection}`}
        </LinkButton>
        {counts.fail > 0 ? <FailuresLink handle={handle} revision={state.summary?.revision ?? 0} /> : null}
        {notSent > 0 ? (
          <Button onClick={() => void session.resume()}>{`Import the other ${counted(notSent, 'row')}`}</Button>
        ) : null}
        <Button onClick={session.startOver}>Import another file</Button>
      </div>
    </div>
  )
}

const headingOf = ({ written, fail }: SheetCounts, wasCancelled: boolean): string =>
  `Import ${wasCancelled ? 'cancelled' : 'finished'}: ${written.toLocaleString('en')} written, ${fail.toLocaleString('en')} failed`

function sentenceOf({ unchanged, excluded, unticked }: SheetCounts, notSent: number): string {
  const left = excluded + unticked
  const parts = [
    notSent > 0 ? `${counted(notSent, 'row')} ${notSent === 1 ? 'was' : 'were'} not sent; what is written stays.` : '',
    unchanged > 0 ? `${counted(unchanged, 'row')} had nothing new.` : '',
    left > 0 ? `${counted(left, 'row')} ${left === 1 ? 'was' : 'were'} left out as you decided.` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Every row of the file was sent.' : parts.join(' ')
}

/** The file is made once, in the worker, and lives as long as the link. */
function FailuresLink({ handle: { session, state }, revision }: { handle: ImportHandle; revision: number }) {
  const [href, setHref] = useState<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision has other failures
  useEffect(() => {
    let url: string | undefined
    let isStale = false
    void session.failures().then((text) => {
      if (isStale) return
      url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
      setHref(url)
    })
    return () => {
      isStale = true
      if (url !== undefined) URL.revokeObjectURL(url)
    }
  }, [session, revision])
  const name = (state.file?.name ?? 'import').replace(/\.[^.]*$/, '').replaceAll(/\s+/g, '-')
  return (
    <a href={href} download={`${name}-failures.csv`} className={buttonVariants()}>
      Download failures
    </a>
  )
}
