'use client'

import type { EntityFormState } from '@/components/entity/use-entity-form'
import { Notice } from '@/components/ui/notice'
import { RequestId } from '@/components/ui/request-id'

type FormProblemsProps = Pick<EntityFormState, 'problems' | 'problemsId' | 'requestId'> & { className?: string }

/** Above a form that could not be saved: what is wrong, each with the way to its field. Gets the focus. */
export function FormProblems({ problems, problemsId, requestId, className }: FormProblemsProps) {
  if (problems.length === 0) return null
  return (
    <Notice tone="danger" role="alert" title="There is a problem" id={problemsId} className={className}>
      <ul className="grid gap-1">
        {problems.map(({ message, field }) => (
          <li key={`${field?.id} ${message}`} className="[overflow-wrap:anywhere]">
            {field === undefined ? (
              message
            ) : (
              <a
                href={`#${field.id}`}
                className="text-danger underline underline-offset-2"
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById(field.id)?.focus()
                }}
              >
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
      <RequestId id={requestId} />
    </Notice>
  )
}
