/** Patterns with `*` and `?`, as clients of the search API send them. */

import { foldText, fromWordStart } from '@/lib/model/search/search-words'
import { badRequest } from '@/lib/model/wire/errors'

export const patternLengthMax = 500

export const hasWildcard = (text: string): boolean => /(?:^|[^\\])[*?]/.test(text)

/** A text as a pattern that stands for itself. */
export const escapeWildcards = (text: string): string => text.replaceAll(/[*?\\]/g, '\\$&')

/**
 * `*` and `?` stand for any text and any character; a backslash takes their meaning away. Neither case nor accents
 * matter. Takes at most the time of pattern times text: a regular expression with twenty stars would not come back.
 * Throws 400 for a pattern that is too long. The function takes a text as `foldText` gives it.
 */
export function wildcard(pattern: string): (folded: string) => boolean {
  if (pattern.length > patternLengthMax)
    throw badRequest(`A pattern has at most ${patternLengthMax} characters`, {
      hint: 'Shorten it, or search for words instead.',
    })
  const tokens = [...foldText(pattern).matchAll(/\\([*?\\])|[\s\S]/gu)].map(([whole, escaped]) =>
    escaped === undefined && (whole === '*' || whole === '?') ? { any: whole } : { literal: escaped ?? whole },
  )
  return (folded) => {
    const characters = [...folded]
    let [at, token] = [0, 0]
    // Where the latest star stands, and the first character it has not taken yet.
    let star: { token: number; at: number } | undefined
    while (at < characters.length) {
      const wanted = tokens[token]
      if (wanted?.any === '*') {
        star = { token, at }
        token += 1
      } else if (wanted?.any === '?' || (wanted !== undefined && wanted.literal === characters[at])) {
        token += 1
        at += 1
      } else if (star !== undefined) {
        star = { token: star.token, at: star.at + 1 }
        token = star.token + 1
        at = star.at
      } else return false
    }
    return tokens.slice(token).every(({ any }) => any === '*')
  }
}

/** Words that every text has which fits the pattern: of one after a wildcard (`*eck`) the start is not known. */
export function surestWords(pattern: string): string {
  const [first = '', ...others] = pattern.replaceAll(/\\([*?\\])/g, ' ').split(/[*?]/)
  return [first, ...others.map(fromWordStart)].join(' ')
}
