/** Cells of one call: its answer waits for their rows. */
export const mendedMax = 2_000
