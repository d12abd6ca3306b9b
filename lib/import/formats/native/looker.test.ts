import { expect, test } from 'vitest'
import { readExample, readingOf } from '@/lib/import/formats/testing'

test('Looker: LookML that extends what is in another file', async () => {
  expect(readingOf(await readExample('looker/vpn_saasboard__churn.dashboard.lookml'))).toEqual({
    tool: 'Looker',
    said: 'LookML of 1 dashboard',
    leftOut: [
      '1 text element',
      'what “vpn_saasboard__churn” takes over from “saasboard__churn”, which is in another file',
    ],
    dashboards: [
      {
        name: 'vpn_saasboard__churn',
        displayName: 'VPN SaaSboard - Churn',
      },
    ],
    charts: [],
  })
})

test('Looker: LookML', async () => {
  expect(readingOf(await readExample('looker/experiment_cost.dashboard.lookml'))).toEqual({
    tool: 'Looker',
    said: 'LookML of 1 dashboard and 4 charts',
    leftOut: [],
    dashboards: [
      {
        name: 'experiment_analysis_cost',
        displayName: 'Experiment Analysis Cost',
        charts: [
          'experiment_analysis_cost:Cost per day',
          'experiment_analysis_cost:Monthly cost',
          'experiment_analysis_cost:Cost per query',
          'experiment_analysis_cost:Last Run Cost',
        ],
      },
    ],
    charts: [
      {
        name: 'experiment_analysis_cost:Cost per day',
        displayName: 'Cost per day',
        chartType: 'Bar',
      },
      {
        name: 'experiment_analysis_cost:Monthly cost',
        displayName: 'Monthly cost',
        chartType: 'Bar',
      },
      {
        name: 'experiment_analysis_cost:Cost per query',
        displayName: 'Cost per query',
        chartType: 'Table',
      },
      {
        name: 'experiment_analysis_cost:Last Run Cost',
        displayName: 'Last Run Cost',
        chartType: 'Other',
      },
    ],
  })
})

test('Looker: several LookML dashboards in a file, one of which extends another', async () => {
  expect(readingOf(await readExample('looker/several.dashboard.lookml'))).toEqual({
    tool: 'Looker',
    said: 'LookML of 2 dashboards and 2 charts',
    leftOut: ['1 text element'],
    dashboards: [
      {
        name: 'base',
        displayName: 'Base',
        charts: ['base:orders'],
      },
      {
        name: 'pulse',
        displayName: 'Business Pulse',
        description: "Of {{ _filters['users.state'] }}",
        charts: ['base:orders', 'pulse:Customers'],
      },
    ],
    charts: [
      {
        name: 'base:orders',
        displayName: 'Orders',
        description: 'Without returns',
        chartType: 'Line',
      },
      {
        name: 'pulse:Customers',
        displayName: 'Customers',
        chartType: 'Other',
      },
    ],
  })
})

test('Looker: an answer of its API', async () => {
  expect(readingOf(await readExample('looker/answer.json', { toolUrl: 'https://bi.example.com' }))).toEqual({
    tool: 'Looker',
    said: 'Looker API answer of 2 dashboards and 2 charts',
    leftOut: ['1 deleted dashboard', '1 text element'],
    dashboards: [
      {
        name: 'thelook.business_pulse',
        displayName: 'Business Pulse',
        sourceUrl: 'https://looker.example.com/dashboards/thelook::business_pulse',
        project: 'LookML Dashboards',
      },
      {
        name: '42',
        displayName: 'Returns',
        description: 'By reason',
        sourceUrl: 'https://bi.example.com/dashboards/42',
        project: 'Shared',
        charts: ['501', '502'],
      },
    ],
    charts: [
      {
        name: '501',
        displayName: 'Reasons',
        description: 'Of last year',
        chartType: 'Pie',
      },
      {
        name: '502',
        displayName: 'Return rate',
        description: 'Per week',
        chartType: 'Area',
      },
    ],
  })
})
