import { StatusBadge } from '@/components/ui/badge'
import { CodeBlock } from '@/components/ui/code-block'
import type { TriedAnswer } from '@/lib/client/try-request'

/** Headers that say the same of every answer are left out. */
const shown: ReadonlySet<string> = new Set([
  'allow',
  'content-type',
  'etag',
  'location',
  'retry-after',
  'x-openmetadata-change',
  'x-request-id',
])

/** Status, time, headers and body of an answer. */
export function TriedAnswerView({
  answer: { status, statusText, milliseconds, headers, body },
}: {
  answer: TriedAnswer
}) {
  return (
    <section aria-label="Answer" className="grid gap-2">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <StatusBadge tone={status < 300 ? 'ok' : status < 500 ? 'warning' : 'danger'}>
          {`${status} ${statusText}`.trim()}
        </StatusBadge>
        <span className="text-muted tabular-nums">{milliseconds.toLocaleString('en')} ms</span>
      </p>
      <dl className="grid gap-x-4 font-mono text-xs sm:grid-cols-[auto_minmax(0,1fr)]">
        {headers
          .filter(([name]) => shown.has(name))
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-faint">{name}</dt>
              <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
      </dl>
      {body === '' ? (
        <p className="text-muted text-sm">No body.</p>
      ) : (
        <CodeBlock code={body} label="Body of the answer" />
      )}
    </section>
  )
}
