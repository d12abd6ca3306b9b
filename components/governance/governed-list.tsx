'use client'

import { CatalogueList } from '@/components/catalogue/catalogue-list'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { TreeTable } from '@/components/catalogue/tree-table'

/** The list of people or of what governs, as a tree where they stand below one another. */
export function GovernedList({ kind }: { kind: ListKind }) {
  return <CatalogueList kind={kind} Tree={TreeTable} />
}
