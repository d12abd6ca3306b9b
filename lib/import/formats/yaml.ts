/** YAML as plain values: no types of its own, few aliases, and it has an end. */
import { treeLimits } from '@/lib/import/limits'
import { FileProblem } from '@/lib/import/table'

/** An export refers to nothing twice; more than this is made to grow. */
const aliasesMax = 50

/** Throws `FileProblem` with the line. */
export async function parseYaml(text: string, path: string): Promise<unknown> {
  const where = path === '' ? 'The YAML' : `“${path}”`
  if (text.length > treeLimits.yamlCharsMax)
    throw new FileProblem(
      `${where} has more than ${treeLimits.yamlCharsMax / 1024 / 1024} MB, and that many are possible for YAML.`,
    )
  const { parseAllDocuments } = await import('yaml')
  try {
    const options = { schema: 'core', logLevel: 'error', prettyErrors: false, uniqueKeys: true } as const
    const documents = parseAllDocuments(text, options)
    if (documents.length > 1) throw new FileProblem(`${where} holds several documents, separated by “---”.`)
    const [document] = documents
    const [error] = document?.errors ?? []
    if (error !== undefined) {
      const line = text.slice(0, error.pos[0]).split('\n').length
      throw new FileProblem(`${where}, line ${line}: this is not valid YAML.`, {
        line,
        near: text.slice(Math.max(0, error.pos[0] - 30), error.pos[0] + 30),
        hint: 'Export it again, or correct the line.',
      })
    }
    const [warning] = document?.warnings ?? []
    if (warning?.code === 'TAG_RESOLVE_FAILED')
      throw new FileProblem(`${where} makes use of types of its own (such as “!python/object”).`, {
        hint: 'What a BI tool exports has none. Export it again.',
      })
    return document?.toJS({ maxAliasCount: aliasesMax })
  } catch (error) {
    if (error instanceof FileProblem) throw error
    if (error instanceof ReferenceError)
      throw new FileProblem(`${where} refers to itself again and again, to grow without end.`, {
        hint: 'What a BI tool exports does not. Export it again.',
      })
    if (error instanceof RangeError) throw new FileProblem(`${where} is nested too deep to be read.`)
    throw error
  }
}
