import type { DashboardService } from '@/lib/model/entities/dashboard-service'

/** How the tool is reached, as far as people may see: secrets arrive here already masked. */
export function ConnectionFacts({ connection }: Pick<DashboardService, 'connection'>) {
  const entries = Object.entries(connection?.config ?? {}).filter(([, value]) => value !== null && value !== '')
  return (
    <section aria-labelledby="connection-heading">
      <h2 id="connection-heading" className="mb-1 font-semibold text-lg">
        Connection
      </h2>
      {entries.length === 0 ? (
        <p className="text-faint text-sm">No connection is stored. Ingestion brings one, or the API.</p>
      ) : (
        <dl className="max-w-3xl">
          {entries.map(([name, value]) => (
            <div
              key={name}
              className="grid min-w-0 gap-x-4 border-line border-b py-2 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]"
            >
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 font-mono text-xs leading-5 [overflow-wrap:anywhere]">{valueText(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

function valueText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return /^\*+$/.test(value) ? '•••••••• (hidden)' : value
}
