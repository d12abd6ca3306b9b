import { describe, expect, test } from 'vitest'
import { createAttempts } from '@/lib/auth/attempts'
import { CatalogueError } from '@/lib/model/wire/errors'

const minute = 60_000

function attempts() {
  let time = 1_000_000
  const counted = createAttempts(() => time)
  const outcome = (attempt: Promise<boolean>) =>
    attempt.then(
      (succeeded) => (succeeded ? 'in' : 'wrong'),
      (error) => (error instanceof CatalogueError && error.kind === 'tooManyRequests' ? 'wait' : Promise.reject(error)),
    )
  return {
    pass: (ms: number) => {
      time += ms
    },
    signIn: (account: string, address: string, isRight = false) =>
      outcome(counted.signIn(account, address, async () => isRight)),
    confirm: (account: string, isRight = false) => outcome(counted.confirm(account, async () => isRight)),
  }
}

/** What `count` attempts come to, one after the other. */
async function times(count: number, attempt: (at: number) => Promise<string>): Promise<string[]> {
  const outcomes: string[] = []
  for (let at = 0; at < count; at += 1) outcomes.push(await attempt(at))
  return outcomes
}
const wrong = (count: number) => Array<string>(count).fill('wrong')

describe('one address', () => {
  test('has ten failures a minute, whoever it tries; what succeeds costs nothing', async () => {
    const { signIn, pass } = attempts()
    expect(await times(30, () => signIn('ana', '192.0.2.1', true))).not.toContain('wait')
    expect(await times(11, (at) => signIn(`somebody ${at}`, '192.0.2.1'))).toEqual([...wrong(10), 'wait'])
    expect(await signIn('ana', '192.0.2.2', true)).toBe('in')
    pass(minute)
    expect(await signIn('ana', '192.0.2.1', true)).toBe('in')
  })

  test('gains no guesses by signing in to an account of its own in between', async () => {
    const { signIn } = attempts()
    await times(9, () => signIn('target', '192.0.2.1'))
    await signIn('mallory', '192.0.2.1', true)
    expect(await times(2, () => signIn('target', '192.0.2.1'))).toEqual(['wrong', 'wait'])
  })

  test('of IPv6 is its network', async () => {
    const { signIn } = attempts()
    await times(10, (at) => signIn(`somebody ${at}`, `2001:db8:0:1::${at + 1}`))
    expect(await signIn('x', '2001:0DB8::1:a:b:c:d')).toBe('wait')
    expect(await signIn('x', '2001:db8:0:2::1')).toBe('wrong')
    expect(await signIn('x', '::1')).toBe('wrong')
  })

  test('has as many attempts at once as one after the other', async () => {
    const { signIn } = attempts()
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => signIn('ana', '192.0.2.1')))
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(10)
  })
})

describe('one account', () => {
  test('is guessed twenty times in a quarter of an hour from one address', async () => {
    const { signIn, pass } = attempts()
    await times(10, () => signIn('ana', '192.0.2.1'))
    pass(minute)
    expect(await times(11, () => signIn('Ana', '192.0.2.1'))).toEqual([...wrong(10), 'wait'])
    pass(minute)
    expect(await signIn('ana', '192.0.2.1', true)).toBe('wait')
    expect(await signIn('ben', '192.0.2.1', true)).toBe('in')
  })

  test('is never closed to its owner by others who fail, and open to few guesses from each of many', async () => {
    const { signIn } = attempts()
    await times(1000, (at) => signIn('ana', `198.51.${Math.floor(at / 250)}.${at % 250}`))
    expect(await times(6, () => signIn('ana', '192.0.2.9'))).toEqual([...wrong(5), 'wait'])
    expect(await times(4, () => signIn('ana', '192.0.2.1'))).toEqual(wrong(4))
    expect(await signIn('ana', '192.0.2.1', true)).toBe('in')
    expect(await signIn('ana', '192.0.2.2', true)).toBe('in')
  })
})

test('a password that is asked again has a count of its own', async () => {
  const { signIn, confirm } = attempts()
  expect(await times(21, () => confirm('ana'))).toEqual([...wrong(20), 'wait'])
  expect(await confirm('ana', true)).toBe('wait')
  expect(await signIn('ana', '192.0.2.1', true)).toBe('in')
})

test('an attempt that nobody could judge, because the database was away, counts as none', async () => {
  const counted = createAttempts()
  const away = () => counted.signIn('ana', '192.0.2.1', () => Promise.reject(new Error('away')))
  for (let count = 0; count < 50; count += 1) await expect(away()).rejects.toThrow('away')
  expect(await counted.signIn('ana', '192.0.2.1', async () => false)).toBe(false)
})
