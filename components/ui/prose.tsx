import { cn } from '@/components/ui/cn'

const proseClasses = [
  'min-w-0 max-w-[68ch] text-fg text-lg [overflow-wrap:anywhere] [&>*+*]:mt-3',
  '[&_:is(h2,h3,h4,h5,h6)]:mt-6 [&_:is(h2,h3,h4,h5,h6)]:font-semibold [&_:is(h2,h3,h4,h5,h6)+*]:mt-1 [&>*:first-child]:mt-0',
  '[&_strong]:font-semibold [&_b]:font-semibold [&_ul]:list-disc [&_ol]:list-decimal [&_:is(ul,ol)]:ps-5 [&_li+li]:mt-1 [&_li>:is(ul,ol)]:mt-1',
  '[&_.task-list-item]:-ms-5 [&_.task-list-item]:list-none [&_.task-list-item>:is(ul,ol)]:ps-10 [&_input]:me-1',
  '[&_mark]:rounded-sm [&_mark]:bg-warning-soft [&_mark]:px-0.5 [&_mark]:text-fg',
  '[&_a[href]]:text-accent-text [&_a[href]]:underline [&_a[href]]:decoration-from-font [&_a[href]]:underline-offset-2 [&_a[href]:hover]:decoration-2',
  '[&_:not(pre)>code]:rounded-sm [&_:not(pre)>code]:bg-active [&_:not(pre)>code]:px-1 [&_:not(pre)>code]:py-0.5 [&_code]:font-mono [&_code]:text-[0.8125rem]',
  '[&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:border [&_pre]:border-line [&_pre]:bg-subtle [&_pre]:p-3 [&_pre]:leading-5',
  '[&_blockquote]:border-line-strong [&_blockquote]:border-s-2 [&_blockquote]:ps-3 [&_blockquote]:text-muted [&_hr]:border-line',
  '[&_table]:text-sm [&_:is(th,td)]:border-line [&_:is(th,td)]:border-b [&_:is(th,td)]:py-1.5 [&_:is(th,td)]:pe-4 [&_:is(th,td)]:text-start [&_th]:font-medium [&_th]:text-muted',
]

interface ProseProps {
  className?: string | undefined
}

/** Formatted text. The HTML is the server's, which lets nothing through that runs or loads (`lib/markdown`). */
export function Prose({ html, className }: ProseProps & { html: string }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised where it is made, and nothing runs under our CSP
    <div dir="auto" className={cn(proseClasses, className)} dangerouslySetInnerHTML={{ __html: html }} />
  )
}

/** Text as it was typed, every word of it. */
export function PlainProse({ text, className }: ProseProps & { text: string }) {
  return (
    <div dir="auto" className={cn(proseClasses, 'whitespace-pre-wrap', className)}>
      {text}
    </div>
  )
}
