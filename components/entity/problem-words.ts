import { ApiError } from '@/lib/client/api'

/** What went wrong and what helps, in a line. */
export function problemWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return [error.message, error instanceof ApiError ? error.hint : undefined].filter(Boolean).join('. ')
}
