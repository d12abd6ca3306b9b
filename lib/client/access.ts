/** What somebody may do with something, as the server decides it. */
import { queryOptions } from '@tanstack/react-query'
import { send } from '@/lib/client/api'
import type { AccessAnswer } from '@/lib/model/wire/access'

export interface AccessQuestion {
  /** Name of the user. */
  readonly user: string
  readonly type: string
  readonly fqn: string
}

export const accessQuery = (question: AccessQuestion) =>
  queryOptions({
    queryKey: ['access', question] as const,
    queryFn: ({ signal }) => send<AccessAnswer>('/api/x/access', { query: { ...question }, signal }),
    // Rights change elsewhere.
    staleTime: 0,
  })
