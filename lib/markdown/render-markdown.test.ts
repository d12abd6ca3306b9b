import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Element, Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createMarkdownRenderer, type MarkdownRenderer } from '@/lib/markdown/render-markdown'
import { hostileTexts } from '@/lib/markdown/testing'
import { textMax } from '@/lib/model/rules/bounds'

/** On a busy machine the worker takes seconds to start, which is not what is tested. */
const patient = { renderMs: 10_000, waitMs: 20_000 }

let renderer: MarkdownRenderer
beforeAll(() => {
  renderer = createMarkdownRenderer(patient)
})
afterAll(() => renderer.close())

const elementsOf = (node: Root | RootContent): Element[] => [
  ...(node.type === 'element' ? [node] : []),
  ...('children' in node ? node.children.flatMap(elementsOf) : []),
]

/** What a reader sees: the text between the tags. */
const shown = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#x3C;', '<')
    .replaceAll('&#x26;', '&')
    .replace(/\s+/g, ' ')
    .trim()

describe('HTML from editors shows its words', () => {
  test.each([
    ['<p>Monthly <b>revenue</b></p><ul><li>by region</li></ul>', 'Monthly revenue by region'],
    ['Before\n\n<table><tr><td>cell</td></tr></table>\n\nafter', 'Before cell after'],
    ['amount <limit> applies', 'amount <limit> applies'],
    ['a List<String> of <b>bold</b>', 'a List<String> of bold'],
    ['open <!-- and on', 'open <!-- and on'],
    ['<select><option>first</option></select>', '<select><option>first</option></select>'],
    ['<p class="MsoNormal">Word<o:p></o:p></p>', 'Word'],
    ['<style>p { color: red }</style><p>styled</p>', 'styled'],
  ])('%j', async (text, words) => {
    expect(shown((await renderer.render(text)) ?? '')).toBe(words)
  })

  test.each(['<p><br></p>', '<!-- nothing -->', '&nbsp;', '   '])('%j says nothing', async (text) => {
    expect((await renderer.render(text))?.trim()).toBe('')
  })

  test('a text of which formatting leaves nothing is shown as it is', async () => {
    expect(await renderer.render('[Revenue]: https://bi.example.com')).toBeNull()
  })
})

test('Markdown keeps its forms: headings below the title of the page, tasks, tables that scroll, pictures as links', async () => {
  const text =
    '# Plan\n\n- [x] done\n- [ ] open\n\n|a|\n|-|\n|b|\n\n![map](https://x.example/map.png) ~~old~~ https://a.example/b'
  const html = await renderer.render(text)
  expect(html).toContain('<h2>Plan</h2>')
  expect(html).toContain('<input type="checkbox" checked disabled aria-label="Done"> done')
  expect(html).toContain('<input type="checkbox" disabled aria-label="To do"> open')
  expect(html).toContain('<div class="overflow-x-auto"><table>')
  expect(html).toContain('<a href="https://x.example/map.png" rel="noopener noreferrer nofollow">map</a> <s>old</s>')
  expect(html).toContain('<a href="https://a.example/b" rel="noopener noreferrer nofollow">https://a.example/b</a>')
})

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<a href="javascript:alert(1)">a</a> [b](javascript:alert(1)) <javascript:alert(1)>',
  '<a href="data:text/html,<script>alert(1)</script>">a</a>',
  '<iframe src="https://x.example"></iframe><object data="x"></object><embed src="x">',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<form action="https://x.example"><button formaction="javascript:alert(1)">go</button></form>',
  '<p style="position:fixed" class="fixed" id="main" onclick="alert(1)">a</p>',
  '<a title="<img src=x onerror=alert(1)>">a</a>',
])('%j runs and loads nothing', async (text) => {
  const html = (await renderer.render(text)) ?? ''
  const elements = elementsOf(fromHtml(html, { fragment: true }))
  const harmless = ['a', 'b', 'div', 'p', 'span', 'table', 'tbody']
  expect(elements.filter((element) => !harmless.includes(element.tagName))).toEqual([])
  const properties = elements.flatMap((element) => Object.entries(element.properties))
  const loud = properties.filter(
    ([name, value]) =>
      !['href', 'rel', 'title', 'id', 'className'].includes(name) || /script:|data:/.test(String(value)),
  )
  expect(loud).toEqual([])
  expect(properties).not.toContainEqual(['id', 'main'])
  expect(properties).not.toContainEqual(['className', ['fixed']])
})

test.each(hostileTexts)('%s: the event loop stays free, and every word is shown', async (_what, text, words) => {
  let longest = 0
  let last = performance.now()
  const ticks = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  const html = await renderer.render(text)
  clearInterval(ticks)
  expect(longest).toBeLessThan(250)
  const seen = html === null ? text : shown(html)
  for (const word of words) expect(seen).toContain(word)
})

test('pictures in the text do not count, other words beyond the bound are shown as they are', async () => {
  const picture = `![chart](data:image/png;base64,${'A'.repeat(2_000_000)})`
  expect(shown((await renderer.render(`Before ${picture} after`)) ?? '')).toBe('Before chart after')
  expect(await renderer.render('word '.repeat(textMax.prose / 5 + 1))).toBeNull()
})

/** A worker that does as the text says. */
function workerFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'dashcat-worker-')), 'worker.mjs')
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads'
let count = 0
parentPort.on('message', (text) => {
  while (text === 'for ever');
  if (text === 'too much') throw new Error('out of memory')
  count += 1
  parentPort.postMessage({ html: text + ' ' + count })
})
parentPort.postMessage('ready')`,
  )
  return file
}

describe('a worker that does not come back', () => {
  const renderer = createMarkdownRenderer({ renderMs: 300, waitMs: 20_000, workerFile: workerFile() })
  afterAll(() => renderer.close())

  test('is ended, its text shown as it is, and the others are formatted', async () => {
    const texts = ['first', 'for ever', 'second', 'too much', 'third']
    const html = await Promise.all(texts.map((text) => renderer.render(text)))
    expect(html).toEqual(['first 1', null, 'second 1', null, 'third 1'])
  })

  test('gets no second chance at once, and what is known is not made again', async () => {
    const began = performance.now()
    expect(await renderer.render('for ever')).toBeNull()
    expect(await renderer.render('third')).toBe('third 1')
    expect(performance.now() - began).toBeLessThan(250)
  })
})

test('nobody waits for longer than the bound behind the texts of others', async () => {
  const renderer = createMarkdownRenderer({ renderMs: 20_000, waitMs: 100, workerFile: workerFile() })
  onTestFinished(() => renderer.close())
  const began = performance.now()
  expect(await Promise.all(['for ever', 'behind it'].map((text) => renderer.render(text)))).toEqual([null, null])
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('without a worker at all, texts are shown as they are', async () => {
  const renderer = createMarkdownRenderer({ ...patient, workerFile: '/nowhere/worker.mjs' })
  onTestFinished(() => renderer.close())
  expect(await Promise.all(['a', 'b'].map((text) => renderer.render(text)))).toEqual([null, null])
})
