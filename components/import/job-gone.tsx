import { countOf } from '@/components/import/job-outcomes'
import type { RunChoice } from '@/components/import/use-run-choice'
import { CheckboxField } from '@/components/ui/checkbox'
import { sentenceList } from '@/lib/model/fields/field'
import { counted } from '@/lib/model/rules/counted'
import type { JobView } from '@/lib/model/wire/job'

/** How much of the services is not in the file. It stays unless somebody says otherwise: a file need not hold everything. */
export function JobGone({ job, choice }: { job: JobView; choice: RunChoice }) {
  const gone = (job.file?.gone ?? []).filter(({ missing }) => missing > 0)
  if (gone.length === 0) return null
  const service = job.file?.mapping.service
  const where = service === undefined ? 'its services' : `“${service}”`
  const held = gone.map(({ collection, there, missing, isListed }) => {
    const known = there - missing
    const some = known === 0 ? 'none' : `${isListed ? '' : 'at most '}${known.toLocaleString('en')}`
    return `${some} of the ${counted(there, collection.slice(0, -1))}`
  })
  const listed = gone
    .filter(({ isListed }) => isListed)
    .map(({ collection, missing }) => counted(missing, collection.slice(0, -1)))
  const isWhole = listed.length === gone.length
  return (
    <section aria-label="Not in the file" className="grid gap-2.5 rounded-xl border border-line px-4 py-3 text-sm">
      <p className="text-fg [overflow-wrap:anywhere]">
        {`The file has ${sentenceList(held)} that ${where} ${service === undefined ? 'have' : 'has'} here.`}
        <span className="text-muted">
          {isWhole
            ? ' A file of only a part of them says nothing about the others.'
            : ' That is too few of them to delete the others by it: they stay as they are.'}
        </span>
      </p>
      {countOf(job, 'gone') === 0 ? null : (
        <CheckboxField
          label={`Delete ${sentenceList(listed)} that the file does not have`}
          help="Softly: they can be restored, and the undo of this import brings them back. Unticked, they stay as they are."
          checked={choice.hasSome('gone')}
          onChange={(event) => choice.tickOutcomes(['gone'], event.target.checked)}
        />
      )}
    </section>
  )
}
