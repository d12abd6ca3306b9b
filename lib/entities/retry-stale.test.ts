import { describe, expect, test, vi } from 'vitest'
import { retryStale } from '@/lib/entities/retry-stale'
import { StoreConflict, StoreUnavailable } from '@/lib/store/errors'

/** Fails so often, then succeeds; notes when it was tried. */
function attemptAfter(failures: number, reason: StoreConflict['reason']) {
  const triedAt: number[] = []
  const attempt = async (): Promise<string> => {
    triedAt.push(performance.now())
    if (triedAt.length <= failures) throw new StoreConflict(reason, 'somebody was faster')
    return 'done'
  }
  return { triedAt, attempt }
}

describe('what lost a race', () => {
  test.each(['stale', 'busy'] as const)(
    '%s: is tried again after pauses, each about twice the last',
    async (reason) => {
      const random = vi.spyOn(Math, 'random').mockReturnValue(0.5)
      const { triedAt, attempt } = attemptAfter(4, reason)
      expect(await retryStale(attempt)).toBe('done')
      random.mockRestore()
      const pauses = triedAt.slice(1).map((at, index) => at - (triedAt[index] ?? 0))
      expect(pauses).toHaveLength(4)
      // A timer may fire a millisecond early, and on a busy machine late.
      for (const [index, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(5 * 2 ** index - 1.5)
    },
  )

  test('five times is told: 409 where the entity has moved, 503 where the database gave up', async () => {
    const stale = attemptAfter(9, 'stale')
    await expect(retryStale(stale.attempt)).rejects.toMatchObject({ kind: 'conflict' })
    expect(stale.triedAt).toHaveLength(5)
    await expect(retryStale(attemptAfter(9, 'busy').attempt)).rejects.toMatchObject({ reason: 'busy' })
  })
})

test.each([
  ['a name that is taken', new StoreConflict('taken', 'it is')],
  ['a database that is away', new StoreUnavailable('away', 'it is')],
])('%s is not tried again', async (_what, error) => {
  const attempt = vi.fn(() => Promise.reject(error))
  await expect(retryStale(attempt)).rejects.toBe(error)
  expect(attempt).toHaveBeenCalledTimes(1)
})
