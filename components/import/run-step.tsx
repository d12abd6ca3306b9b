'use client'

import { counted } from '@/components/import/counted'
import type { Phase } from '@/components/import/import-state'
import { RequestError } from '@/components/import/request-error'
import type { ImportHandle } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import { ProgressBar } from '@/components/ui/progress-bar'

type RunPhase = Extract<Phase, { kind: 'running' | 'paused' }>

/** Rows are being written. What is written stays, however it ends. */
export function RunStep({ handle: { session, state }, phase }: { handle: ImportHandle; phase: RunPhase }) {
  const written = state.summary?.counts.written ?? 0
  const failed = state.summary?.counts.failedInRun ?? 0
  const done = written + failed
  const text = `${done.toLocaleString('en')} of ${counted(phase.total, 'row')}`
  const isPaused = phase.kind === 'paused'
  return (
    <div className="grid max-w-160 gap-3 px-page pt-6 pb-10">
      <h2 className="font-semibold text-lg">
        {isPaused ? 'The import has stopped' : `Importing ${counted(phase.total, 'row')}`}
      </h2>
      <ProgressBar label="Import progress" value={done} max={phase.total} valueText={text} />
      <p className="text-muted text-sm tabular-nums">
        {text}
        {failed === 0 ? '' : `, ${failed.toLocaleString('en')} failed`}
      </p>
      {isPaused ? (
        <RequestError
          title="The server did not confirm the last rows"
          error={phase.error}
          actions={
            <>
              <Button variant="primary" onClick={() => void session.resume()}>
                Resume import
              </Button>
              <Button onClick={session.stop}>Stop here</Button>
            </>
          }
        >
          <p className="mt-1">
            {`${counted(written, 'row')} ${written === 1 ? 'is' : 'are'} written and will not be sent again.`}
          </p>
        </RequestError>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <Button pending={phase.isCancelling} onClick={session.cancel}>
            Cancel import
          </Button>
          <p className="text-muted text-sm">
            {phase.isCancelling
              ? 'Stops after the rows that are on their way.'
              : 'What is written by then stays. You can look at other pages meanwhile; keep this window open.'}
          </p>
        </div>
      )}
      <p role="status" className="sr-only">
        {isPaused ? '' : quarter(done, phase.total)}
      </p>
    </div>
  )
}

/** Changes four times in a run, which is as often as it is worth hearing. */
function quarter(done: number, total: number): string {
  const share = total === 0 ? 0 : Math.floor((done / total) * 4) * 25
  return share === 0 ? '' : `${share} % imported`
}
