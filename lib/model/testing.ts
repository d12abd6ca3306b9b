/** What tests make up. */
import fc from 'fast-check'
import { onTestFinished, vi } from 'vitest'

const [surrogates, surrogateCount] = [0xd800, 0x800]

/**
 * Any character but half of one: for `unit: 'binary'` the library builds a table of all million of them, in every process
 * that asks. The way back lets it mix in texts that are known to be dangerous, as it does there.
 */
export const anyCharacter = fc.integer({ min: 0, max: 0x10ffff - surrogateCount }).map(
  (code) => String.fromCodePoint(code < surrogates ? code : code + surrogateCount),
  (character) => {
    if (typeof character !== 'string' || [...character].length !== 1) throw new Error('not one character')
    const code = character.codePointAt(0) ?? 0
    return code < surrogates ? code : code - surrogateCount
  },
)

/**
 * Until the test is over, 20 ms have passed with each look at the clock. What gives others a turn when its time is up does so
 * at every step then: on a quick machine it would be done before.
 */
export function aSlowClock(): void {
  let now = performance.now()
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 20
    return now
  })
  onTestFinished(() => clock.mockRestore())
}
