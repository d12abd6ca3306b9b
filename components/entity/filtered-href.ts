/** The list of a page's own kind, narrowed to what has one thing in common. */
export const filteredHref = (list: string, filter: 'owner' | 'tag' | 'domain', value: string): string =>
  `${list}?${new URLSearchParams({ [filter]: value })}`
