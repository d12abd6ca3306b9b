import { expect, test } from 'vitest'
import { readExample, readingOf } from '@/lib/import/formats/testing'

test('DataHub: snapshots', async () => {
  expect(
    readingOf(
      await readExample('datahub/snapshots.json', { classification: 'Legacy', toolUrl: 'https://bi.example.com/' }),
    ),
  ).toEqual({
    tool: 'CustomDashboard',
    said: 'DataHub file of 1 dashboard and 1 chart from looker',
    leftOut: [],
    dashboards: [
      {
        name: 'baz',
        displayName: 'Baz Dashboard',
        description: 'Baz Dashboard',
        sourceUrl: 'https://looker.example.com/dashboards/baz',
        owners: ['jdoe'],
        tags: ['Legacy.Legacy'],
        charts: ['baz1'],
      },
    ],
    charts: [
      {
        name: 'baz1',
        displayName: 'Baz Chart 1',
        description: 'Baz Chart 1',
        chartType: 'Bar',
      },
    ],
  })
})

test('DataHub: aspects', async () => {
  expect(readingOf(await readExample('datahub/aspects.json'))).toEqual({
    tool: 'CustomDashboard',
    said: 'DataHub file of 1 dashboard and 1 chart from powerbi',
    leftOut: [],
    dashboards: [
      {
        name: 'reports.5b21',
        displayName: 'Cash',
        description: 'By day',
        sourceUrl: 'https://app.example.com/reports/5b21',
        charts: ['"pages.1"'],
      },
    ],
    charts: [
      {
        name: 'pages.1',
        displayName: 'First page',
      },
    ],
  })
})
