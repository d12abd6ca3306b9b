/** What somebody has chosen to import, before it is read. */
import type { ChosenFile } from '@/lib/import/read-file'
import type { ToReader } from '@/lib/import/reader-protocol'
import { FileProblem } from '@/lib/import/table'

/** A file, files that are read as one, or what was pasted. `called`: a name that the source has not of itself. */
export type Chosen = ToReader['source'] & { readonly called?: string }

/** What it is called. */
export function nameOf(source: Chosen): string {
  if (source.called !== undefined) return source.called
  if (source.kind === 'text') return 'Pasted rows'
  const [first, ...others] = source.files
  return others.length === 0 ? (first?.path ?? '') : `${first?.path} and ${others.length} more`
}

export const chosenFile = (file: File): ChosenFile => ({ path: file.name, file })

/** Of a folder in which nothing is found. */
export const nothingIn = (all: readonly ChosenFile[]): FileProblem => {
  const inside = all.slice(0, 3).map(({ path }) => `“${path}”`)
  return new FileProblem('There is nothing in the folder that can be read.', {
    hint: inside.length === 0 ? 'It is empty.' : `It holds ${inside.join(', ')}${all.length > 3 ? ' and more' : ''}.`,
  })
}
