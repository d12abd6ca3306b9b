import { expect, test } from 'vitest'
import { readExample, readingOf } from '@/lib/import/formats/testing'

test('Tableau: workbooks of its API, two of one name', async () => {
  expect(readingOf(await readExample('tableau/workbooks.xml'))).toEqual({
    tool: 'Tableau',
    said: 'Tableau REST answer of 6 dashboards',
    leftOut: [],
    dashboards: [
      {
        name: '9df3e2d1-070e-497a-9578-8cc557ced9df',
        displayName: 'Superstore',
        sourceUrl: 'https://10ax.online.tableau.com/#/site/exampledev/workbooks/265605',
        project: 'Samples',
        owners: ['bob@example.com'],
      },
      {
        name: '6693cb26-9507-4174-ad3e-9de81a18c971',
        displayName: 'World Indicators',
        sourceUrl: 'https://10ax.online.tableau.com/#/site/exampledev/workbooks/265606',
        project: 'Samples',
        owners: ['bob@example.com'],
      },
      {
        name: 'dbc0f162-909f-4edf-8392-0d12a80af955',
        displayName: 'Superstore',
        description: 'This is a superstore workbook',
        sourceUrl: 'https://10ax.online.tableau.com/#/site/exampledev/workbooks/265621',
        project: 'default',
        owners: ['bob@example.com'],
      },
      {
        name: '6f86152e-f50d-441c-99f3-ab3accaf7e9e',
        displayName: 'Odata book',
        sourceUrl: 'https://10ax.online.tableau.com/#/site/exampledev/workbooks/417497',
        project: 'default',
        owners: ['bob@example.com'],
      },
      {
        name: 'b69fc30b-64c3-4c2f-a2a2-2eb15b9abaee',
        displayName: 'test',
        sourceUrl: 'https://10ax.online.tableau.com/#/site/exampledev/workbooks/613582',
        project: 'default',
        owners: ['bob@example.com'],
      },
      {
        name: '50b552b5-ef2b-4347-b4c7-9e011689c098',
        displayName: 'PersonalSpaceDemo',
        sourceUrl: 'https://10ax.online.tableau.com/#/site/exampledev/workbooks/941425',
        project: 'Personal Space',
        owners: ['bob@example.com'],
      },
    ],
    charts: [],
  })
})

test('Tableau: views of its API', async () => {
  expect(readingOf(await readExample('tableau/views.xml', { toolUrl: 'https://bi.example.com' }))).toEqual({
    tool: 'Tableau',
    said: 'Tableau REST answer of 1 dashboard and 3 charts',
    leftOut: [],
    dashboards: [
      {
        name: '9df3e2d1-070e-497a-9578-8cc557ced9df',
        displayName: 'Superstore',
        charts: [
          '2bdcd787-dcc6-4a5d-bc61-2846f1ef4534',
          '2a3fd19d-9129-413d-9ff7-9dfc36bf7f7e',
          '459eda9a-85e4-46bf-a2f2-62936bd2e99a',
        ],
      },
    ],
    charts: [
      {
        name: '2bdcd787-dcc6-4a5d-bc61-2846f1ef4534',
        displayName: 'Overview',
        sourceUrl: 'https://bi.example.com/views/Superstore/Overview',
        owners: ['bob@example.com'],
      },
      {
        name: '2a3fd19d-9129-413d-9ff7-9dfc36bf7f7e',
        displayName: 'Product',
        sourceUrl: 'https://bi.example.com/views/Superstore/Product',
        owners: ['bob@example.com'],
      },
      {
        name: '459eda9a-85e4-46bf-a2f2-62936bd2e99a',
        displayName: 'Customers',
        sourceUrl: 'https://bi.example.com/views/Superstore/Customers',
        owners: ['bob@example.com'],
      },
    ],
  })
})

test('Tableau: workbooks of its API in JSON', async () => {
  expect(
    readingOf(
      await readExample('tableau/workbooks.json', { classification: 'Tableau', toolUrl: 'https://bi.example.com/' }),
    ),
  ).toEqual({
    tool: 'Tableau',
    said: 'Tableau REST answer of 2 dashboards and 1 chart',
    leftOut: [],
    dashboards: [
      {
        name: 'w1',
        displayName: 'Forecast',
        description: 'Of the north',
        sourceUrl: 'https://tableau.example.com/#/workbooks/1',
        project: 'Sales',
        tags: ['Tableau.quarterly'],
        charts: ['v1'],
      },
      {
        name: 'w2',
        displayName: 'Forecast',
        project: 'Sales',
      },
    ],
    charts: [
      {
        name: 'v1',
        displayName: 'Pipeline',
        sourceUrl: 'https://bi.example.com/views/Forecast/Pipeline',
      },
    ],
  })
})

test('Tableau: a workbook', async () => {
  expect(readingOf(await readExample('tableau/sales.twb'))).toEqual({
    tool: 'Tableau',
    said: 'Tableau workbook of 1 dashboard and 3 charts',
    leftOut: ['1 story'],
    dashboards: [
      {
        name: 'SalesBook/Sales overview',
        displayName: 'Sales overview',
        sourceUrl: 'https://tableau.example.com/t/site/workbooks/SalesBook/Salesoverview',
        charts: ['SalesBook/Profit & Loss', 'SalesBook/By region'],
      },
    ],
    charts: [
      {
        name: 'SalesBook/By region',
        displayName: 'By region',
        sourceUrl: 'https://tableau.example.com/t/site/workbooks/SalesBook/Byregion',
      },
      {
        name: 'SalesBook/Profit & Loss',
        displayName: 'Profit & Loss',
      },
      {
        name: 'SalesBook/Not shown',
        displayName: 'Not shown',
      },
    ],
  })
})

test('Tableau: a packaged workbook without dashboards', async () => {
  expect(readingOf(await readExample('tableau/Cache.twbx'))).toEqual({
    tool: 'Tableau',
    said: 'Tableau workbook of 1 dashboard and 1 chart',
    leftOut: [],
    dashboards: [
      {
        name: 'US_Superstore_Rev',
        displayName: 'US_Superstore_Rev',
        charts: ['US_Superstore_Rev/Sheet 21'],
      },
    ],
    charts: [
      {
        name: 'US_Superstore_Rev/Sheet 21',
        displayName: 'Sheet 21',
      },
    ],
  })
})
