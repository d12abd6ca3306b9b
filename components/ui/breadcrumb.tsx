import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'

export interface BreadcrumbItem {
  label: string
  href: string
  icon?: ReactNode
}

/** The way here, without the page itself: that is the heading below. */
export function Breadcrumb({ items }: { items: readonly BreadcrumbItem[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex min-w-0 flex-wrap items-center text-sm">
        {items.map((item, at) => (
          <li key={item.href} className="flex min-w-0 max-w-full items-center">
            {at > 0 && (
              <ChevronRight
                aria-hidden
                strokeWidth={1.75}
                className="mx-1 size-3.5 shrink-0 text-faint rtl:rotate-180"
              />
            )}
            <Link
              href={item.href}
              className="inline-flex min-w-0 items-center gap-1.5 rounded-sm py-0.5 text-muted hover:text-fg hover:underline"
            >
              {item.icon}
              <span className="truncate">{item.label}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
