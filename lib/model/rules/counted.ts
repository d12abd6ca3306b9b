/** "rows", "policies", "days". */
export const plural = (one: string): string => (/[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`)

/** "1 row", "9,962 rows"; `many` where it is no usual plural. */
export const counted = (count: number, one: string, many = plural(one)): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
