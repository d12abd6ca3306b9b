/** Brings an item of a row that scrolls sideways to its middle: on a narrow screen the current one may be far along. */
export function showInRow(row: HTMLElement | null, item: HTMLElement | null | undefined): void {
  if (row === null || item == null) return
  const [around, box] = [row.getBoundingClientRect(), item.getBoundingClientRect()]
  row.scrollLeft += box.left + box.width / 2 - (around.left + around.width / 2)
}
