/** The law of the house: who may import whom (README, "Where things are"). */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const onScreen = [
  'components/ui',
  'components/entity',
  'components/catalogue',
  'components/shell',
  'lib/model',
  'lib/client',
  'lib/import',
  'lib/cookies',
]

/** Folder → folders of ours it may import from, besides itself. The longest matching folder counts. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'lib/model': [],
  'lib/import': ['lib/model'],
  'lib/markdown': ['lib/model'],
  'lib/store': ['lib/model', 'lib/app/env', 'lib/log', 'lib/lru'],
  'lib/entities': ['lib/model', 'lib/store'],
  'lib/auth': ['lib/model', 'lib/store', 'lib/entities', 'lib/app/env', 'lib/cookies', 'lib/lru'],
  'lib/events': ['lib/model', 'lib/store', 'lib/auth'],
  'lib/jobs': ['lib/model', 'lib/import', 'lib/entities', 'lib/store', 'lib/background', 'lib/log', 'lib/lru'],
  'lib/app': [
    'lib/model',
    'lib/store',
    'lib/entities',
    'lib/auth',
    'lib/events',
    'lib/jobs',
    'lib/background',
    'lib/log',
    'lib/lru',
    'lib/markdown',
  ],
  'lib/http': [
    'lib/model',
    'lib/entities',
    'lib/auth',
    'lib/store',
    'lib/import',
    'lib/markdown',
    'lib/jobs',
    'lib/app',
    'lib/log',
    'package.json',
  ],
  'lib/client': ['lib/model', 'lib/import'],
  'components/ui': [],
  // What all features share may use each other; a feature uses that and no other feature.
  ...Object.fromEntries(
    [
      'entity',
      'catalogue',
      'shell',
      'auth',
      'chart',
      'dashboards',
      'docs',
      'import',
      'service',
      'settings',
      'governance',
    ].map((folder) => [`components/${folder}`, onScreen]),
  ),
}

const sources = globSync('{lib,components}/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$|\/testing\.ts$/.test(file))
const folders = Object.keys(mayImport).toSorted((a, b) => b.length - a.length)
const folderOf = (file: string) => folders.find((folder) => file.startsWith(`${folder}/`))

/** Also what is asked for later, and what is read for its effects alone. */
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/\b(?:from|import) ?\(?'@\/([^']+)'/g)].map(([, path]) => path ?? '')

describe('every file imports only from the folders its own may know', () => {
  test.each(sources.filter((file) => folderOf(file) !== undefined))('%s', (file) => {
    const folder = folderOf(file) ?? ''
    const allowed = [folder, ...(mayImport[folder] ?? [])]
    const strangers = importsOf(file).filter(
      (path) => !allowed.some((known) => path === known || path.startsWith(`${known}/`)),
    )
    expect(strangers).toEqual([])
  })
})

test('every file belongs to a folder with a rule', () => {
  expect(sources.filter((file) => file.includes('/', 'components/'.length) && folderOf(file) === undefined)).toEqual([])
})

test('no file reaches itself by what it imports, types among it', () => {
  const all = globSync('{app,components,lib,server}/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file))
  const statement = /^(?:import|export)\b[^'";(]*?'@\/([^']+)'/gm
  const next = new Map(
    all.map((file) => [
      file,
      [...readFileSync(file, 'utf8').matchAll(statement)].flatMap(([, path = '']) =>
        all.includes(`${path}.ts`) ? `${path}.ts` : all.includes(`${path}.tsx`) ? `${path}.tsx` : [],
      ),
    ]),
  )
  const circles: string[] = []
  const done = new Set<string>()
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
    if (done.has(file)) return
    done.add(file)
    for (const to of next.get(file) ?? []) walk(to, [...way, file])
  }
  for (const file of all) walk(file, [])
  expect([...next.values()].flat().length).toBeGreaterThan(all.length)
  expect(circles).toEqual([])
})

test('links are ours: the framework’s fetch every page in sight', () => {
  const all = globSync('{app,components}/**/*.tsx').filter((file) => readFileSync(file, 'utf8').includes("'next/link'"))
  expect(all).toEqual(['components/ui/link.tsx'])
})

test('only the store talks SQL', () => {
  const talkers = sources.filter((file) => /from '(kysely|better-sqlite3|pg)'/.test(readFileSync(file, 'utf8')))
  expect(talkers.filter((file) => !file.startsWith('lib/store/'))).toEqual([])
})

test('rights are asked about at the gate', () => {
  const engine = globSync('{lib/entities,lib/http,lib/auth,lib/app,app}/**/*.{ts,tsx}').filter(
    (file) => !/\.test\.tsx?$|\/(gate|visible)\.ts$/.test(file),
  )
  const asking = /import \{[^}]*\b(decide|can|requireAccess|accessTest)\b[^}]*\} from '@\/lib\/model\/rules\/access'/
  expect(engine.filter((file) => asking.test(readFileSync(file, 'utf8')))).toEqual([])
})

test('browser code never reaches server code', () => {
  const inBrowser = sources.filter((file) => readFileSync(file, 'utf8').startsWith("'use client'"))
  const strangers = inBrowser.filter((file) =>
    importsOf(file).some((path) => /^lib\/(entities|store|auth|events|http|app|log|markdown)/.test(path)),
  )
  expect(strangers).toEqual([])
})

test('of files for the browser, pages of the server take components alone: anything else is a stand-in there', () => {
  const isForBrowser = (file: string): boolean => readFileSync(file, 'utf8').startsWith("'use client'")
  const pages = globSync('app/**/*.{ts,tsx}').filter((file) => !isForBrowser(file))
  const taken = pages.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^import \{([^}]*)\} from '@\/((?:components|lib)\/[^']+)'/gm)].flatMap(
      ([, names = '', path = '']) => {
        const from = ['.ts', '.tsx'].map((ending) => path + ending).find((found) => existsSync(found))
        if (from === undefined || !isForBrowser(from)) return []
        return names.split(',').map((name) => `${name.trim()} of ${path}`)
      },
    ),
  )
  expect(taken.length).toBeGreaterThan(5)
  expect(taken.filter((name) => !/^(?:type )?[A-Z]/.test(name) && !name.startsWith(' of '))).toEqual([])
})

test('verbs commit in one place, where rights are watched', () => {
  const committers = sources.filter((file) => /store\s*\.commit\(/.test(readFileSync(file, 'utf8')))
  expect(committers.toSorted()).toEqual(['lib/entities/commit.ts', 'lib/events/publish.ts'])
})

test('what is told goes to the log', () => {
  const server = globSync('{lib,server,app}/**/*.{ts,tsx}').filter(
    (file) => !/\.test\.tsx?$/.test(file) && !file.startsWith('lib/client/'),
  )
  expect(server.filter((file) => /\bconsole\.\w+\(/.test(readFileSync(file, 'utf8')))).toEqual([])
})

/** Packages that come with a file: those of its own imports and of what it imports in turn, but not of what comes later. */
function packagesWith(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>()
  seen.add(file)
  const statement = /^(?:import|export)\s+(?!type\b)(?:([^'";]*?)\s+from\s+)?'([^']+)'/gm
  for (const [, names = '', from = ''] of readFileSync(file, 'utf8').matchAll(statement)) {
    const inBraces = /^\{([^}]*)\}$/s
      .exec(names.trim())?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '')
    if (inBraces?.every((name) => name.trim().startsWith('type ')) === true) continue
    if (!from.startsWith('@/')) {
      packages.add(from)
      continue
    }
    const found = ['.ts', '.tsx'].map((ending) => from.slice(2) + ending).find((path) => existsSync(path))
    if (found !== undefined && !seen.has(found)) for (const each of packagesWith(found, seen)) packages.add(each)
  }
  return packages
}

/** What a page does not need to show itself: schemas, forms, layers, pickers, toasts, differences, patches. */
const forLater = /^(?:zod|react-hook-form|radix-ui\/.*|downshift|cmdk|sonner|@floating-ui\/dom|diff|fast-json-patch)$/
const laterIn = (file: string) => [...packagesWith(file)].filter((name) => forLater.test(name)).toSorted()

test.each([
  'app/providers.tsx',
  'components/shell/signed-in-shell.tsx',
  'components/catalogue/catalogue-list.tsx',
  'components/dashboards/dashboard-detail.tsx',
  'components/entity/entity-detail.tsx',
  'components/chart/chart-detail.tsx',
  'components/service/service-detail.tsx',
])('%s brings to a first view nothing that can come later', (file) => {
  expect(laterIn(file)).toEqual([])
})

test('what a form brings is seen', () => {
  expect(laterIn('components/entity/edit-entity.tsx')).toEqual(
    expect.arrayContaining(['react-hook-form', 'zod', 'downshift']),
  )
})
