import { ApiError } from '@/lib/client/api'

/** What went wrong and what helps, in a line. */
export const problemWords = (error: Error): string =>
  [error.message, error instanceof ApiError ? error.hint : undefined].filter(Boolean).join('. ')
