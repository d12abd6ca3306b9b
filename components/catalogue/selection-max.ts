/** So many are exported in the background; of more than a job takes, the file comes as it is read. */
export const isForJob = (count: number): boolean => count > 10_000 && count <= 100_000

/** How many rows one call deletes or restores. */
export const selectionMax = 1_000
