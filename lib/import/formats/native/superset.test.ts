import { expect, test } from 'vitest'
import { readExample, readingOf } from '@/lib/import/formats/testing'

test('Superset: an export, as a ZIP', async () => {
  expect(
    readingOf(
      await readExample('superset/export', {
        zip: true,
        classification: 'Superset',
        toolUrl: 'https://bi.example.com/',
      }),
    ),
  ).toEqual({
    tool: 'Superset',
    said: 'Superset export of 1 dashboard and 3 charts from 1 database',
    leftOut: ['1 text box', '1 dataset', '1 database connection'],
    dashboards: [
      {
        name: '3a4c13e1-8bed-4f90-a2ac-803da400482e',
        displayName: 'USA Births Names',
        description: 'Certified by Data Team: Reviewed every quarter',
        sourceUrl: 'https://bi.example.com/superset/dashboard/births/',
        charts: [
          '62376a53-3e0f-4ba9-b3ea-dfa7169951da',
          '2e3a859c-e9a4-4b86-b70e-ffd10e736930',
          'c4c52e3d-63ac-48ac-b064-7a6f3c5a7705',
        ],
      },
    ],
    charts: [
      {
        name: '2e3a859c-e9a4-4b86-b70e-ffd10e736930',
        displayName: 'Boys',
        chartType: 'Table',
      },
      {
        name: '62376a53-3e0f-4ba9-b3ea-dfa7169951da',
        displayName: 'Genders',
        description: 'Share of girls and boys',
        chartType: 'Pie',
      },
      {
        name: 'c4c52e3d-63ac-48ac-b064-7a6f3c5a7705',
        displayName: 'Genders by State',
        chartType: 'Bar',
      },
    ],
  })
})

test('Superset: one YAML of an export: the layout names its charts', async () => {
  expect(readingOf(await readExample('superset/export/dashboards/USA_Births_Names_9.yaml'))).toEqual({
    tool: 'Superset',
    said: 'Superset export of 1 dashboard and 3 charts',
    leftOut: ['1 text box'],
    dashboards: [
      {
        name: '3a4c13e1-8bed-4f90-a2ac-803da400482e',
        displayName: 'USA Births Names',
        description: 'Certified by Data Team: Reviewed every quarter',
        charts: [
          '62376a53-3e0f-4ba9-b3ea-dfa7169951da',
          '2e3a859c-e9a4-4b86-b70e-ffd10e736930',
          'c4c52e3d-63ac-48ac-b064-7a6f3c5a7705',
        ],
      },
    ],
    charts: [
      {
        name: '62376a53-3e0f-4ba9-b3ea-dfa7169951da',
        displayName: 'Genders',
      },
      {
        name: '2e3a859c-e9a4-4b86-b70e-ffd10e736930',
        displayName: 'Boys',
      },
      {
        name: 'c4c52e3d-63ac-48ac-b064-7a6f3c5a7705',
        displayName: 'Genders by State',
      },
    ],
  })
})

test('Superset: the list of its API', async () => {
  expect(
    readingOf(
      await readExample('superset/list.json', { classification: 'Superset', toolUrl: 'https://bi.example.com/' }),
    ),
  ).toEqual({
    tool: 'Superset',
    said: 'Superset API answer of 2 dashboards',
    leftOut: [],
    dashboards: [
      {
        name: '10',
        displayName: "World Bank's Data",
        sourceUrl: 'https://bi.example.com/superset/dashboard/world_health/',
        tags: ['Superset.public'],
      },
      {
        name: '11',
        displayName: 'Sales',
        description: 'Certified by Finance',
        sourceUrl: 'https://bi.example.com/superset/dashboard/11/',
      },
    ],
    charts: [],
  })
})

test('Superset: one dashboard of its API', async () => {
  expect(
    readingOf(
      await readExample('superset/dashboard.json', { classification: 'Superset', toolUrl: 'https://bi.example.com/' }),
    ),
  ).toEqual({
    tool: 'Superset',
    said: 'Superset API answer of 1 dashboard and 2 charts',
    leftOut: [],
    dashboards: [
      {
        name: '10',
        displayName: "World Bank's Data",
        sourceUrl: 'https://bi.example.com/superset/dashboard/world_health/',
        owners: ['ana'],
        charts: ['65', '64'],
      },
    ],
    charts: [
      {
        name: '65',
        displayName: "World's Population",
      },
      {
        name: '64',
        displayName: 'Region Filter',
      },
    ],
  })
})

test('Superset: charts of its API', async () => {
  expect(
    readingOf(await readExample('superset/charts.json', { collection: 'charts', toolUrl: 'https://bi.example.com' })),
  ).toEqual({
    tool: 'Superset',
    said: 'Superset API answer of 1 chart',
    leftOut: [],
    dashboards: [
      {
        name: '65',
        displayName: "World's Population",
        description: 'Of all countries, by year',
        sourceUrl: 'https://bi.example.com/explore/?slice_id=65',
        chartType: 'Other',
      },
    ],
    charts: [],
  })
})
