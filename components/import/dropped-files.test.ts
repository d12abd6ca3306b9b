import { expect, test } from 'vitest'
import { chosenFolder, droppedFolder } from '@/components/import/dropped-files'
import { archiveLimits } from '@/lib/import/limits'

type Tree = { readonly [name: string]: Tree | string }

/** As a browser shows what is on a disk: two names at a time. */
function entry(name: string, content: Tree | string): object {
  if (typeof content === 'string')
    return {
      name,
      isFile: true,
      isDirectory: false,
      file: (done: (file: File) => void) => done(new File([content], name)),
    }
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const left = Object.entries(content).map(([inner, value]) => entry(inner, value))
      return { readEntries: (done: (entries: object[]) => void) => done(left.splice(0, 2)) }
    },
  }
}
const dropped = (tree: Tree) =>
  Object.entries(tree).map(([name, content]) => ({
    webkitGetAsEntry: () => entry(name, content),
  })) as unknown as DataTransferItemList // as much of it as is asked
const pathsOf = async (tree: Tree) => (await droppedFolder(dropped(tree))?.found)?.map(({ path }) => path)

test('a folder is all files below it, by their paths', async () => {
  const tree = { grafana: { 'a.json': '{}', 'b.json': '{}', 'c.json': '{}', team: { 'a.json': '[]' } }, 'x.csv': 'a' }
  const folder = droppedFolder(dropped(tree))
  expect(folder?.name).toBe('grafana')
  const found = await folder?.found
  expect(found?.map(({ path }) => path)).toEqual([
    'grafana/a.json',
    'grafana/b.json',
    'grafana/c.json',
    'grafana/team/a.json',
    'x.csv',
  ])
  expect(await found?.[3]?.file.text()).toBe('[]')
})

test('files alone are no folder', () => {
  expect(droppedFolder(dropped({ 'a.csv': '', 'b.csv': '' }))).toBeUndefined()
})

test('what programs leave is not looked into', async () => {
  const tree = {
    a: { '.git': { 'HEAD.json': '' }, node_modules: { x: { 'y.json': '' } }, '.DS_Store': '', 'b.json': '' },
  }
  expect(await pathsOf(tree)).toEqual(['a/b.json'])
})

const fromFolder = (path: string) => Object.assign(new File([], path), { webkitRelativePath: `a/${path}` })

test('a folder that was chosen has the paths that the browser gives', async () => {
  const { name, found } = chosenFolder(['b.json', 'c/d.json'].map(fromFolder))
  expect([name, (await found).map(({ path }) => path)]).toEqual(['a', ['a/b.json', 'a/c/d.json']])
})

test('very many files are refused, however they were found', async () => {
  const many = Array.from({ length: archiveLimits.entriesMax + 1 }, (_, at) => `${at}.json`)
  const message = 'There are more than 20,000 files in the folder.'
  await expect(pathsOf({ a: Object.fromEntries(many.map((name) => [name, ''])) })).rejects.toThrow(message)
  await expect(chosenFolder(many.map(fromFolder)).found).rejects.toThrow(message)
})
