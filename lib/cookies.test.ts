import { expect, test } from 'vitest'
import { ownCookies } from '@/lib/cookies'

test.each([
  ['dashcat.session_token=a; dashcat_theme=dark', 'dashcat.session_token=a; dashcat_theme=dark'],
  ['dashcat_dates=de; dashcat_density=compact; dashcat_size=1', 'dashcat_dates=de; dashcat_density=compact'],
  ['dashcat_zone=UTC', 'dashcat_zone=UTC'],
  ['other=1; __Host-dashcat.session_token=a=b==;_ga=2', '__Host-dashcat.session_token=a=b=='],
  // Of two with one name the first counts, as the browser puts the narrower path first.
  ['dashcat.session_token=a; dashcat.session_token=b', 'dashcat.session_token=a'],
  ['xdashcat_theme=dark; dashcat_theme; dashcat_themes=dark; =dashcat_theme', undefined],
  ['', undefined],
])('of %j stays %j', (header, kept) => {
  expect(ownCookies(header)).toBe(kept)
})
