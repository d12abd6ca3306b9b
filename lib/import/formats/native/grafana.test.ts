import { expect, test } from 'vitest'
import { readExample, readingOf } from '@/lib/import/formats/testing'
import { readFile } from '@/lib/import/read-file'

test('Grafana: a classic dashboard', async () => {
  expect(
    readingOf(
      await readExample('grafana/classic.json', { classification: 'Grafana', toolUrl: 'https://bi.example.com/' }),
    ),
  ).toEqual({
    tool: 'Grafana',
    said: 'Grafana export of 1 dashboard and 4 charts',
    leftOut: [
      '1 panel that a repetition made',
      '2 text panels, which show no data',
      '1 dashlist panel, which shows no data',
    ],
    dashboards: [
      {
        name: 'node-exporter',
        displayName: 'Nodes of $cluster',
        description: 'Load and memory of every node',
        sourceUrl: 'https://bi.example.com/d/node-exporter',
        tags: ['Grafana.linux', 'Grafana.infra'],
        charts: ['node-exporter:2', 'node-exporter:3', 'node-exporter:4', 'node-exporter:5'],
      },
    ],
    charts: [
      {
        name: 'node-exporter:2',
        displayName: `Load of \${node}`,
        description: 'One minute average',
        sourceUrl: 'https://bi.example.com/d/node-exporter?viewPanel=2',
        chartType: 'Line',
      },
      {
        name: 'node-exporter:3',
        displayName: 'Untitled stat 3',
        sourceUrl: 'https://bi.example.com/d/node-exporter?viewPanel=3',
        chartType: 'Other',
      },
      {
        name: 'node-exporter:4',
        displayName: 'Memory by process',
        sourceUrl: 'https://bi.example.com/d/node-exporter?viewPanel=4',
      },
      {
        name: 'node-exporter:5',
        displayName: `Latency of \${service}`,
        sourceUrl: 'https://bi.example.com/d/node-exporter?viewPanel=5',
        chartType: 'Heatmap',
      },
    ],
  })
})

test('Grafana: a V1 resource', async () => {
  expect(readingOf(await readExample('grafana/v1.json'))).toEqual({
    tool: 'Grafana',
    said: 'Grafana export of 1 dashboard and 1 chart',
    leftOut: ['1 news panel, which shows no data'],
    dashboards: [
      {
        name: 'ad4kxv1',
        displayName: 'Orders by hour',
        charts: ['ad4kxv1:1'],
      },
    ],
    charts: [
      {
        name: 'ad4kxv1:1',
        displayName: 'Orders',
        chartType: 'Bar',
      },
    ],
  })
})

test('Grafana: a V2 resource', async () => {
  expect(
    readingOf(await readExample('grafana/v2.json', { classification: 'Grafana', toolUrl: 'https://bi.example.com/' })),
  ).toEqual({
    tool: 'Grafana',
    said: 'Grafana export of 1 dashboard and 2 charts',
    leftOut: ['1 text panel, which shows no data', '1 alertlist panel, which shows no data'],
    dashboards: [
      {
        name: 'v2-refresh',
        displayName: 'Shop',
        description: 'What the shop earns',
        sourceUrl: 'https://bi.example.com/d/v2-refresh',
        tags: ['Grafana.shop'],
        charts: ['v2-refresh:1', 'v2-refresh:2'],
      },
    ],
    charts: [
      {
        name: 'v2-refresh:1',
        displayName: 'Revenue',
        description: 'After returns',
        sourceUrl: 'https://bi.example.com/d/v2-refresh?viewPanel=1',
        chartType: 'Pie',
      },
      {
        name: 'v2-refresh:2',
        displayName: 'Shop totals',
        sourceUrl: 'https://bi.example.com/d/v2-refresh?viewPanel=2',
      },
    ],
  })
})

test('Grafana: an answer for one dashboard', async () => {
  expect(readingOf(await readExample('grafana/answer.json', { toolUrl: 'https://bi.example.com' }))).toEqual({
    tool: 'Grafana',
    said: 'Grafana export of 1 dashboard and 1 chart',
    leftOut: [],
    dashboards: [
      {
        name: 'cIBgcSjkk',
        displayName: 'Checkout',
        sourceUrl: 'https://bi.example.com/d/cIBgcSjkk/checkout',
        project: 'Web shop',
        charts: ['cIBgcSjkk:1'],
      },
    ],
    charts: [
      {
        name: 'cIBgcSjkk:1',
        displayName: 'Last errors',
        sourceUrl: 'https://bi.example.com/d/cIBgcSjkk?viewPanel=1',
        chartType: 'Table',
      },
    ],
  })
})

test('Grafana: an answer of the search', async () => {
  expect(
    readingOf(
      await readExample('grafana/search.json', { classification: 'Grafana', toolUrl: 'https://bi.example.com/' }),
    ),
  ).toEqual({
    tool: 'Grafana',
    said: 'Grafana export of 2 dashboards',
    leftOut: ['1 folder'],
    dashboards: [
      {
        name: 'cIBgcSjkk',
        displayName: 'Checkout',
        sourceUrl: 'https://bi.example.com/d/cIBgcSjkk/checkout',
        project: 'Web shop',
        tags: ['Grafana.prod'],
      },
      {
        name: 'home',
        displayName: 'Home',
        sourceUrl: 'https://bi.example.com/d/home/home',
      },
    ],
    charts: [],
  })
})

test('Grafana: a folder of files', async () => {
  expect(readingOf(await readExample('grafana/several'))).toEqual({
    tool: 'Grafana',
    said: 'Grafana export of 2 dashboards and 2 charts',
    leftOut: [],
    dashboards: [
      {
        name: 'orders',
        displayName: 'Orders',
        charts: ['orders:1'],
      },
      {
        name: 'returns-refunds',
        displayName: 'Returns & Refunds',
        charts: ['returns-refunds:7'],
      },
    ],
    charts: [
      {
        name: 'orders:1',
        displayName: 'Open',
        chartType: 'Gauge',
      },
      {
        name: 'returns-refunds:7',
        displayName: 'Rate',
        chartType: 'Line',
      },
    ],
  })
})

test('Grafana: a ZIP of files', async () => {
  expect(readingOf(await readExample('grafana/several', { zip: true }))).toEqual({
    tool: 'Grafana',
    said: 'Grafana export of 2 dashboards and 2 charts',
    leftOut: [],
    dashboards: [
      {
        name: 'orders',
        displayName: 'Orders',
        charts: ['orders:1'],
      },
      {
        name: 'returns-refunds',
        displayName: 'Returns & Refunds',
        charts: ['returns-refunds:7'],
      },
    ],
    charts: [
      {
        name: 'orders:1',
        displayName: 'Open',
        chartType: 'Gauge',
      },
      {
        name: 'returns-refunds:7',
        displayName: 'Rate',
        chartType: 'Line',
      },
    ],
  })
})

test('Grafana: a panel that shows no data leaves the names of the others as they are', async () => {
  const panels = [{ type: 'text' }, { type: 'graph' }, { libraryPanel: { uid: 'lib', model: { type: 'text' } } }]
  const text = JSON.stringify({ title: 'Old', schemaVersion: 16, panels })
  const table = await readFile({ kind: 'text', text }, { collection: 'dashboards' })
  expect(readingOf(table)).toMatchObject({
    leftOut: ['2 text panels, which show no data'],
    dashboards: [{ name: 'old', charts: ['old:panel 2'] }],
    charts: [{ name: 'old:panel 2' }],
  })
})
