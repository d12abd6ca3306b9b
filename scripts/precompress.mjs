// Compresses what the build has made for browsers as far as it goes, once: the server only hands it out.
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)
const kinds = new Set(['.js', '.css', '.svg'])

const [, , directory] = process.argv
const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(
  (entry) => entry.isFile() && kinds.has(extname(entry.name)),
)
await Promise.all(
  files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    const whole = await readFile(path)
    const small = await compress(whole, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: whole.length } })
    await writeFile(`${path}.br`, small)
  }),
)
