/** What people read: the display name, unless there is none or only blanks, which no one could see or follow. */
export const shownName = (entity: {
  readonly name: string
  readonly displayName?: string | null | undefined
}): string => (entity.displayName?.trim() ? entity.displayName : entity.name)
