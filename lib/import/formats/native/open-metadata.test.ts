import { expect, test } from 'vitest'
import { readExample, readingOf } from '@/lib/import/formats/testing'

test('OpenMetadata: its sample files', async () => {
  expect(readingOf(await readExample('open-metadata'))).toEqual({
    tool: 'CustomDashboard',
    said: 'OpenMetadata sample of 2 dashboards and 3 charts',
    leftOut: [],
    dashboards: [
      {
        name: '8',
        displayName: 'Orders dashboard',
        sourceUrl: 'http://localhost:808/superset/dashboard/1/',
        charts: ['183', '170'],
      },
      {
        name: 'eta_predictions_performance',
        displayName: 'ETA Predictions Performance',
        sourceUrl: 'http://localhost:808/superset/dashboard/eta_predictions_performance/',
        charts: ['210'],
      },
    ],
    charts: [
      {
        name: '183',
        displayName: 'Average and Sum Trends',
        sourceUrl: 'http://localhost:8088/superset/explore/?form_data=%7B%22slice_id%22%3A%20183%7D',
        chartType: 'Line',
      },
      {
        name: '170',
        displayName: 'Box plot',
        sourceUrl: 'http://localhost:8088/superset/explore/?form_data=%7B%22slice_id%22%3A%20170%7D',
        chartType: 'Bar',
      },
      {
        name: '210',
        displayName: 'ETA Predictions Accuracy',
        sourceUrl: 'http://localhost:8088/superset/explore/?form_data=%7B%22slice_id%22%3A%20180%7D',
        chartType: 'Line',
      },
    ],
  })
})
