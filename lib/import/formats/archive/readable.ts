/** Which files of an archive or a folder are looked at, by their paths alone. */

/** Files that a reader may know something to do with; pictures, extracts and programs stay as they are. */
const readable = /(?:^|\/)(?:\.platform|[^/]+\.(?:csv|tsv|txt|json|ndjson|jsonl|ya?ml|lookml|lkml|twb|xml|pbir|pbip))$/i
/** Left by the systems on which people pack, and by tools for programs. */
const litter = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._|\.git\/|node_modules\/)/

export const isLitter = (path: string): boolean => litter.test(path)
export const isReadable = (path: string): boolean => readable.test(path) && !isLitter(path)
