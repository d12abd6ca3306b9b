/** What every kind of file becomes: named columns and rows of cells. */

/** The text of a CSV cell, any JSON value, or undefined where a row has nothing. */
export type Cell = unknown

/** A row whose cells do not line up with the header. Missing ones count as empty; ones too many make it untrustworthy. */
export interface RaggedRow {
  /** Position in `rows`. */
  readonly index: number
  readonly cells: number
}

export interface Table {
  readonly format: 'csv' | 'json' | 'xlsx' | 'export'
  /** Names for people and mappings: never empty, never twice. */
  readonly columns: readonly string[]
  /** The names as the file has them, for handing rows back. */
  readonly headers: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** Per row its number in the file as a spreadsheet shows it, the header being row 1; items of JSON count from 1. */
  readonly rowNumbers: readonly number[]
  readonly ragged: readonly RaggedRow[]
  /** Of a CSV: what stands between cells, how quotes are written in quoted ones, and the number of the row with the names. */
  readonly delimiter?: Delimiter
  readonly quotes?: Quotes
  readonly headerRow?: number
  /** Of a CSV that was read until its quotes are broken: the row where that is. It and all below it is left out. */
  readonly brokenAt?: number
  /** Of a CSV: its first rows, one of which names the columns. */
  readonly head?: readonly HeadRow[]
  /** Positions in `rows` of what stands below the table: totals, notes. */
  readonly footers?: readonly number[]
  /** Of JSON with more than one thing that may be the rows: what there is, and which was taken. */
  readonly parts?: readonly Part[]
  readonly part?: string
  /** Of what a tool exports: what it was recognised as, and the charts on its dashboards. */
  readonly recognised?: Recognised
  readonly charts?: Table
}

/** What was found out about an export of a BI tool, for whoever chose it. */
export interface Recognised {
  /** As services name it. */
  readonly tool: string
  /** "Superset export of 12 dashboards and 87 charts from 2 databases". */
  readonly said: string
  readonly fields: readonly FieldNote[]
  /** What is in the file and not in the tables, in words. */
  readonly leftOut: readonly string[]
  /** What the file cannot say of itself, and somebody may. */
  readonly asks: readonly Asked[]
}

/** Where the tool is reached, for links that are only paths; the classification that its tags belong to. */
export type Asked = 'toolUrl' | 'classification'

/** What a field of the tool has become. */
export interface FieldNote {
  readonly of: 'dashboards' | 'charts'
  readonly from: string
  /** A field of ours; null where there is none for it. */
  readonly to: string | null
  readonly note?: string
}

export interface HeadRow {
  readonly row: number
  readonly text: string
}

/** A list inside a file; the file as a whole has no name. */
export interface Part {
  readonly name: string
  readonly rows: number
}

/** As `TextDecoder` knows them. */
export const encodings = [
  'utf-8',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'macintosh',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'utf-16le',
  'utf-16be',
] as const
export type Encoding = (typeof encodings)[number]

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/**
 * A quote inside a quoted cell is written twice (`csv`) or after a backslash; `text`: quotes are characters like others,
 * for files that use them as inch marks.
 */
export const quoteStyles = ['csv', 'backslash', 'text'] as const
export type Quotes = (typeof quoteStyles)[number]

/** What to read differently from what was found. */
export interface ReadOptions {
  readonly encoding?: Encoding | undefined
  readonly delimiter?: Delimiter | undefined
  readonly quotes?: Quotes | undefined
  readonly headerRow?: number | undefined
  /** Where quotes are broken, only the rows above are taken; else the file is refused. */
  readonly untilBroken?: boolean | undefined
  /** Name of the part that holds the rows. */
  readonly part?: string | undefined
  /** What the rows are going to be, such as `dashboards`: a list of that name is taken before others. */
  readonly collection?: string | undefined
  /** Of an export: where the tool is reached, for links that are only paths. */
  readonly toolUrl?: string | undefined
  /** Of an export: the classification that the tool's own tags belong to. Without one they are left out. */
  readonly classification?: string | undefined
}

/** Called now and then while a file is read; between calls others may work. */
export interface Watch {
  progress?(done: number, total: number): void
  /** Throws when the work has been called off. */
  check?(): void
}

/** Why a file cannot be read, in words for the person who chose it. */
export class FileProblem extends Error {
  constructor(
    message: string,
    readonly place: {
      /** Row of a table or line of a JSON text, as an editor counts. */
      readonly row?: number
      readonly line?: number
      readonly column?: number
      /** The text around the place. */
      readonly near?: string
      readonly hint?: string
      /** Reading quotes as text would get past it. */
      readonly quotes?: boolean
      /** Rows above it, which can be taken alone. */
      readonly above?: number
    } = {},
  ) {
    super(message)
    this.name = 'FileProblem'
  }
}

/** Column names made unique and speakable: `Column 3` for an empty one, `Title (2)` for a second "Title". */
export function nameColumns(headers: readonly string[]): string[] {
  const taken = new Set<string>()
  return headers.map((header, index) => {
    const plain = header.trim() === '' ? `Column ${index + 1}` : header.trim()
    let name = plain
    for (let turn = 2; taken.has(name); turn += 1) name = `${plain} (${turn})`
    taken.add(name)
    return name
  })
}

export const isBlank = (cell: Cell): boolean =>
  cell === undefined ||
  cell === null ||
  (typeof cell === 'string' && isBlankText(cell)) ||
  (Array.isArray(cell) && cell.length === 0)

/** Nearly all cells begin with a sign that can be seen: a copy of each, without the space round it, would cost more. */
function isBlankText(text: string): boolean {
  const first = text.charCodeAt(0)
  return !(first > 0x20 && first < 0x7f) && text.trim() === ''
}

export const emptyFile = (): FileProblem =>
  new FileProblem('The file is empty.', {
    hint: 'Choose a file whose first row names the columns, with a row for each thing below it.',
  })

/** For people: one digit after the point, or none. */
export const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1)

/** Lets messages in between stretches of work; the worker hears of an abort only then. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
