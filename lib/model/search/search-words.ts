/**
 * What a word is, for the search indexes of both databases and for the filters that look at one document: pure, so that
 * no setting of a database decides it. Scripts that put no space between words (Chinese, Japanese, Korean, Thai…) are
 * cut into pairs of characters, and a search looks for the pairs of what it is given.
 */

/** Words beyond these of one text are not searched for. */
const textLengthMax = 100_000
/** The index of PostgreSQL takes no word beyond 2 KB. */
const wordLengthMax = 500
/** Nor texts of more than 1 MB of different words. */
const wordsMax = 20_000

/** Accents, harakat and joiners, but not the marks that make another letter: the voicing of kana, vowels of Indic scripts. */
const accents = /(?![\u3099\u309a])\p{Script=Inherited}/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const plain = /^[\u0000-\u007f]*$/

/** Without case, accents and the widths of letters. Texts that fold to the same are the same to a search. */
export function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  const bare = text.normalize('NFKD').replaceAll(accents, '').normalize('NFKC')
  // By way of the upper case, because ß and ς have none of their own; and before that of the lower one: ẞ is upper case already.
  return bare.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}

const plainRuns = /[a-z0-9]+/g
const runs = /[\p{L}\p{N}\p{M}\p{Co}]+/gu
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+/gu

interface Run {
  readonly text: string
  /** Of a script that puts no space between words. */
  readonly unspaced: boolean
}

/** Runs of letters and digits, split where a script with spaces meets one without. */
function* runsOf(text: string): Generator<Run> {
  // Before, because folding costs; after, because some characters fold to many.
  const folded = foldText(text.length > textLengthMax ? text.slice(0, textLengthMax) : text).slice(0, textLengthMax)
  for (const [run] of folded.matchAll(runs)) {
    if (plain.test(run)) {
      yield { text: run, unspaced: false }
      continue
    }
    let end = 0
    for (const match of run.matchAll(unspaced)) {
      if (match.index > end) yield { text: run.slice(end, match.index), unspaced: false }
      yield { text: match[0], unspaced: true }
      end = match.index + match[0].length
    }
    if (end < run.length) yield { text: run.slice(end), unspaced: false }
  }
}

const cut = (word: string): string => (word.length > wordLengthMax ? word.slice(0, wordLengthMax).toWellFormed() : word)

/** Adds the pairs of characters of a run and its last character. */
function addPairs(run: string, words: string[]): void {
  let last = ''
  for (const character of run) {
    if (last !== '') words.push(last + character)
    last = character
  }
  words.push(last)
}

/**
 * The words under which a text is found, in its order. Each begins with what a search for it may ask; of a run without
 * spaces these are its pairs and its last character.
 */
export function indexedWords(text: string): string[] {
  if (text.length <= wordLengthMax && plain.test(text)) return text.toLowerCase().match(plainRuns) ?? []
  const words: string[] = []
  for (const run of runsOf(text)) {
    if (run.unspaced) addPairs(run.text, words)
    else words.push(cut(run.text))
    if (words.length >= wordsMax) return words.slice(0, wordsMax)
  }
  return words
}

/** What a search for a text asks: each must be the beginning of an indexed word. */
export function wantedWords(text: string): string[] {
  const words: string[] = []
  for (const run of runsOf(text)) {
    if (run.unspaced) {
      addPairs(run.text, words)
      // A character alone stands for every pair that begins with it.
      if ([...run.text].length > 1) words.pop()
    } else words.push(cut(run.text))
  }
  return words
}

/**
 * The words of a phrase as they follow each other among indexed words; undefined where one is of a script without spaces,
 * whose words depend on what they stand next to.
 */
export function followingWords(phrase: string): string[] | undefined {
  const found = [...runsOf(phrase)]
  return found.some((run) => run.unspaced) ? undefined : found.map((run) => cut(run.text))
}

/** Whether an index of whole words tells all there is to know of a phrase: of one word it knows beginnings. */
export function isFollowed(phrase: string): boolean {
  const words = followingWords(phrase) ?? []
  return words.length > 1 && words.every((word) => word.length < wordLengthMax)
}

/** Words one after another with spaces round each; a run without spaces character by character. For phrases. */
export function spacedWords(text: string): string {
  const units: string[] = []
  for (const run of runsOf(text)) {
    if (run.unspaced) units.push([...run.text].join(' '))
    else units.push(run.text)
  }
  return units.length === 0 ? '' : ` ${units.join(' ')} `
}

/** Whole runs, for patterns. */
export const wholeWords = (text: string): string[] => [...runsOf(text)].map((run) => run.text)

/** Letters of scripts with spaces at the beginning: the rest of a word of which a search does not know the start. */
const rest = /^[\p{L}\p{N}\p{M}\p{Co}]+/u

/**
 * A piece of text from the middle of another, without the part of a word at its beginning that may stand anywhere in a
 * word. What is left is found by `wantedWords`.
 */
export function fromWordStart(piece: string): string {
  const start = rest.exec(piece)?.[0]
  if (start === undefined) return piece
  const at = start.search(unspaced)
  return at < 0 ? piece.slice(start.length) : piece.slice(at)
}
