import { expect, test } from 'vitest'
import { readForm } from '@/lib/http/form'

const type = 'multipart/form-data; boundary=x'
const part = (disposition: string, text: string) =>
  `--x\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${text}\r\n`
const form = (...parts: readonly string[]) => new TextEncoder().encode(`${parts.join('')}--x--\r\n`)

test('a form is files, in their order, and fields', async () => {
  const { files, fields } = await readForm(
    form(
      part('name="mapping"', '{}'),
      part('name="file"; filename="b/grüße.csv"', 'ü'),
      part('name="file"; filename="a"', ''),
    ),
    type,
  )
  expect(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([
    ['b/grüße.csv', 'ü'],
    ['a', ''],
  ])
  expect([...fields]).toEqual([['mapping', '{}']])
})

test.each([
  [
    'is cut off',
    new TextEncoder().encode('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nrows'),
    type,
    'The form cannot be read',
  ],
  ['has no boundary', form(part('name="a"', 'b')), 'multipart/form-data', 'The form cannot be read'],
  [
    'has very many parts',
    form(...Array.from({ length: 20_001 }, () => part('name="a"', ''))),
    type,
    'at most 20,000 parts',
  ],
  [
    'has a file of a very long name',
    form(part(`name="file"; filename="${'a'.repeat(4_000)}"`, '')),
    type,
    'characters',
  ],
  [
    'has a file of a name that nothing keeps',
    form(part('name="file"; filename="a\u0000b"', '')),
    type,
    /The name of a file|cannot be read/,
  ],
])('a form that %s is refused in words', async (_, bytes, given, message) => {
  await expect(readForm(bytes, given)).rejects.toThrow(message)
})
