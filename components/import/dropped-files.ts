/** What somebody drops: files, or everything below the folders among them. */
import { isLitter } from '@/lib/import/formats/archive/readable'
import { archiveLimits } from '@/lib/import/limits'
import type { ChosenFile } from '@/lib/import/read-file'
import { FileProblem } from '@/lib/import/table'

export interface Folder {
  readonly name: string
  readonly found: Promise<readonly ChosenFile[]>
}

/** Undefined where no folder is among them. To be asked while the drop is under way: afterwards nothing is told of it. */
export function droppedFolder(items: DataTransferItemList): Folder | undefined {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const folder = entries.find(({ isDirectory }) => isDirectory)
  return folder === undefined ? undefined : { name: folder.name, found: filesBelow(entries) }
}

/** Of what a browser has found in a chosen folder by itself. */
export function chosenFolder(files: readonly File[]): Folder {
  const [first] = files
  const name = first?.webkitRelativePath.split('/')[0] ?? ''
  const found =
    files.length > archiveLimits.entriesMax
      ? Promise.reject(tooMany())
      : Promise.resolve(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })))
  return { name, found }
}

const tooMany = (): FileProblem =>
  new FileProblem(`There are more than ${archiveLimits.entriesMax.toLocaleString('en')} files in the folder.`, {
    hint: 'Choose the folder of the export alone.',
  })

/** As deep as archives may be. */
const depthMax = 64

async function filesBelow(entries: readonly FileSystemEntry[]): Promise<ChosenFile[]> {
  const files: ChosenFile[] = []
  let seen = 0
  const visit = async (entry: FileSystemEntry, before: string, depth: number): Promise<void> => {
    const path = `${before}${entry.name}`
    seen += 1
    if (seen > archiveLimits.entriesMax) throw tooMany()
    if (isFile(entry)) {
      if (!isLitter(path)) files.push({ path, file: await asked<File>((done, failed) => entry.file(done, failed)) })
    } else if (isFolder(entry) && depth < depthMax && !isLitter(`${path}/`))
      for await (const inner of entriesOf(entry)) await visit(inner, `${path}/`, depth + 1)
  }
  for (const entry of entries) await visit(entry, '', 0)
  return files
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

/** A browser tells of a hundred at a time, and of none at the end. */
async function* entriesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader()
  for (;;) {
    const some = await asked<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed))
    if (some.length === 0) return
    yield* some
  }
}

const asked = <T>(ask: (done: (value: T) => void, failed: (error: unknown) => void) => void): Promise<T> =>
  new Promise(ask)
