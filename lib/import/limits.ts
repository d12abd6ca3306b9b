/** What one import takes. Told before somebody chooses a file, and refused with the same numbers afterwards. */
export const limits = {
  bytesMax: 64 * 1024 * 1024,
  rowsMax: 100_000,
  columnsMax: 200,
  /** Empty ones and those within cells among them: each takes its time, whatever is in it. */
  linesMax: 3_000_000,
} as const

/** What to do with a table that is too long. */
export const howToSplit = `Split it into files of at most ${limits.rowsMax.toLocaleString('en')} rows, each with the row that names the columns, and choose them all at once: each is an import of its own.`

/** What an archive may come to once it is unpacked: said by its directory, and held when it is read. */
export const archiveLimits = {
  entriesMax: 20_000,
  bytesMax: 256 * 1024 * 1024,
  entryBytesMax: 160 * 1024 * 1024,
  /** How many times smaller than it is a file may be packed, where it is large: text comes to 50 and tables to 100. */
  ratioMax: 300,
} as const

/** Files with a tree in them: reading takes many times their size, so they may be less large than tables. */
export const treeLimits = {
  yamlCharsMax: 2 * 1024 * 1024,
  yamlTotalMax: 16 * 1024 * 1024,
  xmlNodesMax: 2_000_000,
  depthMax: 200,
  /** Of one object, which is parsed in one go. */
  jsonValuesMax: 1_000_000,
} as const
