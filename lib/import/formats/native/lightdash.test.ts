import { expect, test } from 'vitest'
import { readExample, readingOf } from '@/lib/import/formats/testing'

test('Lightdash: dashboards as code', async () => {
  expect(readingOf(await readExample('lightdash'))).toEqual({
    tool: 'Lightdash',
    said: 'Lightdash export of 1 dashboard and 2 charts',
    leftOut: ['1 tile without a chart (Markdown, Loom)'],
    dashboards: [
      {
        name: 'jaffle-dashboard',
        displayName: 'Jaffle dashboard',
        description: 'Orders of the shop',
        project: 'jaffle-shop / finance',
        charts: ['how-much-revenue', 'elsewhere'],
      },
    ],
    charts: [
      {
        name: 'how-much-revenue',
        displayName: 'How much revenue do we have?',
        description: 'Revenue over time',
        chartType: 'Bar',
      },
      {
        name: 'elsewhere',
        displayName: 'From elsewhere',
      },
    ],
  })
})
