/**
 * Which commits there have been and which rows they touched, whoever made them: what is remembered of the catalogue can be
 * brought up to date by a look at these rows alone.
 */
import { type Kysely, sql } from 'kysely'
import type { Change } from '@/lib/store/change'
import type { Tables } from '@/lib/store/sql/tables'

/** So many commits stay in the table, at least. */
export const commitsKept = 500
/** How often those before are taken away. */
export const commitsBetween = 100
/** A commit that touches more says only that it was there, and so many rows are remembered here. */
const rowsMax = 5_000
/** So many commits are read at once; what lies further back is not looked at. */
const readMax = 200

const counted: ReadonlySet<Change['kind']> = new Set([
  'insert',
  'update',
  'remove',
  'rename',
  'reword',
  'link',
  'unlink',
  'usage',
])

/** Whether anything that is read of entities can be another after these. */
export const isCountedCommit = (changes: readonly Change[]): boolean => changes.some(({ kind }) => counted.has(kind))

/** Places (`seq`) of rows by their type. */
export type TouchedRows = ReadonlyMap<string, readonly number[]>

/** Whose own row, or whose relations, a commit changes. */
export class Moved {
  readonly #seqs = new Map<string, Set<number>>()
  readonly #known = new Set<string>()
  readonly #unknown = new Set<string>()

  row(type: string, id: string, seq: number | bigint | string): void {
    const seqs = this.#seqs.get(type) ?? new Set()
    this.#seqs.set(type, seqs.add(Number(seq)))
    this.#known.add(id)
  }

  related(id: string): void {
    this.#unknown.add(id)
  }

  /** Of which the places have to be looked up at the end of the commit. */
  get unknown(): string[] {
    return [...this.#unknown].filter((id) => !this.#known.has(id))
  }

  /** As the table has it; null where it is too much to say. */
  get text(): string | null {
    const total = [...this.#seqs.values()].reduce((sum, seqs) => sum + seqs.size, 0)
    return total > rowsMax ? null : JSON.stringify([...this.#seqs].map(([type, seqs]) => [type, [...seqs]]))
  }
}

interface Logged {
  readonly seq: number
  readonly touched: TouchedRows
}

const toTouched = (text: string): TouchedRows => new Map(JSON.parse(text) as [string, number[]][]) // written by `Moved`

export class CommitLog {
  readonly #db: Kysely<Tables>
  /** The latest commit that was seen. */
  #latest: number | undefined
  /** The commit before the first of those that are remembered. */
  #from = 0
  #commits: Logged[] = []

  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  /** The number of the latest commit; what it touched is known afterwards. */
  async latest(): Promise<number> {
    const seen = this.#latest
    const read =
      seen === undefined
        ? sql<LogColumns>`select seq, null as touched from commit_log order by seq desc limit 1`
        : sql<LogColumns>`select seq, touched from commit_log where seq > ${seen} order by seq desc
            limit ${sql.lit(readMax)}`
    const { rows } = await read.execute(this.#db)
    if (seen === undefined) this.#begin(Number(rows[0]?.seq ?? 0))
    else this.#add(seen, rows.toReversed())
    return this.#latest ?? 0
  }

  /** What the commits after this one touched; undefined where that is not known. */
  since(seq: number): TouchedRows | undefined {
    if (seq < this.#from) return undefined
    const touched = new Map<string, number[]>()
    for (const commit of this.#commits) {
      if (commit.seq <= seq) continue
      for (const [type, seqs] of commit.touched) touched.set(type, [...(touched.get(type) ?? []), ...seqs])
    }
    return touched
  }

  #begin(latest: number): void {
    if (this.#latest !== undefined) return
    this.#latest = latest
    this.#from = latest
  }

  /** `rows`: the commits after `seen`, in their order. Others may have been faster. */
  #add(seen: number, rows: readonly LogColumns[]): void {
    const last = Number(rows.at(-1)?.seq ?? seen)
    const isWhole = rows.length < readMax && last - seen < commitsKept
    for (const row of rows) {
      const seq = Number(row.seq)
      if (seq <= (this.#latest ?? 0)) continue
      this.#latest = seq
      if (row.touched === null || (!isWhole && row === rows[0])) this.#forget(seq)
      else this.#commits.push({ seq, touched: toTouched(row.touched) })
    }
    for (let total = this.#commits.reduce((sum, commit) => sum + sizeOf(commit), 0); total > rowsMax; ) {
      const first = this.#commits.shift()
      if (first === undefined) break
      total -= sizeOf(first)
      this.#from = first.seq
    }
  }

  #forget(seq: number): void {
    this.#commits = []
    this.#from = seq
  }
}

interface LogColumns {
  readonly seq: number | string
  readonly touched: string | null
}

/** A commit takes room even if it touches nothing. */
const sizeOf = ({ touched }: Logged): number => [...touched.values()].reduce((sum, seqs) => sum + seqs.length, 1)
