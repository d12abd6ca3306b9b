/** Files of an export, parsed as far as their format goes, and asked about with every reader there is. */
import type { FileInput } from '@/lib/import/formats/format'
import { isYaml } from '@/lib/import/formats/markup'
import type { Document, Native } from '@/lib/import/formats/native/native'
import { treeLimits } from '@/lib/import/limits'
import { breathe, FileProblem, type ReadOptions, type Table, type Watch } from '@/lib/import/table'

/** How much is parsed before others have a turn, in characters. */
const stretchChars = 256 * 1024
/** In XML only these are anything to a reader. */
const knownRoot =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^[>]*(?:\[(?:(?!\]\s*>).)*\]\s*)?>\s*)*<(?:\w+:)?(?:workbook|tsResponse)\b/is
/** Pictures and extracts are most of a workbook, and tell nothing of its sheets. */
const skippedXml: ReadonlySet<string> = new Set(['datasources', 'thumbnails', 'external', 'preferences'])

/**
 * The tables of an export, or undefined where no reader knows the files: then they are read by their format. Throws
 * `FileProblem` for what is known and cannot be read.
 */
export async function readExport(
  inputs: readonly FileInput[],
  options: ReadOptions,
  watch: Watch = {},
): Promise<Table | undefined> {
  if (!inputs.some(mayBeExport)) return undefined
  const documents = await documentsOf(inputs, watch)
  if (documents.length === 0) return undefined
  const { natives } = await import('@/lib/import/formats/native/list')
  for (const native of natives) {
    const found = native.read(documents, options)
    if (found === undefined) continue
    const { tablesOf } = await import('@/lib/import/formats/native/table')
    const others = documents.length > 1 ? othersIn(documents, native, natives, options) : []
    return tablesOf(native.tool, { ...found, leftOut: [...found.leftOut, ...others] }, options)
  }
  return undefined
}

/** Exports of other tools beside the one that is read, each an import of its own. */
function othersIn(
  documents: readonly Document[],
  read: Native,
  natives: readonly Native[],
  options: ReadOptions,
): string[] {
  const counts = new Map<string, number>()
  for (const document of documents) {
    if (read.read([document], options) !== undefined) continue
    const other = natives.find((native) => native.read([document], options) !== undefined)
    if (other !== undefined) counts.set(other.tool, (counts.get(other.tool) ?? 0) + 1)
  }
  return [...counts].map(
    ([tool, count]) =>
      `${count === 1 ? 'a file' : `${count.toLocaleString('en')} files`} of ${tool}, to be chosen alone`,
  )
}

/** By a look at the first signs: a table is not parsed to find out that it is one. */
function mayBeExport(input: FileInput): boolean {
  if (/\.(?:csv|tsv|ndjson|jsonl)$/i.test(input.name)) return false
  return /^\s*[{[]/.test(input.text().slice(0, 200)) || isTree(input)
}

const isTree = (input: FileInput): boolean => {
  const start = input.text().slice(0, 8_192)
  return knownRoot.test(start) || isYamlFile(input.name) || isYaml(start, 3)
}

const isYamlFile = (name: string): boolean => /\.(?:ya?ml|lookml|lkml)$/i.test(name)

async function documentsOf(inputs: readonly FileInput[], watch: Watch): Promise<Document[]> {
  const documents: Document[] = []
  let pending = 0
  let yamlChars = 0
  for (const [index, input] of inputs.entries()) {
    if (!mayBeExport(input)) continue
    const text = input.text()
    const json = await input.value()
    if (json !== undefined) documents.push({ kind: 'tree', path: input.name, value: json })
    else if (knownRoot.test(text.slice(0, 8_192))) {
      const { parseXml } = await import('@/lib/import/formats/xml')
      documents.push({ kind: 'xml', path: input.name, root: await parseXml(text, skippedXml) })
    } else if (isYamlFile(input.name) || isYaml(text.slice(0, 8_192), 3)) {
      yamlChars += text.length
      if (yamlChars > treeLimits.yamlTotalMax)
        throw new FileProblem(
          `There are more than ${treeLimits.yamlTotalMax / 1024 / 1024} MB of YAML in it, and that many are possible.`,
          { hint: 'Export fewer dashboards at a time.' },
        )
      const { parseYaml } = await import('@/lib/import/formats/yaml')
      documents.push({ kind: 'tree', path: input.name, value: await parseYaml(text, input.name) })
    }
    watch.progress?.(index + 1, inputs.length)
    pending += text.length
    if (pending < stretchChars) continue
    pending = 0
    await breathe()
    watch.check?.()
  }
  return documents
}
