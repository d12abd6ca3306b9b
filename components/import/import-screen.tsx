'use client'

import { useEffect, useRef } from 'react'
import { FileSummary } from '@/components/import/file-summary'
import { isBusy, type Phase } from '@/components/import/import-state'
import { type ImportStep, ImportSteps } from '@/components/import/import-steps'
import { MappingStep } from '@/components/import/mapping-step'
import { PreviewStep } from '@/components/import/preview-step'
import { ResultStep } from '@/components/import/result-step'
import { RunStep } from '@/components/import/run-step'
import { SourceStep } from '@/components/import/source-step'
import { type ImportFacts, type ImportHandle, useImport } from '@/components/import/use-import'
import { WorkStep } from '@/components/import/work-step'
import { useActor } from '@/components/shell/actor-context'
import { PageHeader } from '@/components/shell/page-header'

/** From a file to rows in the catalogue: choose, map where needed, preview, run, result. */
export function ImportScreen({ facts }: { facts: ImportFacts }) {
  const actor = useActor()
  const handle = useImport(actor.id, facts)
  const { state } = handle
  const { file, phase } = state
  useWarning(isBusy(state))
  return (
    <>
      <PageHeader
        title={`Import ${state.collection}`}
        breadcrumb={[{ label: 'Imports', href: '/imports' }]}
        className="pb-0"
      >
        {file === undefined || phase.kind === 'source' || phase.kind === 'reading' ? null : (
          <FileSummary handle={handle} file={file} />
        )}
        <ImportSteps current={stepOf(phase)} />
      </PageHeader>
      <Step handle={handle} />
    </>
  )
}

const stepOf = (phase: Phase): ImportStep => {
  switch (phase.kind) {
    case 'source':
    case 'reading':
      return 'Source'
    case 'map':
      return 'Map'
    case 'checking':
    case 'preview':
      return 'Preview'
    case 'running':
    case 'paused':
      return 'Run'
    case 'done':
      return 'Result'
  }
}

function Step({ handle }: { handle: ImportHandle }) {
  const { phase } = handle.state
  switch (phase.kind) {
    case 'source':
      return <SourceStep handle={handle} trouble={phase.trouble} />
    case 'reading':
    case 'checking':
      return <WorkStep handle={handle} phase={phase} />
    case 'map':
      return <MappingStep handle={handle} error={phase.error} />
    case 'preview':
      return <PreviewStep handle={handle} phase={phase} />
    case 'running':
    case 'paused':
      return <RunStep handle={handle} phase={phase} />
    case 'done':
      return <ResultStep handle={handle} phase={phase} />
    default:
      return phase satisfies never
  }
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

/** Moves the focus to what is new on the page when a step begins, unless it is somewhere useful already. */
export function useStepFocus<Element extends HTMLElement>() {
  const ref = useRef<Element>(null)
  useEffect(() => {
    const active = document.activeElement
    if (active === null || active === document.body || !document.contains(active))
      ref.current?.focus({ preventScroll: true })
  }, [])
  return ref
}
