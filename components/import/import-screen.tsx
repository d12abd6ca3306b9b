'use client'

import { useQueryState } from 'nuqs'
import { useEffect, useRef } from 'react'
import { tellFailure } from '@/components/entity/tell-failure'
import { FileSummary } from '@/components/import/file-summary'
import { isBusy } from '@/components/import/import-state'
import { ImportSteps } from '@/components/import/import-steps'
import { MappingStep } from '@/components/import/mapping-step'
import { dismissReader, prepareReader } from '@/components/import/read-in-worker'
import { SourceStep } from '@/components/import/source-step'
import { type ImportFacts, type ImportHandle, useImport } from '@/components/import/use-import'
import { WorkStep } from '@/components/import/work-step'
import { useActor } from '@/components/shell/actor-context'
import { PageHeader } from '@/components/shell/page-header'
import { LinkButton } from '@/components/ui/link-button'
import { whenIdle } from '@/components/ui/when-idle'
import { readFailures } from '@/lib/client/jobs'

/** From a file to a job: choose it, say what its columns mean where that is needed, send it. */
export function ImportScreen({ facts }: { facts: ImportFacts }) {
  const actor = useActor()
  const handle = useImport(actor.id, facts)
  const { state } = handle
  const { file, phase } = state
  useWarning(isBusy(state))
  useFailuresOf(handle)
  useReadyReader(phase.kind === 'source')
  return (
    <>
      <PageHeader
        title={`Import ${state.collection}`}
        breadcrumb={[{ label: 'Jobs', href: '/jobs' }]}
        actions={phase.kind === 'source' ? <LinkButton href="/import/history">Import history</LinkButton> : undefined}
        className="pb-0"
      >
        {file === undefined || phase.kind === 'source' || phase.kind === 'reading' ? null : (
          <FileSummary handle={handle} file={file} />
        )}
        <ImportSteps current={phase.kind === 'source' || phase.kind === 'reading' ? 'Source' : 'Map'} />
      </PageHeader>
      <Step handle={handle} />
    </>
  )
}

function Step({ handle }: { handle: ImportHandle }) {
  const { phase } = handle.state
  switch (phase.kind) {
    case 'source':
      return <SourceStep handle={handle} trouble={phase.trouble} />
    case 'reading':
    case 'sending':
      return <WorkStep handle={handle} phase={phase} />
    case 'map':
      return <MappingStep handle={handle} error={phase.error} />
    default:
      return phase satisfies never
  }
}

/** `?fix=` names a job: what it could not write comes back, to be sent by the same mapping. */
function useFailuresOf({ session }: ImportHandle): void {
  const [id, setId] = useQueryState('fix')
  const begun = useRef<string>(undefined)
  useEffect(() => {
    if (id === null || begun.current === id) return
    begun.current = id
    void readFailures(id).then(
      ({ file, mapping, collection }) => session.again(collection, file, mapping),
      (error: unknown) => tellFailure('The failures could not be read', error),
    )
    void setId(null)
  }, [id, setId, session])
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
