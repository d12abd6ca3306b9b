'use client'

import { ChevronRight } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useDeferredValue, useMemo, useState } from 'react'
import { MethodBadge } from '@/components/docs/method-badge'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { SearchInput } from '@/components/ui/search-input'

/** One call as the list shows it. */
export interface ListedOperation {
  readonly id: string
  readonly tag: string
  readonly method: string
  readonly path: string
  readonly summary: string
}

interface OperationListProps {
  operations: readonly ListedOperation[]
  /** Beside a page the list is narrow and shows no paths. */
  narrow?: boolean
}

/** Every call by tag, found by words of its summary, path or method. A tag opens when it has what is looked for. */
export function OperationList({ operations, narrow = false }: OperationListProps) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim().toLowerCase())
  const current = usePathname().split('/').at(-1)
  const found = useMemo(() => {
    const words = wanted.split(/\s+/)
    const matches = ({ method, path, summary, id }: ListedOperation) => {
      const all = `${method} ${path} ${summary} ${id}`.toLowerCase()
      return words.every((word) => all.includes(word))
    }
    return [...Map.groupBy(operations.filter(matches), ({ tag }) => tag)]
  }, [operations, wanted])
  const total = found.reduce((sum, [, group]) => sum + group.length, 0)
  return (
    <nav aria-label="Calls" className="grid content-start gap-3">
      <SearchInput
        label="Search calls"
        placeholder="Search calls"
        value={text}
        onValueChange={setText}
        shortcut={narrow ? undefined : '/'}
      />
      <p role="status" className="sr-only">
        {wanted === '' ? '' : `${total} calls`}
      </p>
      {total === 0 ? <p className="text-muted text-sm">No call has all of these words.</p> : null}
      {found.map(([tag, group]) => (
        <TagGroup
          key={`${tag} ${wanted === ''}`}
          tag={tag}
          operations={group}
          current={current}
          startsOpen={wanted !== '' || group.some(({ id }) => id === current)}
          narrow={narrow}
        />
      ))}
    </nav>
  )
}

interface TagGroupProps {
  tag: string
  operations: readonly ListedOperation[]
  current: string | undefined
  startsOpen: boolean
  narrow: boolean
}

function TagGroup({ tag, operations, current, startsOpen, narrow }: TagGroupProps) {
  const [isOpen, setIsOpen] = useState(startsOpen)
  return (
    <details
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group/tag border-line border-t pt-2"
    >
      <summary className="flex h-control items-center gap-2 rounded-sm font-medium text-sm marker:content-none">
        <ChevronRight
          aria-hidden
          strokeWidth={1.75}
          className="size-3.5 text-faint transition-transform group-open/tag:rotate-90"
        />
        <span className="flex-1">{tag}</span>
        <span className="font-normal text-faint tabular-nums">{operations.length}</span>
      </summary>
      {/* Beside a page, what is closed is not sent along; the list itself can be read without scripts. */}
      {isOpen || !narrow ? (
        <ul className="grid gap-px pb-2">
          {operations.map(({ id, method, path, summary }) => (
            <li key={id}>
              <Link
                href={`/docs/api/${id}`}
                prefetch={false}
                aria-current={id === current ? 'page' : undefined}
                className={cn(
                  'flex min-h-chip min-w-0 items-center gap-2 rounded-md px-1.5 py-1 text-sm hover:bg-hover',
                  id === current ? 'bg-active text-fg' : 'text-muted',
                )}
              >
                <span className="w-16 shrink-0">
                  <MethodBadge method={method} />
                </span>
                <span className="min-w-0">
                  <span className="block">{summary}</span>
                  {narrow ? null : (
                    <span className="block font-mono text-faint text-xs [overflow-wrap:anywhere]">{path}</span>
                  )}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </details>
  )
}
