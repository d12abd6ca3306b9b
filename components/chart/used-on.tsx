import { EntityName } from '@/components/entity/entity-name'
import { referenceHref } from '@/components/entity/reference-name'
import type { EntityReference } from '@/lib/model/entities/entity'

/** The dashboards that show a chart. */
export function UsedOn({ dashboards }: { dashboards: readonly EntityReference[] }) {
  const living = dashboards.filter((dashboard) => dashboard.deleted !== true)
  return (
    <section aria-labelledby="used-on-heading">
      <h2 id="used-on-heading" className="mb-1 font-semibold text-lg">
        Used on <span className="font-normal text-faint tabular-nums">{living.length === 0 ? '' : living.length}</span>
      </h2>
      {dashboards.length === 0 ? (
        <p className="text-faint text-lg">No dashboard shows this chart.</p>
      ) : (
        <ul>
          {dashboards.map((dashboard) => (
            <li key={dashboard.id} className="flex min-w-0 items-center gap-3 border-line border-b py-2">
              <EntityName
                name={dashboard.name ?? dashboard.id}
                displayName={dashboard.displayName}
                fullyQualifiedName={dashboard.fullyQualifiedName}
                href={referenceHref(dashboard)}
                deleted={dashboard.deleted}
                className="flex-1"
              />
              {dashboard.deleted ? <span className="text-faint text-xs">deleted</span> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
