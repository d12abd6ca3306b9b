/**
 * Markdown, with the HTML that editors and people put into it, as HTML that is safe to show. Some text may take long
 * whatever its size, so this runs in a worker (`render-markdown.ts`), outside the bundle: it imports packages alone.
 */
import type { Element, ElementContent, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { defaultSchema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { htmlTagNames } from 'html-tag-names'
import MarkdownIt from 'markdown-it'

/** Lists and quotes inside each other. What is deeper the parser would drop. */
const nestingMax = 60
/** Elements inside each other, those of HTML too. Browsers go to 512. */
const depthMax = 100

/** Tags that hide words, run something or ask for input. They are shown as they were typed. */
const shownAsTyped = new Set(
  'frameset iframe input noembed noframes noscript option plaintext script select style template textarea title xmp'.split(
    ' ',
  ),
)
const markup = new Set(htmlTagNames.filter((name) => !shownAsTyped.has(name)))

const parser = new MarkdownIt({ html: true, linkify: true, maxNesting: nestingMax })
// `report.py` is no address.
parser.linkify.set({ fuzzyLink: false })
parser.renderer.rules.html_block = (tokens, index) => onlyMarkup(tokens[index]?.content ?? '')
parser.renderer.rules.html_inline = parser.renderer.rules.html_block

const attributes = defaultSchema.attributes ?? {}
const schema = {
  ...defaultSchema,
  tagNames: [
    // Those two load pictures from elsewhere.
    ...(defaultSchema.tagNames ?? []).filter((name) => name !== 'picture' && name !== 'source'),
    'u',
    'mark',
    'small',
  ],
  // Sizes that a text asks for would widen the page.
  attributes: { ...attributes, '*': (attributes['*'] ?? []).filter((name) => name !== 'width' && name !== 'height') },
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'] },
}

/**
 * Undefined where formatting would lose words: then the text is shown as it is. Empty when there are none, as in what
 * an editor leaves of an empty box.
 */
export function markdownHtml(text: string): string | undefined {
  const tokens = parser.parse(text, {})
  if (tokens.some((token) => token.level >= nestingMax - 1)) return undefined
  const tree = sanitize(
    fromHtml(parser.renderer.render(tokens, parser.options, {}), { fragment: true }),
    schema,
  ) as Root // of a root
  const seen = present(tree)
  if (seen === 'too deep') return undefined
  if (seen === 'nothing') return saysNothing(text) ? '' : undefined
  return toHtml(tree)
}

/** Leaves what is markup; `<limit>` in "amount <limit> applies" is a word. Comments and style sheets go. */
const onlyMarkup = (html: string): string =>
  html
    .replace(/<!--[\s\S]*?-->|<style\b[^>]*>[\s\S]*?<\/style\s*>|<!doctype[^>]*>/gi, '')
    .replace(/<(\/?)([^\s/<>]*)/g, (tag, _slash, name: string) => (isMarkup(name) ? tag : `&lt;${tag.slice(1)}`))

/** Word writes tags such as `o:p`. */
const isMarkup = (name: string): boolean => markup.has(name.toLowerCase()) || /^[ovw]:\w+$/.test(name)

const saysNothing = (text: string): boolean => text.replace(/<!--[\s\S]*?-->|<[^<>]*>|&nbsp;|\s/g, '') === ''

type Seen = 'something' | 'nothing' | 'too deep'

/** Gives elements the shape they have on our pages, without recursion, and says what there is to see. */
function present(tree: Root): Seen {
  let seen: Seen = 'nothing'
  const waiting: { node: Root | Root['children'][number]; depth: number }[] = [{ node: tree, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next
    if (depth > depthMax) return 'too deep'
    if (node.type === 'text' && node.value.trim() !== '') seen = 'something'
    if (node.type === 'element') {
      shape(node)
      if (node.tagName === 'hr') seen = 'something'
    }
    if ('children' in node) {
      for (const child of node.children) waiting.push({ node: child, depth: depth + 1 })
      node.children = node.children.map((child) => (isTable(child) ? scrolling(child) : child)) as typeof node.children // of the same kind
    }
  }
  return seen
}

/** The page has its own h1; pictures would load from elsewhere, so they become links. */
function shape(node: Element): void {
  if (node.tagName === 'h1') node.tagName = 'h2'
  if (node.tagName === 'img') pictureToLink(node)
  if (node.tagName === 'a') node.properties.rel = ['noopener', 'noreferrer', 'nofollow']
  if (node.tagName === 'li') markTask(node)
}

function pictureToLink(node: Element): void {
  const { src, alt } = node.properties
  const hasAddress = typeof src === 'string' && src !== ''
  node.tagName = hasAddress ? 'a' : 'span'
  node.properties = hasAddress ? { href: src } : {}
  node.children = [{ type: 'text', value: typeof alt === 'string' && alt.trim() !== '' ? alt : 'Picture' }]
}

/** `- [x] done` is a box that is ticked. */
function markTask(node: Element): void {
  const first = node.children.find((child) => child.type !== 'text' || child.value.trim() !== '')
  const line: ElementContent | undefined =
    first?.type === 'element' && first.tagName === 'p' ? first.children[0] : first
  if (line?.type !== 'text') return
  const [mark, state] = /^\s*\[([ xX])\](?=\s)/.exec(line.value) ?? []
  if (mark === undefined) return
  line.value = line.value.slice(mark.length)
  const isDone = state !== ' '
  const box: Element = {
    type: 'element',
    tagName: 'input',
    properties: { type: 'checkbox', checked: isDone, disabled: true, ariaLabel: isDone ? 'Done' : 'To do' },
    children: [],
  }
  node.properties.className = ['task-list-item']
  const place = first?.type === 'element' ? first : node
  place.children.splice(place.children.indexOf(line), 0, box)
}

const isTable = (node: Root['children'][number]): node is Element => node.type === 'element' && node.tagName === 'table'

/** A wide table scrolls by itself. */
const scrolling = (table: Element): Element => ({
  type: 'element',
  tagName: 'div',
  properties: { className: ['overflow-x-auto'] },
  children: [table],
})
