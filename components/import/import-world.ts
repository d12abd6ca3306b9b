/** What an import in the browser needs of the world around it; tests bring their own. */
import type { Follow } from '@/components/import/read-in-worker'
import type { EarlierMapping } from '@/lib/client/import-files'
import type { SentImport } from '@/lib/client/send-import'
import type { TargetColumn } from '@/lib/import/columns'
import { isAddedColumn, jobColumn } from '@/lib/import/failures'
import type { OpenedFile, OpenResult } from '@/lib/import/open-file'
import type { ToReader } from '@/lib/import/reader-protocol'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Importable, ImportMapping } from '@/lib/model/wire/import-mapping'

/** The latest that was kept for just these columns; those that an import adds to what it hands back are not the file's. */
export function fittingMapping(
  kept: readonly KeptMapping[],
  columns: readonly { readonly name: string }[],
): KeptMapping | undefined {
  const own = (names: readonly string[]) => names.filter((name) => !isAddedColumn(name))
  const wanted = own(columns.map(({ name }) => name))
  return kept.find(({ mapping: { columns: said = {} } }) => {
    return own(Object.keys(said)).length === wanted.length && wanted.every((name) => Object.hasOwn(said, name))
  })
}

/** What is known of the columns of a file before anybody has said it: by the import that handed it back, or as it is kept. */
export interface KnownMapping {
  readonly mapping: ImportMapping
  /** The kept mapping, or the file of the earlier import. */
  readonly name: string
  /** That import. */
  readonly job?: string
  readonly collection?: Importable
}

/** Nothing is known of what a tool exports: its columns are ours. */
export async function knownMapping(
  world: ImportWorld,
  { columns, recognised }: OpenedFile,
): Promise<KnownMapping | undefined> {
  if (recognised !== undefined) return undefined
  const from = columns.find(({ name }) => name === jobColumn)
  const [id, another] = from?.samples ?? []
  if (id !== undefined && another === undefined && from?.filled === 1) {
    const earlier = await world.earlier(
      id,
      columns.map(({ name }) => name),
    )
    if (earlier !== undefined) return { ...earlier, name: earlier.title, job: id }
  }
  return fittingMapping(await world.mappings(), columns)
}

export interface ImportWorld {
  read(request: ToReader, follow: Follow): Promise<OpenResult>
  definition(collection: Importable): EntityDefinition
  properties(collection: Importable): readonly CustomProperty[]
  targets(collection: Importable): readonly TargetColumn[]
  /** The services there are, for recognising their column, and the one that an export is of. */
  services(): readonly KnownService[]
  /** Bytes of the largest file that the server takes. */
  bytesMax(): number
  /** The file at an address, which the server fetches. */
  fetch(url: string, signal: AbortSignal): Promise<File>
  /** Mappings that are kept, the latest first; none where they cannot be had. */
  mappings(): Promise<readonly KeptMapping[]>
  /** How the import was read that this id names, for a file of these columns; nothing where it cannot be had. */
  earlier(id: string, columns: readonly string[]): Promise<EarlierMapping | undefined>
  send(sent: SentImport, signal: AbortSignal): Promise<{ readonly id: string; readonly title: string }>
  /** Shows the job, where nothing else waits here. */
  show(jobId: string): void
}

export interface KnownService {
  readonly name: string
  /** As `serviceType` has it. */
  readonly tool: string
}

export interface KeptMapping {
  readonly name: string
  readonly mapping: ImportMapping
}

/** The service that the export of a tool is of, where there is no other of that tool. */
export function onlyServiceOf(world: ImportWorld, tool: string | undefined): string | undefined {
  const [only, ...others] = world.services().filter((service) => service.tool === tool)
  return others.length === 0 ? only?.name : undefined
}
