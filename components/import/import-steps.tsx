import type { ImportState, Phase } from '@/components/import/import-state'
import { cn } from '@/components/ui/cn'

const steps = ['Source', 'Map', 'Preview', 'Run', 'Result'] as const

const stepOf = (phase: Phase): (typeof steps)[number] => {
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

/** Where the import stands. */
export function ImportSteps({ state }: { state: ImportState }) {
  const current = steps.indexOf(stepOf(state.phase))
  return (
    <nav aria-label="Import steps" className="pt-1 pb-3">
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === current ? 'step' : undefined}
            className={cn(
              'flex items-center gap-2',
              index === current
                ? 'font-semibold text-accent-text'
                : index < current
                  ? 'font-medium text-fg'
                  : 'text-faint',
            )}
          >
            {index === 0 ? null : <span aria-hidden className="h-px w-5 bg-line-strong max-sm:w-3" />}
            {step}
          </li>
        ))}
      </ol>
    </nav>
  )
}
