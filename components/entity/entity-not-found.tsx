import { EntityName } from '@/components/entity/entity-name'
import { referenceHref } from '@/components/entity/reference-name'
import { LinkButton } from '@/components/ui/link-button'
import type { EntityReference } from '@/lib/model/entities/entity'

interface EntityNotFoundProps {
  /** "service" */
  noun: string
  fullyQualifiedName: string
  nearest: readonly EntityReference[]
  listHref: string
  /** Where it can be made; nothing when this person may not. */
  createHref?: string | undefined
}

/** Nothing has the name that was asked for: the name, what comes near, and making it. */
export function EntityNotFound({ noun, fullyQualifiedName, nearest, listHref, createHref }: EntityNotFoundProps) {
  return (
    <div className="grid max-w-2xl justify-items-start gap-4 px-page pt-10">
      <div className="grid gap-1">
        <h1 className="font-semibold text-xl">There is no {noun} of this name</h1>
        <p className="text-lg text-muted">
          <code className="font-mono text-base [overflow-wrap:anywhere]">{fullyQualifiedName}</code> may have been
          renamed, or the link is incomplete.
        </p>
      </div>
      {nearest.length === 0 ? null : (
        <section aria-labelledby="nearest-names" className="grid w-full gap-2">
          <h2 id="nearest-names" className="font-medium text-base">
            Did you mean
          </h2>
          <ul className="grid gap-2">
            {nearest.map((reference) => (
              <li key={reference.id}>
                <EntityName
                  name={reference.name ?? reference.id}
                  displayName={reference.displayName}
                  fullyQualifiedName={reference.fullyQualifiedName}
                  href={referenceHref(reference)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="flex flex-wrap gap-2">
        {createHref === undefined ? null : (
          <LinkButton href={createHref} variant="primary">
            Create it
          </LinkButton>
        )}
        <LinkButton href={listHref}>All {noun}s</LinkButton>
      </div>
    </div>
  )
}
