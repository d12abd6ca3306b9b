/** What comments and papers refer to is there: sections of the contract, decisions, files, the tests that prove a line. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const exclude = (path: string): boolean => /^(node_modules|\.next|\.venv|\.cache)$/.test(basename(path))
const sources = [
  ...globSync('{app,bench,components,conformance,e2e,lib,scripts,server}/**/*.{ts,tsx,css,mjs,py}', { exclude }),
  ...globSync('*.{ts,js}'),
].filter((file) => file !== 'lib/citations.test.ts')
const papers = [...globSync('*.md'), ...globSync('docs/**/*.md')]
const everything = [...sources, ...papers]

const texts = new Map(everything.map((file) => [file, readFileSync(file, 'utf8')]))
const textOf = (file: string): string => texts.get(file) ?? ''

/** Every match of the pattern in the files, by its first group, with where it stands. */
const found = (files: readonly string[], pattern: RegExp): { readonly file: string; readonly cited: string }[] =>
  files.flatMap((file) => [...textOf(file).matchAll(pattern)].map(([whole, cited = whole]) => ({ file, cited })))

/** Headings by the anchors that readers of Markdown make of them. */
const anchorsOf = (paper: string): ReadonlySet<string> =>
  new Set(
    [...textOf(paper).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  )

const leadsNowhere = (paper: string, anchor: string | undefined): boolean =>
  !existsSync(paper) || (anchor !== undefined && !anchorsOf(paper).has(anchor))

describe('in comments', () => {
  test('the contract is cited by file and heading, and both are there', () => {
    const cited = found(sources, /docs\/contract(\S*?)(?=[\s),;:'"`]|\.\s|$)/gm)
    expect(cited.length).toBeGreaterThan(60)
    const wrong = cited.filter(({ cited: place }) => {
      const [, name, anchor] = /^\/([a-z]+\.md)#([a-z-]+)$/.exec(place) ?? []
      return name === undefined || leadsNowhere(`docs/contract/${name}`, anchor)
    })
    expect(wrong).toEqual([])
  })

  test('nothing is cited that does not come with the project', () => {
    expect(
      found(everything, /(?:API|UI) reference|supporting APIs|blueprint \d|\(reference \d|\/work\/shared/gi),
    ).toEqual([])
  })

  test('decisions that are cited have been written down', () => {
    const decisions = new Set(globSync('docs/decisions/*.md').map((file) => basename(file).slice(0, 3)))
    const cited = found(everything, /\bdecision (\d+)/gi)
    expect(cited.length).toBeGreaterThan(5)
    expect(cited.filter(({ cited: number }) => !decisions.has(number))).toEqual([])
  })

  test('files that are named with their folders are there', () => {
    const named = found(
      sources,
      /(?<![\w./-])((?:app|bench|components|conformance|docs|e2e|lib|scripts|server)\/[\w./()[\]-]+\.(?:tsx?|mjs|py|md))\b/g,
    )
    expect(named.filter(({ cited: path }) => !existsSync(path) && !existsSync(`${path}x`))).toEqual([])
  })
})

describe('in papers', () => {
  test('links lead to files and headings that are there', () => {
    const wrong = found(papers, /\]\((?!https?:)([^)\s]+)\)/g).filter(({ file, cited: link }) => {
      const [path = '', anchor] = link.split('#')
      return leadsNowhere(path === '' ? file : join(dirname(file), path), anchor)
    })
    expect(wrong).toEqual([])
  })

  test('files that are named are there', () => {
    const known = new Set(everything.flatMap((file) => [file, basename(file)]))
    const named = found(papers, /(?<![\w./*…[\]-])([\w./[\]-]*\w\.(?:tsx?|mjs|py))\b/g)
    expect(named.length).toBeGreaterThan(60)
    expect(named.filter(({ cited: name }) => !known.has(name) && !existsSync(name))).toEqual([])
  })

  /** `file.test.ts _what it is called_`, `test_file.py `its_name``; a name may end in `…`. */
  test('tests that are named are in the files that are named with them', () => {
    const filesNamed = (name: string) => sources.filter((file) => file === name || file.endsWith(`/${name}`))
    const proofs = found(papers, /([\w./-]+\.test\.ts _[^_|]+_|test_\w+\.py(?: `[^`|]+`,?)+)/g).flatMap(({ cited }) => {
      const [file = '', ...rest] = cited.split(' ')
      const names = rest.join(' ').matchAll(/[`_]([^`…]+?)…?[`_](?=,| |$)/g)
      return [...names].map(([, name = '']) => ({ file, name: file.endsWith('.py') ? `def test_${name}` : name }))
    })
    expect(proofs.length).toBeGreaterThan(25)
    expect(proofs.filter(({ file, name }) => !filesNamed(file).some((one) => textOf(one).includes(name)))).toEqual([])
  })

  test('the oldest Node that starts it is the one of package.json', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8'))
    const named = found(everything, /Node(?:\.js)? (?:from )?(\d+) (?:or newer with npm|on may)/g)
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter(({ cited }) => engines.node !== `>=${cited}`)).toEqual([])
    const locked = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages['']
    expect(locked.engines).toEqual(engines)
  })
})
