import { gzipSync, strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { exampleFiles, packed, problemOf } from '@/lib/import/formats/testing'
import { limits } from '@/lib/import/limits'
import { readFile } from '@/lib/import/read-file'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (name: string, content: Uint8Array | string) =>
  readFile({ kind: 'file', name, bytes: typeof content === 'string' ? bytes(content) : content })
const sentence = async (name: string, content: Uint8Array | string) => {
  const { message, place } = await problemOf(read(name, content))
  return `${message} ${place.hint ?? ''}`
}
const megabyte = 1024 * 1024

/** How much more memory is held at the most while `work` goes on, by what is outside the heap too. */
async function memoryOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss
  await work()
  return process.memoryUsage().rss - before
}

/** Every record of a ZIP with that signature, changed. */
function changed(zip: Uint8Array, signature: number, change: (view: DataView, at: number) => void): Uint8Array {
  const copy = zip.slice()
  const view = new DataView(copy.buffer)
  for (let at = 0; at + 22 <= copy.length; at += 1) if (view.getUint32(at, true) === signature) change(view, at)
  return copy
}
const [entrySignature, endSignature] = [0x02014b50, 0x06054b50]
const oneFile = (name: string, content: Uint8Array = bytes('{}')) => zipSync({ [name]: content })

/** Packing it takes longer than all else here. */
const bomb = oneFile('a.json', new Uint8Array(96 * megabyte))

test('a ZIP that grows a thousandfold is refused before it is unpacked', async () => {
  expect(bomb.length).toBeLessThan(megabyte)
  let told = ''
  const grown = await memoryOf(async () => {
    told = await sentence('a.zip', bomb)
  })
  expect(told).toContain('“a.json” is more than 300 times as large unpacked')
  expect(grown).toBeLessThan(64 * megabyte)
})

test('a ZIP that says less than it holds is damaged, and holds no more than it says', async () => {
  const lie = changed(bomb, entrySignature, (view, at) => view.setUint32(at + 24, 100, true))
  let told = ''
  const grown = await memoryOf(async () => {
    told = await sentence('a.zip', lie)
  })
  expect(told).toContain('“a.json” in the archive is damaged')
  expect(grown).toBeLessThan(64 * megabyte)
})

test('a ZIP of much that is plausible by itself is refused for all of it', async () => {
  const files = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.json`, new Uint8Array(megabyte)]))
  const large = changed(zipSync(files, { level: 0 }), entrySignature, (view, at) => {
    view.setUint32(at + 24, 100 * megabyte, true)
  })
  expect(await sentence('a.zip', large)).toContain('more than 256 MB unpacked')
  const text = changed(zipSync(files, { level: 0 }), entrySignature, (view, at) => {
    view.setUint32(at + 24, 40 * megabyte, true)
  })
  expect(await sentence('a.zip', text)).toContain('more than 64 MB unpacked')
})

test('a ZIP of more files than an export has is refused by its directory', async () => {
  const many = changed(oneFile('a.json'), endSignature, (view, at) => view.setUint16(at + 10, 60_000, true))
  expect(await sentence('a.zip', many)).toContain('more than 20,000 files')
})

test('an archive inside an archive stays closed', async () => {
  expect(await sentence('a.zip', oneFile('inner.zip', oneFile('a.json')))).toContain('It holds “inner.zip”')
  expect(await sentence('a.zip.gz', gzipSync(oneFile('a.json')))).toContain('archive inside an archive')
})

test.each(['../a.json', 'x/../../a.json', '/etc/a.json', 'C:\\a.json', '..\\a.json'])(
  'a ZIP with a file called %j is refused',
  async (name) => expect(await sentence('a.zip', oneFile(name))).toContain('which would lie outside it'),
)

test('a ZIP with two files of one name is refused', async () => {
  const twice = changed(zipSync({ 'a.json': bytes('{}'), 'b.json': bytes('{}') }), entrySignature, (view, at) =>
    view.setUint8(at + 46, 'a'.charCodeAt(0)),
  )
  expect(await sentence('a.zip', twice)).toContain('two files named “a.json”')
})

test('a ZIP with a password is refused with what to do', async () => {
  const locked = changed(oneFile('a.json'), entrySignature, (view, at) => view.setUint16(at + 8, 1, true))
  expect(await sentence('a.zip', locked)).toContain('locked with a password. Unpack it with the password')
})

test('a file that is a ZIP and something else besides is refused', async () => {
  const zip = oneFile('a.json')
  const both = new Uint8Array([...zip, ...bytes('\n<script>')])
  expect(await sentence('a.zip', both)).toContain('ZIP archive and something else besides')
})

test('exports of two tools in one archive: one is read, and the other is told', async () => {
  const table = await read('both.zip', packed([...exampleFiles('superset/export'), ...exampleFiles('grafana/v1.json')]))
  expect(table.recognised?.said).toBe('Superset export of 1 dashboard and 3 charts from 1 database')
  expect(table.recognised?.leftOut).toContain('a file of Grafana, to be chosen alone')
})

test.each([
  ['a cut off ZIP', packed(exampleFiles('superset/export')).slice(0, 2_000), 'cut off or broken'],
  ['a cut off gzip', gzipSync(new Uint8Array(5_000).fill(65)).slice(0, 20), 'cut off or broken'],
  ['an empty ZIP', zipSync({}), 'empty archive'],
  ['a ZIP of pictures', oneFile('a.png'), 'nothing in the archive that can be read'],
  ['a Power BI file', zipSync({ DataModel: bytes('x'), 'Report/Layout': bytes('{}') }), 'Power BI project (*.pbip)'],
  ['a binary workbook', zipSync({ 'xl/workbook.bin': bytes('x') }), '.xlsx'],
  ['an OpenDocument sheet', zipSync({ mimetype: bytes('x'), 'content.xml': bytes('<a/>') }), '.xlsx'],
  ['a presentation', zipSync({ 'ppt/presentation.xml': bytes('<a/>') }), 'no table'],
])('%s is refused with what to do', async (_, content, hint) => {
  expect(await sentence('a.zip', content)).toContain(hint)
})

const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')

test.each([
  ['that grow', `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]><workbook>&l9;</workbook>`],
  [
    'from elsewhere',
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><workbook>&f;</workbook>',
  ],
  ['named by a parameter', '<!DOCTYPE x [ <!ENTITY % p SYSTEM "http://localhost/x"> %p; ]><workbook/>'],
])('XML with entities %s is refused', async (_, text) => {
  expect(await sentence('a.twb', text)).toContain('declares entities')
})

test('a beginning that is a comment after a comment is looked through once', async () => {
  const text = `${'<!---->'.repeat(1_000)}<nothing/>`
  const at = performance.now()
  expect(await sentence('a.xml', text)).toContain('This is XML, and no export')
  expect(performance.now() - at).toBeLessThan(1_000)
})

test('XML that is nested without end, or cut off, is refused', async () => {
  expect(await sentence('a.twb', `<workbook>${'<a>'.repeat(5_000)}`)).toContain('nested more than')
  expect(await sentence('a.twb', '<workbook><worksheets><worksheet name="a"')).toContain('not valid XML')
})

const aliases = `dashboard_title: &a0 x\n${Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}*a${at}]`).join('\n')}\n`

test.each([
  ['that refers to itself to grow', aliases, 'refers to itself again and again'],
  ['with types of its own', 'dashboard_title: !!python/object/apply:os.system ["ls"]\n', 'types of its own'],
  ['with a type of its own', 'dashboard_title: !secret x\n', 'types of its own'],
  ['of several documents', 'dashboard_title: a\n---\ndashboard_title: b\n', 'several documents'],
  ['that is nested without end', `dashboard_title: ${'['.repeat(20_000)}\n`, ''],
  ['that is none', 'dashboard_title: "a\nb: c\n', 'line'],
  ['of many MB', `dashboard_title: a\n${'# a line\n'.repeat(300_000)}`, 'MB'],
])('YAML %s is refused', async (_, text, told) => {
  expect(await sentence('a.yaml', text)).toContain(told)
})

test('100 MB of JSON are refused by their size, packed or not', async () => {
  const row = bytes(`{"name":"a","description":"${'x'.repeat(970)}"},`)
  const large = new Uint8Array(100 * megabyte).fill(32)
  for (let at = 1; at + row.length < large.length; at += row.length) large.set(row, at)
  large[0] = 0x5b
  const zip = changed(zipSync({ 'a.json': large.subarray(0, megabyte) }, { level: 0 }), entrySignature, (view, at) =>
    view.setUint32(at + 24, large.length, true),
  )
  const grown = await memoryOf(async () => {
    expect(await sentence('a.json', large)).toContain('The file has 100 MB; 64 MB are possible')
    expect(await sentence('a.zip', zip)).toContain('more than 64 MB unpacked')
  })
  expect(grown).toBeLessThan(64 * megabyte)
  expect(limits.bytesMax).toBe(64 * megabyte)
})

test('members that are called as no member should be do no harm', async () => {
  const text =
    '[{"uid":"a","title":"T","schemaVersion":1,"panels":[{"id":"__proto__","title":"constructor","type":"toString"}],"__proto__":{"x":1}}]'
  const table = await read('a.json', text)
  expect(table.charts?.rows).toHaveLength(1)
  expect(Object.keys({})).toEqual([])
  expect(strToU8('')).toHaveLength(0)
})

const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`

test.each([
  ['a row', 'a.json', `[{"name":"a","description":${deep}}]`, 'nested more than 200 levels'],
  ['a line', 'a.jsonl', `{"name":"a"}\n{"name":${deep}}\n`, 'nested more than 200 levels'],
  ['an envelope', 'a.json', `{"data":[{"name":${deep}}]}`, 'nested more than 200 levels'],
  ['a text', '', `[{"name":${deep}}]`, 'nested more than 200 levels'],
])('JSON that is nested without end in %s is refused', async (_, name, text, told) => {
  const { message, place } = await problemOf(
    name === '' ? readFile({ kind: 'text', text }) : readFile({ kind: 'file', name, bytes: bytes(text) }),
  )
  expect(`${message} ${place.hint}`).toContain(told)
})

test('a cell whose text is JSON nested without end costs nobody anything', async () => {
  const table = await read('a.csv', `name,owners\na,"${deep.replaceAll('"', '""')}"\n`)
  expect(table.rows).toHaveLength(1)
})

test.each(['', '\ufeff', '\n\n \n', ' '])('a file without anything in it (%j) says what is expected', async (text) => {
  expect(await sentence('a.csv', text)).toContain('The file is empty. Choose a file whose first row names the columns')
})

test.each([
  ['quotes', `name,service\n"${'""'.repeat(8 * megabyte)}`, 'Row 2: a quote is opened and never closed'],
  ['commas', ','.repeat(16 * megabyte), 'Row 1 has more than 1,000,000 cells; 200 are possible'],
])('a row of nothing but %s is given up before it is read again and again', async (_, text, told) => {
  const begun = process.cpuUsage().user
  expect(await sentence('a.csv', text)).toContain(told)
  expect((process.cpuUsage().user - begun) / 1_000).toBeLessThan(5_000)
})
