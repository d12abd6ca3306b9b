import { expect, test } from 'vitest'
import { exampleFiles, readExample, readingOf } from '@/lib/import/formats/testing'
import { readFile } from '@/lib/import/read-file'

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

test('Metabase: questions that are drawn into the card of another one are on the dashboard too', async () => {
  const card = (id: number, name: string) => ({ id, name, display: 'line', dataset_query: {} })
  const answer = {
    id: 1,
    name: 'Both',
    creator_id: 1,
    dashcards: [{ id: 1, row: 0, col: 0, card: card(7, 'This year'), series: [card(8, 'Last year')] }],
  }
  const table = await readFile({ kind: 'text', text: JSON.stringify(answer) }, { collection: 'dashboards' })
  const { dashboards, charts, leftOut } = readingOf(table)
  expect([dashboards[0]?.charts, charts.map(({ displayName }) => displayName), leftOut]).toEqual([
    ['7', '8'],
    ['This year', 'Last year'],
    [],
  ])
  const files = exampleFiles('metabase/serialization').map(({ name, bytes }) => {
    const text = new TextDecoder()
      .decode(bytes)
      .replaceAll(/card_id: (?:notInThisExport000000|0TPrsLMLPIBVlQPDqUCVn)\n/g, 'card_id: null\n')
      .replace('card_id: f1C68pznmrpN1F5xFDj6d\n', '$&  series:\n  - card_id: 0TPrsLMLPIBVlQPDqUCVn\n')
    return { name, bytes: new TextEncoder().encode(text) }
  })
  const told = readingOf(await readFile({ kind: 'files', files }, { collection: 'dashboards' }))
  expect(told.dashboards[0]?.charts).toEqual(['f1C68pznmrpN1F5xFDj6d', '0TPrsLMLPIBVlQPDqUCVn'])
  expect(told.leftOut).toEqual(['3 text cards', '1 archived thing'])
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
