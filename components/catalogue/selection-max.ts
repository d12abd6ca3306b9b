/** How many rows one call deletes or restores. */
export const selectionMax = 1_000
