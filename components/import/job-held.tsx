import { countOf } from '@/components/import/job-outcomes'
import type { RunChoice } from '@/components/import/use-run-choice'
import { CheckboxField } from '@/components/ui/checkbox'
import { counted } from '@/lib/model/rules/counted'
import type { JobView } from '@/lib/model/wire/job'

/** What was edited since stays as it is, unless somebody says otherwise: what others wrote would be lost. */
export function JobHeld({ job, choice }: { job: JobView; choice: RunChoice }) {
  const count = countOf(job, 'held')
  if (job.kind !== 'undo' || count === 0) return null
  return (
    <section aria-label="Edited since" className="grid gap-2.5 rounded-xl border border-line px-4 py-3 text-sm">
      <p className="text-fg">
        {`${counted(count, 'row')} ${count === 1 ? 'was' : 'were'} edited since and ${count === 1 ? 'stays' : 'stay'} as ${count === 1 ? 'it is' : 'they are'}.`}
        <span className="text-muted"> Tick rows below to take them back all the same, or all of them here.</span>
      </p>
      <CheckboxField
        label={count === 1 ? 'Take it back too' : `Take all ${count.toLocaleString('en')} back too`}
        help="What was edited since gets back what it was before the job. This undo can be undone."
        checked={choice.isWhole('held')}
        indeterminate={!choice.isWhole('held') && choice.hasSome('held')}
        onChange={() => choice.tickOutcomes(['held'], !choice.isWhole('held'))}
      />
    </section>
  )
}
