import type { ReadOptions, Table, Watch } from '@/lib/import/table'

/** What a reader is given. `text` decodes only when somebody asks, and throws `FileProblem` for what is no text. */
export interface FileInput {
  /** Empty for what was pasted; of a folder or an archive the path. */
  readonly name: string
  /** Of a file; what was pasted has none. */
  readonly bytes?: Uint8Array
  text(): string
  /** As JSON; undefined for what is none. */
  value(): Promise<unknown>
}

/** One kind of file. Readers are pure, the same in a worker and on the server: no page, no network. */
export interface Format {
  /** By its content; its name only decides where the content leaves it open. */
  recognises(input: FileInput): boolean
  /** Throws `FileProblem`. */
  read(input: FileInput, options: ReadOptions, watch: Watch): Promise<Table>
}
