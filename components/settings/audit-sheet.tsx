'use client'

import type { ReactNode } from 'react'
import { PersonName } from '@/components/entity/person-name'
import { callerWords, entryWords } from '@/components/settings/audit-words'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Sheet } from '@/components/ui/sheet'
import { absoluteTime } from '@/components/ui/time-text'
import { jobHref } from '@/lib/client/jobs'
import { hrefOf } from '@/lib/client/links'
import type { AuditEntryView } from '@/lib/model/wire/audit'

interface AuditSheetProps {
  entry: AuditEntryView
  onClose: () => void
  /** Shows only what the same person did, or what was done with the same thing. */
  onOnly: (only: { who: string } | { thing: string }) => void
}

/** All that is kept of one entry. */
export function AuditSheet({ entry, onClose, onOnly }: AuditSheetProps) {
  const { actor, at, caller, address, requestId, jobId, thing, count, detail } = entry
  const href = thing === undefined ? undefined : hrefOf(thing.type, thing.fullyQualifiedName)
  return (
    <Sheet
      onClose={onClose}
      title={entryWords(entry)}
      description={absoluteTime(new Date(at))}
      footer={
        <>
          {actor === undefined ? null : <Button onClick={() => onOnly({ who: actor })}>Only by them</Button>}
          {thing === undefined ? null : (
            <Button onClick={() => onOnly({ thing: thing.fullyQualifiedName })}>Only with it</Button>
          )}
        </>
      }
    >
      <dl className="grid gap-3.5 text-sm">
        <Row label="Who">{actor === undefined ? 'Nobody known' : <PersonName name={actor} withAvatar />}</Row>
        {caller === undefined || jobId !== undefined ? null : <Row label="How">{callerWords[caller]}</Row>}
        {thing === undefined ? null : (
          <Row label={count === 1 ? 'With' : 'The first'}>
            {href === undefined ? (
              thing.fullyQualifiedName
            ) : (
              <Link href={href} className="rounded-sm underline">
                {thing.fullyQualifiedName}
              </Link>
            )}
          </Row>
        )}
        {detail === undefined ? null : <Row label="Detail">{detail}</Row>}
        {address === undefined ? null : <Row label="From">{address}</Row>}
        {jobId === undefined ? null : (
          <Row label="Job">
            <Link href={jobHref(jobId)} className="rounded-sm underline">
              {jobId}
            </Link>
          </Row>
        )}
        {requestId === undefined ? null : (
          <Row label="Request">
            <code className="font-mono text-xs">{requestId}</code>
          </Row>
        )}
      </dl>
    </Sheet>
  )
}

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2">
    <dt className="text-muted">{label}</dt>
    <dd className="min-w-0 text-fg [overflow-wrap:anywhere]">{children}</dd>
  </div>
)
