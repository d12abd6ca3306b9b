import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { absoluteTime, dayText, relativeTime } from '@/components/ui/time-text'

const now = new Date('2026-11-24T12:00:00Z')
const at = (iso: string) => relativeTime(new Date(iso), now, 'UTC')

describe('relativeTime', () => {
  it.each([
    ['2026-11-24T11:59:30Z', 'just now'],
    ['2026-11-24T12:00:20Z', 'just now'],
    ['2026-11-24T11:56:00Z', '4 min ago'],
    ['2026-11-24T09:30:00Z', '2 hr ago'],
    ['2026-11-23T09:00:00Z', 'yesterday'],
    ['2026-11-21T23:00:00Z', '3 days ago'],
    ['2026-11-12T12:00:00Z', '12 Nov'],
    ['2025-10-20T12:00:00Z', '20 Oct 2025'],
    ['2026-11-25T12:00:00Z', '25 Nov'],
  ])('says %s as "%s"', (iso, text) => {
    expect(at(iso)).toBe(text)
  })

  it('counts hours, not days, shortly after midnight', () => {
    expect(relativeTime(new Date('2026-11-23T23:00:00Z'), new Date('2026-11-24T01:00:00Z'), 'UTC')).toBe('2 hr ago')
  })

  it('counts days on the calendar of the time zone', () => {
    const late = new Date('2026-11-22T23:30:00Z')
    expect(relativeTime(late, now, 'UTC')).toBe('2 days ago')
    expect(relativeTime(late, now, 'Europe/Berlin')).toBe('yesterday')
  })
})

it('is in the language that the reader has chosen', () => {
  vi.stubGlobal('document', { documentElement: { dataset: { dates: 'de' } } })
  try {
    expect(at('2026-11-24T11:56:00Z')).toBe('vor 4 Min')
    expect(at('2026-11-24T11:59:30Z')).toBe('jetzt')
    expect(at('2026-11-23T09:00:00Z')).toBe('gestern')
    expect(at('2026-10-12T12:00:00Z')).toBe('12. Okt.')
    expect(absoluteTime(new Date('2026-10-12T12:00:00Z'), 'UTC')).toMatch(/^Montag, 12\. Oktober 2026/)
  } finally {
    vi.unstubAllGlobals()
  }
})

it('writes the year of another year only', () => {
  expect(dayText(new Date('2026-01-02T00:00:00Z'), now, 'UTC')).toBe('2 Jan')
  expect(dayText(new Date('2024-01-02T00:00:00Z'), now, 'UTC')).toBe('2 Jan 2024')
})

it('is made by formats that are made once, as everywhere: making one takes as long as a row of a list', () => {
  const sources = globSync('{app,components,lib,server}/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file))
  const lines = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^.*\bnew Intl\..*$/gm)].map(([line]) => `${file}: ${line}`),
  )
  expect(lines.length).toBeGreaterThan(4)
  const inPlace =
    /: (?:export )?const \w+ = new Intl\.|\b\w*[fF]ormats\.get\(key\) \?\? new Intl\.|\b\w+ \?\?= new Intl\./
  expect(lines.filter((line) => !inPlace.test(line))).toEqual([])
})
