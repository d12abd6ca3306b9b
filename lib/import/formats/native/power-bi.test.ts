import { expect, test } from 'vitest'
import { readExample, readingOf, rowsOf } from '@/lib/import/formats/testing'
import { readFile } from '@/lib/import/read-file'

test('Power BI: a scan, whose dashboards show tiles of reports', async () => {
  const report =
    'https://app.powerbi.com/groups/64ED5CAD-7C10-4684-8180-826122881108/reports/5b218778-e7a5-4d73-8187-f10824047715'
  expect(readingOf(await readExample('power-bi/scan.json', { toolUrl: 'https://app.powerbi.com' }))).toEqual({
    tool: 'PowerBI',
    said: 'Power BI scan of 2 dashboards and 3 charts from 1 workspace',
    leftOut: ['1 personal workspace', '1 copy in an app', '1 dataset'],
    dashboards: [
      {
        name: '5b218778-e7a5-4d73-8187-f10824047715',
        displayName: 'Cash',
        description: 'Position of every day\n\nCertified in Power BI by cfo@example.com',
        sourceUrl: report,
        project: 'Finance',
        owners: ['mia@example.com'],
        dashboardType: 'Report',
      },
      {
        name: '7D668CAD-7FFC-4505-9215-655BCA5BEBAE',
        displayName: 'Money',
        sourceUrl:
          'https://app.powerbi.com/groups/64ED5CAD-7C10-4684-8180-826122881108/dashboards/7D668CAD-7FFC-4505-9215-655BCA5BEBAE',
        project: 'Finance',
        dashboardType: 'Dashboard',
        charts: [
          'B8E293DC-0C83-4AA0-9BB9-0A8738DF24A0',
          '23212598-23b5-4980-87cc-5fc0ecd84385',
          '5f1f1b0a-54f2-4d0c-8d7c-6f6b4a1f3c11',
        ],
      },
    ],
    charts: [
      { name: 'B8E293DC-0C83-4AA0-9BB9-0A8738DF24A0', displayName: 'Balance', sourceUrl: report },
      { name: '23212598-23b5-4980-87cc-5fc0ecd84385', displayName: 'As of today' },
      {
        name: '5f1f1b0a-54f2-4d0c-8d7c-6f6b4a1f3c11',
        displayName: 'Untitled tile of Cash',
        sourceUrl: report,
      },
    ],
  })
})

test('Power BI: a paginated report is opened where those are, and an address that there is stays', async () => {
  const workspace = (reports: unknown[]) =>
    JSON.stringify({ workspaces: [{ id: 'w', name: 'W', state: 'Active', reports }] })
  const text = workspace([
    { id: 'r', name: 'R', reportType: 'PaginatedReport' },
    { id: 's', name: 'S', reportType: 'PowerBIReport', webUrl: 'https://app.powerbi.cn/reports/s' },
  ])
  const table = await readFile(
    { kind: 'text', text },
    { collection: 'dashboards', toolUrl: 'https://app.powerbi.com/' },
  )
  expect(rowsOf(table).map(({ sourceUrl }) => sourceUrl)).toEqual([
    'https://app.powerbi.com/groups/w/rdlreports/r',
    'https://app.powerbi.cn/reports/s',
  ])
})

test('Power BI: a list of reports', async () => {
  expect(readingOf(await readExample('power-bi/reports.json'))).toEqual({
    tool: 'PowerBI',
    said: 'Power BI API answer of 1 dashboard',
    leftOut: [],
    dashboards: [
      {
        name: '5b218778-e7a5-4d73-8187-f10824047715',
        displayName: 'Cash',
        sourceUrl: 'https://app.powerbi.com/reports/5b218778-e7a5-4d73-8187-f10824047715',
        dashboardType: 'Report',
      },
    ],
    charts: [],
  })
})

test('Power BI: a list of dashboards', async () => {
  expect(readingOf(await readExample('power-bi/dashboards.json'))).toEqual({
    tool: 'PowerBI',
    said: 'Power BI API answer of 1 dashboard',
    leftOut: [],
    dashboards: [
      {
        name: '7D668CAD-7FFC-4505-9215-655BCA5BEBAE',
        displayName: 'Money',
        sourceUrl: 'https://app.powerbi.com/dashboards/7D668CAD',
        dashboardType: 'Dashboard',
      },
    ],
    charts: [],
  })
})

test('Power BI: a project', async () => {
  expect(readingOf(await readExample('power-bi/project'))).toEqual({
    tool: 'PowerBI',
    said: 'Power BI project of 1 dashboard and 3 charts',
    leftOut: ['1 text, picture or button'],
    dashboards: [
      {
        name: '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4',
        displayName: 'Sales',
        description: 'Orders and returns',
        dashboardType: 'Report',
        charts: [
          '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p2:v4',
          '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p1:v2',
          '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p1:v1',
        ],
      },
    ],
    charts: [
      {
        name: '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p2:v4',
        displayName: 'Card on Orders',
        chartType: 'Other',
      },
      {
        name: '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p1:v2',
        displayName: "Returns of the 'web shop'",
        chartType: 'Table',
      },
      {
        name: '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p1:v1',
        displayName: 'Column chart on Returns',
        chartType: 'Bar',
      },
    ],
  })
})

test('Power BI: a project as a ZIP', async () => {
  expect(readingOf(await readExample('power-bi/project', { zip: true }))).toEqual({
    tool: 'PowerBI',
    said: 'Power BI project of 1 dashboard and 3 charts',
    leftOut: ['1 text, picture or button'],
    dashboards: [
      {
        name: '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4',
        displayName: 'Sales',
        description: 'Orders and returns',
        dashboardType: 'Report',
        charts: [
          '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p2:v4',
          '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p1:v2',
          '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p1:v1',
        ],
      },
    ],
    charts: [
      {
        name: '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p2:v4',
        displayName: 'Card on Orders',
        chartType: 'Other',
      },
      {
        name: '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p1:v2',
        displayName: "Returns of the 'web shop'",
        chartType: 'Table',
      },
      {
        name: '0ba1f2ad-5b1f-4a48-8ed2-8a4d0d9ba1e4:p1:v1',
        displayName: 'Column chart on Returns',
        chartType: 'Bar',
      },
    ],
  })
})

test('Power BI: a project with its report in one file', async () => {
  expect(readingOf(await readExample('power-bi/legacy'))).toEqual({
    tool: 'PowerBI',
    said: 'Power BI project of 1 dashboard and 1 chart',
    leftOut: ['1 text, picture or button'],
    dashboards: [
      {
        name: '3c1f5a52-77c3-4b1d-a2a0-fcae6a5f1f55',
        displayName: 'Stock',
        dashboardType: 'Report',
        charts: ['3c1f5a52-77c3-4b1d-a2a0-fcae6a5f1f55:ReportSection1:a1'],
      },
    ],
    charts: [
      {
        name: '3c1f5a52-77c3-4b1d-a2a0-fcae6a5f1f55:ReportSection1:a1',
        displayName: 'Stock by day',
        chartType: 'Line',
      },
    ],
  })
})
