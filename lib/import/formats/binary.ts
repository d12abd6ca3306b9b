import type { FileInput, Format } from '@/lib/import/formats/format'
import { FileProblem } from '@/lib/import/table'

const saveAs = 'In Excel choose File, Save As, "Excel Workbook (*.xlsx)", and choose that file here.'

/** Files people take for tables, by their first bytes. */
const kinds: readonly { signature: readonly number[]; message: string; hint: string }[] = [
  {
    signature: [0xd0, 0xcf, 0x11, 0xe0],
    message: 'This is an old Excel workbook (.xls), or one with a password.',
    hint: saveAs,
  },
  { signature: [0x25, 0x50, 0x44, 0x46], message: 'This is a PDF.', hint: 'Choose a CSV or JSON file.' },
  { signature: [0x1f, 0x8b], message: 'This file is compressed.', hint: 'Unpack it and choose what was inside.' },
  { signature: [0x42, 0x5a, 0x68], message: 'This file is compressed.', hint: 'Unpack it and choose what was inside.' },
  {
    signature: [0x37, 0x7a, 0xbc, 0xaf],
    message: 'This is a 7-Zip archive.',
    hint: 'Unpack it and choose what was inside.',
  },
  {
    signature: [0x52, 0x61, 0x72, 0x21],
    message: 'This is a RAR archive.',
    hint: 'Unpack it and choose what was inside.',
  },
]

const kindOf = ({ bytes }: FileInput) =>
  bytes === undefined
    ? undefined
    : kinds.find(({ signature }) => signature.every((byte, index) => bytes[index] === byte))

/** What is no text at all: refused with the way to something that can be read. */
export const binary: Format = {
  recognises: (input) => kindOf(input) !== undefined,
  read: async (input) => {
    const { message = 'This does not look like text.', hint = '' } = kindOf(input) ?? {}
    throw new FileProblem(message, { hint })
  },
}
