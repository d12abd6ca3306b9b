'use client'

import { parseAsString, useQueryStates } from 'nuqs'
import { useEffect, useRef } from 'react'
import { tellFailure } from '@/components/entity/tell-failure'
import { FileSummary } from '@/components/import/file-summary'
import { isBusy } from '@/components/import/import-state'
import { ImportSteps } from '@/components/import/import-steps'
import { MappingStep } from '@/components/import/mapping-step'
import { dismissReader, prepareReader } from '@/components/import/read-in-worker'
import { SourceStep } from '@/components/import/source-step'
import { stepPage } from '@/components/import/step-bar'
import { type ImportFacts, type ImportHandle, useImport } from '@/components/import/use-import'
import { WorkStep } from '@/components/import/work-step'
import { useActor } from '@/components/shell/actor-context'
import { PageHeader } from '@/components/shell/page-header'
import { later } from '@/components/ui/later'
import { LinkButton } from '@/components/ui/link-button'
import { whenIdle } from '@/components/ui/when-idle'
import { earlierFile, readFailures } from '@/lib/client/import-files'

/** From a file to a job: choose it, say what its columns mean where that is needed, send it. */
export function ImportScreen({ facts }: { facts: ImportFacts }) {
  const actor = useActor()
  const handle = useImport(actor.id, facts)
  const { state } = handle
  const { file, phase } = state
  const isMapped = phase.kind === 'map' || phase.kind === 'sending'
  useWarning(isBusy(state))
  useRowsOf(handle)
  useReadyReader(phase.kind === 'source')
  return (
    <div className={stepPage}>
      <PageHeader
        title={`Import ${state.collection}`}
        breadcrumb={[{ label: 'Jobs', href: '/jobs' }]}
        actions={phase.kind === 'source' ? <LinkButton href="/import/history">Import history</LinkButton> : undefined}
        className="pb-0"
      >
        {file === undefined || !isMapped ? null : <FileSummary handle={handle} file={file} />}
        <ImportSteps current={isMapped ? 'Map' : 'Source'} />
      </PageHeader>
      <Step handle={handle} />
    </div>
  )
}

const BlankSheet = later<{ handle: ImportHandle }>(
  () => import('@/components/import/blank-sheet').then((module) => module.BlankSheet),
  <p role="status" className="px-page text-faint">
    Loading
  </p>,
)

function Step({ handle }: { handle: ImportHandle }) {
  const { phase } = handle.state
  switch (phase.kind) {
    case 'source':
      return <SourceStep handle={handle} trouble={phase.trouble} canGoBack={phase.canGoBack === true} />
    case 'reading':
    case 'sending':
      return <WorkStep handle={handle} phase={phase} />
    case 'sheet':
      return <BlankSheet handle={handle} />
    case 'map':
      return <MappingStep handle={handle} error={phase.error} />
    default:
      return phase satisfies never
  }
}

/** `?fix=` names a job, what it could not write, and `?from=` one with all its rows: they come back with its mapping. */
function useRowsOf({ session }: ImportHandle): void {
  const [{ fix, from }, setIds] = useQueryStates({ fix: parseAsString, from: parseAsString })
  const begun = useRef<string>(undefined)
  useEffect(() => {
    const id = fix ?? from
    if (id === null || begun.current === id) return
    begun.current = id
    void (fix === null ? earlierFile(id) : readFailures(id)).then(
      ({ file, mapping, collection }) => session.again(collection, file, mapping),
      (error: unknown) => tellFailure('The rows could not be read', error),
    )
    void setIds(null)
  }, [fix, from, setIds, session])
}

/** What reads a file is there before somebody has chosen one, and goes with the page. */
function useReadyReader(isChoosing: boolean): void {
  useEffect(() => (isChoosing ? whenIdle(prepareReader) : undefined), [isChoosing])
  useEffect(() => dismissReader, [])
}

/** Closing the window in the middle of work asks first. */
function useWarning(isActive: boolean): void {
  useEffect(() => {
    if (!isActive) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isActive])
}
