import Link from 'next/link'
import { Markdown } from '@/components/ui/markdown'

interface DescriptionProps {
  text: string | undefined
  /** Where one can be written; without it nothing is offered. */
  editHref?: string | undefined
}

/** The description as prose, or that there is none, with the way to write one. */
export function Description({ text, editHref }: DescriptionProps) {
  if (text !== undefined && text.trim() !== '') return <Markdown>{text}</Markdown>
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
