import { problemWords } from '@/components/entity/problem-words'
import { toast } from '@/components/ui/toast'
import { ApiError } from '@/lib/client/api'

/** As `RequestError`, where the page has no place for it: `what` without a full stop, "It could not be undone". */
export function tellFailure(what: string, error: unknown): void {
  const words = `${what}: ${problemWords(error)}`
  if (error instanceof ApiError && error.requestId !== undefined)
    toast.error(words, { description: `Request ${error.requestId}` })
  else toast.error(words)
}
