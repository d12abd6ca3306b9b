'use client'

import { type FormattedText, Markdown } from '@/components/entity/markdown'
import { Link } from '@/components/ui/link'
import type { Entity } from '@/lib/model/entities/entity'

/** The description of an entity as the page's server has formatted it, and the state of the entity that it is of. */
export interface FormattedDescription extends FormattedText {
  readonly updatedAt: number | undefined
}

interface DescriptionProps {
  entity: Entity & { description?: string | undefined }
  formatted: FormattedDescription
  /** Where one can be written; without it nothing is offered. */
  editHref?: string | undefined
}

/** The description as prose, or that there is none, with the way to write one. */
export function Description({ entity, formatted, editHref }: DescriptionProps) {
  const { description: text = '', updatedAt } = entity
  // Somebody may have changed it since the page came.
  const current = formatted.updatedAt === updatedAt ? formatted : undefined
  if (text.trim() !== '' && current?.html !== '') return <Markdown text={text} formatted={current} />
  return (
    <p className="text-lg text-muted">
      No description.{' '}
      {editHref === undefined ? null : (
        <Link href={editHref} className="rounded-sm text-accent-text underline underline-offset-4">
          Add one
        </Link>
      )}
    </p>
  )
}
