/** Entity versions: numbers with one decimal, starting at 0.1 (docs/contract/entities.md#versions). */

export const firstVersion = 0.1

/** One recorded change later. Ten minor steps carry over: 0.9 → 1.0. */
export const nextVersion = (version: number): number => Math.round((version + 0.1) * 10) / 10

/** A whole step: for a change that breaks readers. */
export const nextMajorVersion = (version: number): number => Math.round((version + 1) * 10) / 10

/** As it stands in paths and tags: `1.0`, not `1`. */
export const formatVersion = (version: number): string => version.toFixed(1)
