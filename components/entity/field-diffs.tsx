import { cn } from '@/components/ui/cn'
import { DiffText } from '@/components/ui/diff-text'
import { diffWord, type FieldDiff, isDeletion } from '@/lib/model/edits/field-diff'
import { diffWords } from '@/lib/model/edits/word-diff'

interface FieldDiffsProps {
  diffs: readonly FieldDiff[]
  /** Name above the change, for narrow places. */
  stacked?: boolean | undefined
}

/** What changed, field by field: texts word by word, values before and after, lists as what came and went. */
export function FieldDiffs({ diffs, stacked = false }: FieldDiffsProps) {
  return (
    <div className="min-w-0">
      {diffs.map((diff) => (
        <section
          key={diff.field}
          aria-label={`Changes to ${diffWord(diff)}`}
          className={cn(
            'grid min-w-0 gap-x-4 gap-y-0.5 border-line border-t py-2 first:border-t-0 first:pt-0',
            !stacked && 'sm:grid-cols-[8rem_minmax(0,1fr)]',
          )}
        >
          <p className="text-faint text-sm">{diff.label}</p>
          <div dir="auto" className="min-w-0 text-sm [overflow-wrap:anywhere]">
            <DiffBody diff={diff} />
          </div>
        </section>
      ))}
    </div>
  )
}

function DiffBody({ diff }: { diff: FieldDiff }) {
  if (diff.field === 'deleted') return <span>{isDeletion(diff) ? 'Yes' : 'No longer'}</span>
  if (diff.kind === 'text') return <DiffText parts={diffWords(diff.before, diff.after)} />
  if (diff.kind === 'value') return <DiffText parts={valueParts(diff.before, diff.after)} />
  const items = [
    ...diff.removed.map((text) => ({ kind: 'removed', text }) as const),
    ...diff.added.map((text) => ({ kind: 'added', text }) as const),
  ]
  return (
    <ul className="grid gap-0.5">
      {items.map((item) => (
        <li key={`${item.kind} ${item.text}`}>
          <DiffText parts={[item]} />
        </li>
      ))}
    </ul>
  )
}

function valueParts(before: string | undefined, after: string | undefined) {
  return [
    ...(before === undefined ? [] : [{ kind: 'removed', text: before } as const]),
    ...(before === undefined || after === undefined ? [] : [{ kind: 'same', text: ' → ' } as const]),
    ...(after === undefined ? [] : [{ kind: 'added', text: after } as const]),
  ]
}
