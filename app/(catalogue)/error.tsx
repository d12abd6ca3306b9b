'use client'

import { PageError, type PageErrorProps } from '@/components/shell/page-error'

/** What failed within the shell, which stays. */
export default function CatalogueError(props: PageErrorProps) {
  return <PageError {...props} />
}
