import type { MadeForRows } from '@/lib/model/wire/import-mapping'

/** How many of what there are together. */
export const addUp = (some: MadeForRows = {}, more: MadeForRows = {}): MadeForRows => ({
  ...some,
  ...Object.fromEntries(
    Object.entries(more).map(([what, count]) => [what, count + (some[what as keyof MadeForRows] ?? 0)]), // its own keys
  ),
})
