import { expect, test } from 'vitest'
import { readExample, readingOf } from '@/lib/import/formats/testing'

test('Redash: one dashboard', async () => {
  expect(
    readingOf(
      await readExample('redash/dashboard.json', { classification: 'Redash', toolUrl: 'https://bi.example.com/' }),
    ),
  ).toEqual({
    tool: 'Redash',
    said: 'Redash API answer of 1 dashboard and 2 charts',
    leftOut: ['1 text box', '1 widget that whoever exported may not see'],
    dashboards: [
      {
        name: '4',
        displayName: 'Sales',
        sourceUrl: 'https://bi.example.com/dashboards/4-sales',
        owners: ['ana@example.com'],
        tags: ['Redash.finance'],
        charts: ['21', '22'],
      },
    ],
    charts: [
      {
        name: '21',
        displayName: 'Orders: Chart',
        description: 'Per month',
        sourceUrl: 'https://bi.example.com/queries/7#21',
        chartType: 'Bar',
      },
      {
        name: '22',
        displayName: 'Orders: Table',
        sourceUrl: 'https://bi.example.com/queries/7#22',
        chartType: 'Table',
      },
    ],
  })
})

test('Redash: a list', async () => {
  expect(readingOf(await readExample('redash/list.json'))).toEqual({
    tool: 'Redash',
    said: 'Redash API answer of 1 dashboard',
    leftOut: ['1 archived dashboard'],
    dashboards: [
      {
        name: '4',
        displayName: 'Sales',
        owners: ['ana@example.com'],
      },
    ],
    charts: [],
  })
})
