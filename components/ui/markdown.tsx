import Link from 'next/link'
import ReactMarkdown, { type Components } from 'react-markdown'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { cn } from '@/components/ui/cn'

const schema = {
  ...defaultSchema,
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'] },
}

// The page has its own h1; pictures would load from foreign hosts, so they become links.
const components: Components = {
  h1: ({ children }) => <h2>{children}</h2>,
  a: ({ href, children }) => <MarkdownLink href={href}>{children}</MarkdownLink>,
  img: ({ src, alt }) => (
    <MarkdownLink href={typeof src === 'string' ? src : undefined}>{alt || 'Picture'}</MarkdownLink>
  ),
  input: ({ checked }) => (
    <input type="checkbox" checked={checked === true} disabled readOnly aria-label={checked ? 'Done' : 'To do'} />
  ),
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
}

const proseClasses = [
  'max-w-[68ch] text-fg text-lg [overflow-wrap:anywhere] [&>*+*]:mt-3',
  '[&_:is(h2,h3,h4,h5,h6)]:mt-6 [&_:is(h2,h3,h4,h5,h6)]:font-semibold [&_:is(h2,h3,h4,h5,h6)+*]:mt-1 [&>*:first-child]:mt-0',
  '[&_strong]:font-semibold [&_ul]:list-disc [&_ol]:list-decimal [&_:is(ul,ol)]:ps-5 [&_li+li]:mt-1 [&_li>:is(ul,ol)]:mt-1',
  '[&_.task-list-item]:-ms-5 [&_.task-list-item]:list-none [&_input]:me-2',
  '[&_:not(pre)>code]:rounded-sm [&_:not(pre)>code]:bg-active [&_:not(pre)>code]:px-1 [&_:not(pre)>code]:py-0.5 [&_code]:font-mono [&_code]:text-[0.8125rem]',
  '[&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:border [&_pre]:border-line [&_pre]:bg-subtle [&_pre]:p-3 [&_pre]:leading-5',
  '[&_blockquote]:border-line-strong [&_blockquote]:border-s-2 [&_blockquote]:ps-3 [&_blockquote]:text-muted [&_hr]:border-line',
  '[&_table]:text-sm [&_:is(th,td)]:border-line [&_:is(th,td)]:border-b [&_:is(th,td)]:py-1.5 [&_:is(th,td)]:pe-4 [&_:is(th,td)]:text-start [&_th]:font-medium [&_th]:text-muted',
]

/** Markdown from a person, shown as prose: no raw HTML, no pictures from elsewhere, links to http, https and mail only. */
export function Markdown({ children, className }: { children: string; className?: string }) {
  return (
    <div dir="auto" className={cn(proseClasses, className)}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[[rehypeSanitize, schema]]}
        components={components}
        skipHtml
      >
        {children}
      </ReactMarkdown>
    </div>
  )
}

const linkClasses = 'text-accent-text underline decoration-from-font underline-offset-2 hover:decoration-2'

function MarkdownLink({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  if (href === undefined || href === '') return <span>{children}</span>
  if (href.startsWith('/') && !href.startsWith('//')) {
    return (
      <Link href={href} className={linkClasses}>
        {children}
      </Link>
    )
  }
  return (
    <a href={href} rel="noopener noreferrer nofollow" className={linkClasses}>
      {children}
    </a>
  )
}
