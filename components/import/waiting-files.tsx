'use client'

import { Fragment } from 'react'
import type { ImportHandle } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { jobHref } from '@/lib/client/jobs'

/** Files chosen together are imported one after the other; none is forgotten without being told. */
export function WaitingFiles({ handle: { session, state } }: { handle: ImportHandle }) {
  const { waiting, sent } = state
  const [next] = waiting
  if (next === undefined) return null
  const names = waiting.slice(0, 3).map(({ name }) => name)
  const more = waiting.length - names.length
  return (
    <Notice
      tone="info"
      title={waiting.length === 1 ? 'One more file waits' : `${waiting.length} more files wait`}
      actions={
        <>
          <Button onClick={() => void session.choose(waiting)}>{`Continue with ${next.name}`}</Button>
          <Button variant="ghost" onClick={session.forgetWaiting}>
            {waiting.length === 1 ? 'Leave it out' : 'Leave them out'}
          </Button>
        </>
      }
    >
      {`${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}: each file is an import of its own.`}
      {sent.length === 0 ? null : (
        <span className="block">
          Sent already:{' '}
          {sent.map(({ id, title }, index) => (
            <Fragment key={id}>
              {index === 0 ? '' : ', '}
              <Link href={jobHref(id)} className="rounded-sm text-accent-text underline underline-offset-4">
                {title}
              </Link>
            </Fragment>
          ))}
        </span>
      )}
    </Notice>
  )
}
