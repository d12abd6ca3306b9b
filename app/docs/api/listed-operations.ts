import type { ListedOperation } from '@/components/docs/operation-list'
import { endpoints } from '@/lib/http/openapi/paths'

/** Every call, as the list of them shows it. */
export const listedOperations: readonly ListedOperation[] = endpoints.map(({ method, path, operation }) => ({
  id: operation.id,
  tag: operation.tag,
  method,
  path: `/api${path}`,
  summary: operation.summary,
}))
