/** XML as a tree, without what makes it dangerous: entities are not declared, nothing is loaded, and it has an end. */
import { treeLimits } from '@/lib/import/limits'
import { breathe, FileProblem } from '@/lib/import/table'

export interface XmlNode {
  /** Without the prefix of its namespace. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  readonly text: string
}

interface Growing extends XmlNode {
  readonly children: Growing[]
  text: string
}

export interface XmlWatcher {
  open(name: string, attributes: () => Record<string, string>): void
  close(name: string): void
  text(text: string): void
}

const chunkChars = 1024 * 1024
const quietChunksMax = 16

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Throws `FileProblem` for what is not well-formed, declares entities, or goes too deep. */
export async function walkXml(text: string, watcher: XmlWatcher): Promise<void> {
  if (/<!DOCTYPE[^>]*[[\s]\s*<!|<!ENTITY/i.test(text.slice(0, 65_536)))
    throw new FileProblem('The XML declares entities, which are not taken from a file.', {
      hint: 'What a BI tool exports has none. Export it again.',
    })
  const { Parser } = await import('saxen')
  const parser = new Parser()
  let depth = 0
  let quietChunks = 0
  parser.on('error', (error: Error) => {
    throw error instanceof FileProblem
      ? error
      : new FileProblem(`This is not valid XML: ${error.message}.`, { hint: 'It may be cut off. Export it again.' })
  })
  parser.on('openTag', (name, attributes, decode) => {
    quietChunks = 0
    depth += 1
    if (depth > treeLimits.depthMax)
      throw new FileProblem(`The XML is nested more than ${treeLimits.depthMax} levels deep.`)
    watcher.open(local(name), () =>
      Object.fromEntries(Object.entries(attributes()).map(([key, value]) => [local(key), decode(String(value))])),
    )
  })
  parser.on('closeTag', (name) => {
    quietChunks = 0
    depth -= 1
    watcher.close(local(name))
  })
  parser.on('text', (value, decode) => watcher.text(decode(value)))
  parser.on('cdata', (value) => watcher.text(value))
  for (let at = 0; at < text.length; at += chunkChars) {
    parser.write(text.slice(at, at + chunkChars))
    quietChunks += 1
    // What has no end is looked through again with every piece.
    if (quietChunks > quietChunksMax) throw new FileProblem('The XML holds a text of many MB, as no export does.')
    if (text.length > chunkChars) await breathe()
  }
  parser.end()
}

/** `skips`: elements whose inside is not kept. */
export async function parseXml(text: string, skips: ReadonlySet<string> = new Set()): Promise<XmlNode> {
  const top: Growing = { name: '', attributes: {}, children: [], text: '' }
  const path = [top]
  let nodes = 0
  let skipping = 0
  await walkXml(text, {
    open: (name, attributes) => {
      if (skipping > 0 || skips.has(name)) {
        skipping += 1
        return
      }
      nodes += 1
      if (nodes > treeLimits.xmlNodesMax)
        throw new FileProblem(`The XML has more than ${treeLimits.xmlNodesMax.toLocaleString('en')} elements.`)
      const node: Growing = { name, attributes: attributes(), children: [], text: '' }
      path.at(-1)?.children.push(node)
      path.push(node)
    },
    close: () => {
      if (skipping > 0) skipping -= 1
      else path.pop()
    },
    text: (piece) => {
      const node = path.at(-1)
      if (skipping === 0 && node !== undefined) node.text += piece
    },
  })
  const [root] = top.children
  if (root === undefined) throw new FileProblem('This is not valid XML: it has no element.')
  return root
}

export const childrenOf = (node: XmlNode | undefined, name: string): readonly XmlNode[] =>
  node?.children.filter((child) => child.name === name) ?? []

export const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((child) => child.name === name)

/** Every element of that name below, in the order of the text. */
export const within = (node: XmlNode, name: string): XmlNode[] =>
  node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...within(child, name)])
