/**
 * A request that the documentation shows and the tests send. Texts such as `$ID` stand for what only the reader's own
 * catalogue knows; the examples in code read them from the environment.
 */
export interface Example {
  /** When the tests send it, so that all of them succeed in a row on a new catalogue; `create` if left out. */
  readonly stage?: Stage
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** In this order. */
export const stages = ['setUp', 'create', 'use', 'undo', 'delete', 'restore', 'deleteAgain', 'remove', 'end'] as const
export type Stage = (typeof stages)[number]

/** `$NAME`: the whole text is a variable. */
export const variableIn = (text: string): string | undefined => /^\$([A-Z][A-Z0-9_]*)$/.exec(text)?.[1]
