import { StoreConflict, StoreUnavailable } from '@/lib/store/errors'

/** What SQLite says, in the words of the store. Codes have kinds of their own: `SQLITE_BUSY_SNAPSHOT`, `SQLITE_IOERR_WRITE`… */
export function translate(error: unknown): unknown {
  const code = codeOf(error)
  if (!(error instanceof Error) || code === undefined) return error
  const options = { cause: error }
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY')
    return new StoreConflict('taken', error.message, options)
  if (/^SQLITE_(BUSY|LOCKED|NOMEM)/.test(code)) return new StoreUnavailable('busy', error.message, options)
  if (code === 'SQLITE_FULL') return new StoreUnavailable('full', error.message, options)
  if (code.startsWith('SQLITE_READONLY')) return new StoreUnavailable('readOnly', error.message, options)
  // The log has the whole commit, and the next opening may find it there.
  if (code === 'SQLITE_IOERR_FSYNC') return new StoreUnavailable('unknown', error.message, options)
  if (/^SQLITE_(IOERR|CANTOPEN|PROTOCOL|CORRUPT|NOTADB)/.test(code))
    return new StoreUnavailable('away', error.message, options)
  return error
}

/** Another connection is in the way; it may be gone in a moment. */
export const isBusy = (error: unknown): boolean => codeOf(error)?.startsWith('SQLITE_BUSY') === true

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined
