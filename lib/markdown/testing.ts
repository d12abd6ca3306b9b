/** Descriptions that held a server up for minutes, or showed nothing, with the words that have to be seen. */

const nested = (depth: number): string =>
  Array.from({ length: depth }, (_, level) => `${'  '.repeat(level)}- level${level}`).join('\n')

export const hostileTexts: readonly (readonly [what: string, text: string, words: readonly string[]])[] = [
  ['emphasis that never closes', '*a_'.repeat(6_800), ['*a_*a_']],
  ['half-open deletions', '~a'.repeat(10_000), ['~a~a']],
  ['quotes in quotes', `${'> '.repeat(10_000)}innermost`, ['innermost']],
  ['a list nested 300 deep', nested(300), ['level0', 'level299']],
  ['a list nested 400 deep in one line', `${'- '.repeat(400)}innermost`, ['innermost']],
  ['brackets', '['.repeat(50_000), ['[[[[']],
  ['links in links', `${'[a]('.repeat(20_000)}end`, ['end']],
  ['comments that never end', `${'<!--'.repeat(20_000)} after`, ['after']],
  ['elements in elements', `${'<div>'.repeat(5_000)}inside`, ['inside']],
  ['a table of one row after the other', `|a|b|\n|-|-|\n${'|c|\n'.repeat(20_000)}`, ['c']],
  ['entities', `${'&'.repeat(50_000)} last`, ['last']],
]
