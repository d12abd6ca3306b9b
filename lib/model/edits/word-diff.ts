import { diffWordsWithSpace } from 'diff'

/** A stretch of text that stayed, came or went. */
export interface TextPart {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Beyond so many changed words a comparison costs more than it tells. */
const changesMax = 2_000

/** Parts in reading order; joined, `same` and `removed` are `before`, `same` and `added` are `after`. */
export function diffWords(before: string, after: string): TextPart[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: changesMax })?.map(
    ({ added, removed, value }): TextPart => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value }),
  )
  const replaced: TextPart[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]
  return (parts ?? replaced).filter(({ text }) => text !== '')
}
