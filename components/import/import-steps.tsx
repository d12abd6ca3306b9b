import { cn } from '@/components/ui/cn'

const steps = ['Source', 'Map', 'Preview', 'Run', 'Result'] as const

export type ImportStep = (typeof steps)[number]

/** Where the import stands. An undo has no file to begin with. */
export function ImportSteps({
  current: step,
  from = 'Source',
}: {
  current: ImportStep
  from?: ImportStep | undefined
}) {
  const taken = steps.slice(steps.indexOf(from))
  const current = taken.indexOf(step)
  return (
    <nav aria-label="Import steps" className="pt-1 pb-3">
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        {taken.map((name, index) => (
          <li
            key={name}
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
            {name}
          </li>
        ))}
      </ol>
    </nav>
  )
}
