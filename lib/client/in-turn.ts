/** What became of one of many calls. */
export interface Attempt<Item> {
  readonly item: Item
  readonly error?: Error
}

/** Runs a call for each item, a few at a time, and says which did not succeed. Never throws. */
export async function inTurn<Item>(
  items: readonly Item[],
  call: (item: Item) => Promise<unknown>,
  atOnce = 4,
): Promise<Attempt<Item>[]> {
  const attempts: Attempt<Item>[] = []
  const waiting = [...items]
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const current = item
      attempts.push(
        await call(current).then(
          () => ({ item: current }),
          (error: unknown) => ({ item: current, error: error instanceof Error ? error : new Error(String(error)) }),
        ),
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return attempts
}
