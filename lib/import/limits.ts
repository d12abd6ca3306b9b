/** What one import takes. Told before somebody chooses a file, and refused with the same numbers afterwards. */
export const limits = {
  bytesMax: 64 * 1024 * 1024,
  rowsMax: 100_000,
  columnsMax: 200,
} as const

/** File names the chooser offers. */
export const acceptedFiles = '.csv,.tsv,.txt,.json,.ndjson,.jsonl'
