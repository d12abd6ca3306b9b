'use client'

import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useMediaQuery } from '@/components/ui/use-media-query'
import { type CodeRequest, curlCode, pythonCode, typescriptCode } from '@/lib/client/request-code'

export interface Outcome {
  readonly tone: 'plain' | 'refused' | 'changes'
  /** One sentence about what saving does. */
  readonly sentence: string
}

interface OutcomePanelProps {
  fqn: string | undefined
  outcome: Outcome
  /** The request behind the save button; none while it would not be valid. */
  code: CodeRequest | undefined
  /** What changes, what stays. */
  children?: ReactNode
  className?: string | undefined
}

const tones = { plain: 'text-fg', refused: 'text-danger', changes: 'text-fg' } as const

/** Beside a form: the name it leads to, what saving will do, and the same as a request. Folds up on narrow screens. */
export function OutcomePanel({ fqn, outcome, code, children, className }: OutcomePanelProps) {
  const isWide = useMediaQuery('(min-width: 64rem)')
  return (
    <section
      aria-label="What will happen"
      className={cn('min-w-0 rounded-xl border border-line bg-subtle text-sm', className)}
    >
      <details open={isWide ?? true} className="group/outcome">
        <summary className="list-none rounded-xl px-4 py-3 font-semibold text-sm lg:pointer-events-none lg:pb-0 [&::-webkit-details-marker]:hidden">
          What will happen
          <span className="float-end font-normal text-muted lg:hidden">
            <span className="group-open/outcome:hidden">Show</span>
            <span className="hidden group-open/outcome:inline">Hide</span>
          </span>
        </summary>
        <div className="grid gap-3 px-4 pt-2 pb-4">
          <div className="min-w-0">
            <p className="text-muted">Fully qualified name</p>
            <div className="flex min-h-7 items-start gap-1">
              <output
                aria-label="Fully qualified name"
                dir="ltr"
                className="min-w-0 flex-1 py-1 font-mono text-fg text-xs [overflow-wrap:anywhere]"
              >
                {fqn ?? <span className="font-sans text-faint">not known yet</span>}
              </output>
              {fqn === undefined ? null : <CopyButton text={fqn} label="Copy FQN" />}
            </div>
          </div>
          <p role="status" className={tones[outcome.tone]}>
            {outcome.sentence}
          </p>
          {children}
          {code === undefined ? null : <RequestTabs code={code} />}
        </div>
      </details>
    </section>
  )
}

const languages = [
  { value: 'curl', label: 'curl', print: curlCode },
  { value: 'typescript', label: 'TypeScript', print: typescriptCode },
  { value: 'python', label: 'Python', print: pythonCode },
] as const

function RequestTabs({ code }: { code: CodeRequest }) {
  return (
    <Tabs defaultValue="curl" className="min-w-0">
      <TabsList label="Request as code" look="quiet">
        {languages.map(({ value, label }) => (
          <TabsTrigger key={value} value={value}>
            {label}
          </TabsTrigger>
        ))}
      </TabsList>
      {languages.map(({ value, label, print }) => (
        <TabsContent key={value} value={value} tabIndex={-1} className="mt-1 min-w-0">
          <CodeBlock code={print(code)} label={`${label} request`} />
        </TabsContent>
      ))}
    </Tabs>
  )
}
