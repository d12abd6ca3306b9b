import { describe, expect, test } from 'vitest'
import { readEnvironment } from '@/lib/environment'

describe('the settings', () => {
  test('have a default for everything needed, and only this machine can connect', () => {
    expect(readEnvironment({})).toMatchObject({
      DATABASE_URL: 'file:./data/catalog.db',
      PORT: 3000,
      HOST: 'localhost',
      MAX_BODY_MB: 32,
      TRUST_PROXY: false,
    })
  })

  test('an empty variable counts as absent', () => {
    expect(readEnvironment({ PORT: '', SECRET_KEY: '' })).toMatchObject({ PORT: 3000 })
  })

  test.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [{ SECRET_KEY: 'too short' }, 'SECRET_KEY'],
    [{ PUBLIC_URL: 'catalog' }, 'PUBLIC_URL'],
    [{ TRUST_PROXY: 'maybe' }, 'TRUST_PROXY'],
  ])('%o is refused in one line that names the variable', (variables, name) => {
    expect(() => readEnvironment(variables)).toThrow(new RegExp(`^Settings are not right\\. ${name}: [^\\n]+$`))
  })

  test('a refused secret is not repeated', () => {
    expect(() => readEnvironment({ SECRET_KEY: 'hunter2' })).not.toThrow('hunter2')
  })
})
