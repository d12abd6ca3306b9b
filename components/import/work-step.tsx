'use client'

import { counted } from '@/components/import/counted'
import type { Phase } from '@/components/import/import-state'
import type { ImportHandle } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import { ProgressBar } from '@/components/ui/progress-bar'

type WorkPhase = Extract<Phase, { kind: 'reading' | 'checking' }>

/** Reading, checking and planning under way; each can be called off, nothing is written by any of them. */
export function WorkStep({ handle: { session }, phase }: { handle: ImportHandle; phase: WorkPhase }) {
  const { label, text } = workText(phase)
  const { done, total } = phase.progress
  return (
    <div className="grid max-w-160 gap-3 px-page pt-6">
      <h2 className="font-semibold text-lg">{label}</h2>
      <ProgressBar label={label} value={total === 0 ? undefined : done} max={total} valueText={text} />
      <p className="text-muted text-sm tabular-nums">{text ?? 'A moment'}</p>
      <div>
        <Button onClick={session.callOff}>Cancel</Button>
      </div>
    </div>
  )
}

function workText(phase: WorkPhase): { label: string; text?: string } {
  const { done, total } = phase.progress
  if (phase.kind === 'reading')
    return { label: 'Reading the file', ...(total > 0 && { text: `${Math.round((done / total) * 100)} %` }) }
  const count = `${done.toLocaleString('en')} of ${counted(total, phase.what === 'people' ? 'name' : 'row')}`
  switch (phase.what) {
    case 'people':
      return { label: 'Looking up owners', text: count }
    case 'rows':
      return { label: 'Checking rows', text: count }
    case 'preview':
      return { label: 'Asking what would change', text: count }
  }
}
