import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  compress: false,
  typescript: { ignoreBuildErrors: true },
  // The packages are the project's own.
  turbopack: { root: dirname(dirname(here)) },
}
