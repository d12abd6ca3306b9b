/** What one cell holds, item by item. */
import type { Cell } from '@/lib/import/table'
import { itemsOf } from '@/lib/model/fields/choice'

/** The members of what is an object; nothing of anything else. */
export const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {} // checked here

/** What a container lends is no item. */
export const ownItems = (cell: Cell): unknown[] => itemsOf(cell).filter((item) => asRecord(item).inherited !== true)

/** Some tools separate by commas; where there is anything else to go by, a comma is part of a name. */
export const commaParts = (text: string): string[] =>
  /[;"]/.test(text) || !text.includes(',') ? [] : text.split(',').flatMap((part) => part.trim() || [])
