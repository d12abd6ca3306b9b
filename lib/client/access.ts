/** What somebody may do with something, as the server decides it. */
import { queryOptions } from '@tanstack/react-query'
import { send } from '@/lib/client/api'
import { listHref } from '@/lib/client/links'
import type { Operation } from '@/lib/model/rules/access'
import type { AccessAnswer } from '@/lib/model/wire/access'

export interface AccessQuestion {
  /** Name of the user. */
  readonly user: string
  readonly type: string
  readonly fqn: string
}

/** The page where an administrator asks, with as much of the question as is known. */
export const checkAccessHref = (asked: Partial<AccessQuestion> & { readonly action?: Operation }): string =>
  `/settings/check-access?${new URLSearchParams({ ...asked })}`

/** Where an administrator gives somebody a role: their sheet. */
export const userSheetHref = (name: string): string => `${listHref('user')}?${new URLSearchParams({ user: name })}`

export const accessQuery = (question: AccessQuestion) =>
  queryOptions({
    queryKey: ['access', question] as const,
    queryFn: ({ signal }) => send<AccessAnswer>('/api/x/access', { query: { ...question }, signal }),
    // Rights change elsewhere.
    staleTime: 0,
  })
