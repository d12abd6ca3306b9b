/** How a selection is had as a file, to be edited elsewhere and imported again. */
import { isForJob, selectionMax } from '@/components/catalogue/selection-max'
import type { Selected } from '@/components/catalogue/use-selection-job'
import { queryText } from '@/lib/client/api'
import { gridMax } from '@/lib/client/send-import'

/** Few enough to be edited cell by cell. One export names as many by ids as one call takes. */
export const isForGrid = ({ ids }: Selected, total: number): boolean =>
  total <= gridMax && (ids === undefined || ids.length <= selectionMax)

/** Where the file comes from at once; undefined for one that a job makes. */
export function fileHref({ collection = 'dashboards', ids, filter }: Selected, total: number): string | undefined {
  const isLarge = ids === undefined ? isForJob(total) : ids.length > selectionMax
  if (isLarge) return undefined
  const query = ids === undefined ? filter : { ids: ids.join(',') }
  return `/api/x/exports/${collection}${queryText({ ...query, format: 'csv' })}`
}
