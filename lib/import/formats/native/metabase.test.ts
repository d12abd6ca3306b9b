import { expect, test } from 'vitest'
import { readExample, readingOf } from '@/lib/import/formats/testing'

test('Metabase: a serialization of 2026', async () => {
  expect(readingOf(await readExample('metabase/serialization'))).toEqual({
    tool: 'Metabase',
    said: 'Metabase serialization of 1 dashboard and 2 charts',
    leftOut: ['1 text card', '1 question that is not in the file', '1 archived thing'],
    dashboards: [
      {
        name: 'Q_jD-f-9clKLFZ2TfUG2h',
        displayName: 'Revenue',
        description: 'What came in, and from whom',
        project: 'Finance / Monthly',
        owners: ['ana@example.com'],
        charts: ['0TPrsLMLPIBVlQPDqUCVn', 'f1C68pznmrpN1F5xFDj6d'],
      },
    ],
    charts: [
      {
        name: 'f1C68pznmrpN1F5xFDj6d',
        displayName: 'By customer',
        owners: ['ana@example.com'],
        chartType: 'Table',
      },
      {
        name: '0TPrsLMLPIBVlQPDqUCVn',
        displayName: 'By month',
        owners: ['ana@example.com'],
        chartType: 'Line',
      },
    ],
  })
})

test('Metabase: a serialization of before, as a ZIP', async () => {
  expect(readingOf(await readExample('metabase/serialization-before-2026', { zip: true }))).toEqual({
    tool: 'Metabase',
    said: 'Metabase serialization of 1 dashboard and 1 chart',
    leftOut: [],
    dashboards: [
      {
        name: 'Q_jD-f-9clKLFZ2TfUG2h',
        displayName: 'Revenue',
        project: 'Finance',
        owners: ['ana@example.com'],
        charts: ['0TPrsLMLPIBVlQPDqUCVn'],
      },
    ],
    charts: [
      {
        name: '0TPrsLMLPIBVlQPDqUCVn',
        displayName: 'By month',
        owners: ['ana@example.com'],
        chartType: 'Line',
      },
    ],
  })
})

test('Metabase: one dashboard of its API', async () => {
  expect(readingOf(await readExample('metabase/dashboard.json', { toolUrl: 'https://bi.example.com' }))).toEqual({
    tool: 'Metabase',
    said: 'Metabase API answer of 1 dashboard and 1 chart',
    leftOut: [],
    dashboards: [
      {
        name: '1',
        displayName: 'test_dashboard',
        sourceUrl: 'https://bi.example.com/dashboard/1',
        project: 'Our analytics',
        charts: ['1'],
      },
    ],
    charts: [
      {
        name: '1',
        displayName: 'test_question',
        sourceUrl: 'https://bi.example.com/question/1',
        chartType: 'Bar',
      },
    ],
  })
})

test('Metabase: the list of its API', async () => {
  expect(readingOf(await readExample('metabase/list.json', { toolUrl: 'https://bi.example.com' }))).toEqual({
    tool: 'Metabase',
    said: 'Metabase API answer of 1 dashboard',
    leftOut: ['1 archived thing'],
    dashboards: [
      {
        name: '4',
        displayName: 'Ops',
        description: 'What runs',
        sourceUrl: 'https://bi.example.com/dashboard/4',
        owners: ['jonas@example.com'],
      },
    ],
    charts: [],
  })
})

test('Metabase: its search', async () => {
  expect(readingOf(await readExample('metabase/search.json', { toolUrl: 'https://bi.example.com' }))).toEqual({
    tool: 'Metabase',
    said: 'Metabase API answer of 1 dashboard and 1 chart',
    leftOut: [],
    dashboards: [
      {
        name: '4',
        displayName: 'Ops',
        description: 'What runs',
        sourceUrl: 'https://bi.example.com/dashboard/4',
        project: 'Operations',
      },
    ],
    charts: [
      {
        name: '12',
        displayName: 'Uptime',
        sourceUrl: 'https://bi.example.com/question/12',
        chartType: 'Gauge',
      },
    ],
  })
})
