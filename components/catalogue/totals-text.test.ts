import { expect, test } from 'vitest'
import { sumOf, totalsText } from '@/components/catalogue/totals-text'

test.each([
  [{ chart: 307, dashboard: 12 }, '12 dashboards and 307 charts', 319],
  [{ dashboard: 12, chart: 307 }, '12 dashboards and 307 charts', 319],
  [{ dashboardService: 1, dashboard: 1200, chart: 1 }, '1 service, 1,200 dashboards, and 1 chart', 1202],
  [{ chart: 0 }, '', 0],
  [{ policy: 2, role: 1 }, '1 role and 2 policies', 3],
  [{ tag: 1 }, '1 tag', 1],
])('%j is told as %j', (totals, text, sum) => {
  expect(totalsText(totals)).toBe(text)
  expect(sumOf(totals)).toBe(sum)
})
