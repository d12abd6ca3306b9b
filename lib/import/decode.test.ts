import { expect, test } from 'vitest'
import { decode, detectEncoding } from '@/lib/import/decode'
import { readFile } from '@/lib/import/read-file'
import { type Encoding, FileProblem } from '@/lib/import/table'

const bytes = (text: string) => new TextEncoder().encode(text)

/** Text as an old code page has it: the inverse of decoding, by trying every one and two bytes. */
function encode(text: string, encoding: Encoding): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const wanted = new Set(text)
  const known = new Map<string, readonly number[]>()
  for (let lead = 0x80; lead < 0x100; lead += 1) {
    known.set(decoder.decode(Uint8Array.of(lead)), [lead])
    for (let trail = 0x40; trail < 0xff; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (wanted.has(character)) known.set(character, [lead, trail])
    }
  }
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const found = character < '\u0080' ? [character.charCodeAt(0)] : known.get(character)
      if (found === undefined) throw new Error(`${character} is not in ${encoding}`)
      return found
    }),
  )
}

test('bytes are UTF-8 with or without a mark, UTF-16 with one', () => {
  expect(decode(bytes('\ufeffé'))).toEqual({ text: 'é', encoding: 'utf-8' })
  expect(decode(bytes('é'))).toEqual({ text: 'é', encoding: 'utf-8' })
  expect(decode(new Uint8Array([0xff, 0xfe, 0xe9, 0x00]))).toEqual({ text: 'é', encoding: 'utf-16le' })
  expect(decode(new Uint8Array([0xfe, 0xff, 0x00, 0xe9]))).toEqual({ text: 'é', encoding: 'utf-16be' })
})

test.each<[Encoding, string]>([
  ['gb18030', 'name,title,description\r\nxs-01,月度销售看板,每月销售额和订单数\r\nxs-02,客户流失分析,按地区统计\r\n'],
  ['gb18030', 'name,title\nxs-01,月度\n'],
  ['big5', 'name,title\r\nxs-01,每月銷售看板\r\n'],
  ['shift_jis', 'name,title\n1,売上ダッシュボード\n2,月次レポート\n'],
  ['windows-1250', 'name;title\r\npl-01;Sprzedaż według województw\r\n'],
  ['windows-1251', 'name;title\n1;Продажи по регионам\n2;Отчёт о прибылях и убытках\n'],
  ['macintosh', 'name,title\n1,Résumé des coûts\n2,Umsätze für München\n'],
  ['windows-1252', 'name,title\n1,Café – “crème” brûlée\n2,Umsätze für München, 5 m² à 3 €\n3,¿Qué? El año\n'],
  ['windows-1252', 'café€'],
])('bytes of %s are told by their words: %j', (encoding, text) => {
  const encoded = encode(text, encoding)
  expect(detectEncoding(encoded)).toBe(encoding)
  expect(decode(encoded).text).toBe(text)
})

test('UTF-16 is told without a mark too', () => {
  const text = 'name,title\n1,Café\n'
  const low = Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0), 0]))
  const high = Uint8Array.from([...text].flatMap((letter) => [0, letter.charCodeAt(0)]))
  expect(decode(low)).toEqual({ text, encoding: 'utf-16le' })
  expect(decode(high)).toEqual({ text, encoding: 'utf-16be' })
})

test('a file of zeros is no text; one in a cell is a matter of its row', async () => {
  expect(() => decode(new Uint8Array(500))).toThrow(FileProblem)
  const rows = Array.from({ length: 40 }, (_, index) => `${index},Title of ${index === 17 ? '\u0000' : 'it'}`)
  const table = await readFile({ kind: 'file', name: 'a.csv', bytes: bytes(`name,title\n${rows.join('\n')}\n`) })
  expect([table.rows.length, table.rows[17]?.[1]]).toEqual([40, 'Title of \u0000'])
})

test('UTF-8 with a character cut in the middle stays UTF-8', () => {
  const cut = bytes('name,title\n1,Prévisions été 😀\n2,Ventes à l’étranger\n3,😀').subarray(0, -2)
  expect(detectEncoding(cut)).toBe('utf-8')
})

test('what a person chooses is taken', () => {
  expect(decode(encode('Příjem', 'windows-1250'), 'windows-1250').text).toBe('Příjem')
})

test.each([
  ['an old Excel workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'a.xls', 'Save As'],
  ['a PDF', '%PDF-1.7\n', 'a.pdf', 'CSV or JSON'],
  [
    'an Excel workbook in XML',
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"/></Workbook>',
    'report.xls',
    'Save As',
  ],
  ['a web page', '<html><body><table><tr><th>Name</th></tr></table></body></html>', 'report.xls', 'spreadsheet'],
  ['XML', '<?xml version="1.0"?><catalog><book/></catalog>', 'a.xml', 'Tableau'],
  ['XML', '<?xml version="1.0"?><tsResponse xmlns="x"/>', 'a.xml', 'Tableau'],
  ['YAML', 'name: shop\nreplicas: 3\nports:\n  - 80\n', 'd.yaml', 'Superset'],
  ['YAML', 'name: shop\nreplicas: 3\nports:\n  - 80\n', 'd.txt', 'Superset'],
])('%s is refused by its own name, with a way out', async (kind, content, name, hint) => {
  const source = { kind: 'file', name, bytes: typeof content === 'string' ? bytes(content) : content } as const
  const error = await readFile(source).catch((thrown: unknown) => thrown)
  if (!(error instanceof FileProblem)) throw new Error(`expected a FileProblem, got ${String(error)}`)
  expect(`${error.message} ${error.place.hint}`.toLowerCase()).toContain(kind.replace(/^an? /, '').toLowerCase())
  expect(error.place.hint).toContain(hint)
})

test.each(['name: long,title\nx,y\n', 'note\na: b\nc: d\ne\n', '<5 rows,title\n1,2\n'])(
  '%j is a table',
  async (text) => {
    expect((await readFile({ kind: 'file', name: 'a.csv', bytes: bytes(text) })).format).toBe('csv')
  },
)
