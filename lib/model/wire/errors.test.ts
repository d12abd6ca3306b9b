import { describe, expect, test, vi } from 'vitest'
import { ApiError } from '@/lib/client/api'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import { StoreConflict } from '@/lib/store/errors'

describe('an error is known by its class', () => {
  test('in every copy that the build makes of a module', async () => {
    vi.resetModules()
    const errors = await import('@/lib/model/wire/errors')
    const store = await import('@/lib/store/errors')
    expect(errors.CatalogueError).not.toBe(CatalogueError)
    expect(errors.badRequest('x')).toBeInstanceOf(CatalogueError)
    expect(new store.StoreConflict('taken', 'x')).toBeInstanceOf(StoreConflict)
  })

  test('and not by another', () => {
    const api = new ApiError('notFound', 'x', undefined, {})
    expect(api).toBeInstanceOf(CatalogueError)
    expect(api).toBeInstanceOf(ApiError)
    expect(badRequest('x')).not.toBeInstanceOf(ApiError)
    expect(badRequest('x')).not.toBeInstanceOf(StoreConflict)
    for (const other of [new Error('x'), { kind: 'notFound' }, null, undefined, 'x']) {
      expect(other instanceof CatalogueError).toBe(false)
      expect(other instanceof StoreConflict).toBe(false)
    }
  })
})
