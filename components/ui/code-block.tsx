import { cn } from '@/components/ui/cn'
import { CopyButton } from '@/components/ui/copy-button'

interface CodeBlockProps {
  code: string
  /** Names the scrolling region, for example "curl request". */
  label: string
  copyLabel?: string | undefined
  /** Lines may break; for long single lines such as messages. */
  wrap?: boolean | undefined
  className?: string | undefined
}

/** Code to read and take along. The region scrolls inside itself and can be scrolled by keyboard. */
export function CodeBlock({ code, label, copyLabel = 'Copy code', wrap = false, className }: CodeBlockProps) {
  return (
    <div className={cn('group relative rounded-md border border-line bg-bg', className)}>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-md [contain:inline-size] focus-visible:outline-offset-0"
      >
        <pre
          className={cn(
            'p-3 pe-10 font-mono text-muted text-xs leading-[1.125rem]',
            wrap ? 'whitespace-pre-wrap' : 'w-max',
          )}
        >
          <code>{code}</code>
        </pre>
      </section>
      <CopyButton text={code} label={copyLabel} className="absolute end-1 top-1 bg-bg" />
    </div>
  )
}
