/** What an import is told to leave alone, and when to stop, in words. */
import type { DeletedRule, ImportMapping, ImportMode } from '@/lib/model/wire/import-mapping'

/** What is undefined is as usual. */
export interface JobOptions {
  readonly mode?: ImportMapping['mode'] | undefined
  readonly deleted?: ImportMapping['deleted'] | undefined
  readonly stopAfter?: ImportMapping['stopAfter'] | undefined
}

export const modeWords: Readonly<Record<ImportMode, string>> = {
  createOrUpdate: 'Create and update',
  create: 'Create only',
  update: 'Update only',
}

export const deletedWords: Readonly<Record<DeletedRule, string>> = {
  restore: 'Bring them back',
  fail: 'Let the row fail',
}

/** What is other than usual. */
export function optionWords({ mode, deleted, stopAfter }: JobOptions): readonly string[] {
  return [
    mode === undefined || mode === 'createOrUpdate' ? '' : modeWords[mode],
    deleted === 'fail' ? 'Deleted names fail' : '',
    stopAfter === undefined
      ? ''
      : `Stops after ${stopAfter.toLocaleString('en')} ${stopAfter === 1 ? 'failure' : 'failures'}`,
  ].filter((words) => words !== '')
}
