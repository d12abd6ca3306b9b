import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFile } from '@/lib/import/read-file'
import { FileProblem } from '@/lib/import/table'

/** Members that readers look for, with values that they do not. */
const members = [
  ...[
    'id',
    'uid',
    'uuid',
    'name',
    'title',
    'displayName',
    'slug',
    'type',
    'model',
    'tags',
    'owners',
    'owner',
    'result',
    'data',
    'value',
  ],
  ...[
    'dashboard_title',
    'slice_name',
    'viz_type',
    'position',
    'position_json',
    'children',
    'meta',
    'ROOT_ID',
    'charts',
    'dashboards',
  ],
  ...[
    'dashboard',
    'panels',
    'rows',
    'schemaVersion',
    'libraryPanel',
    'apiVersion',
    'kind',
    'metadata',
    'spec',
    'elements',
    'vizConfig',
  ],
  ...[
    'serdes/meta',
    'entity_id',
    'dashcards',
    'card',
    'tabs',
    'collection',
    'creator',
    'creator_id',
    'collection_position',
    'dataset_query',
    'display',
  ],
  ...[
    'dashboard_elements',
    'folder',
    'user_id',
    'extends',
    'look',
    'query',
    'vis_config',
    'workbooks',
    'workbook',
    'views',
    'view',
    'project',
  ],
  ...[
    'workspaces',
    'reports',
    'reportType',
    'datasetId',
    'webUrl',
    'tiles',
    'endorsementDetails',
    'users',
    'widgets',
    'visualization',
    'options',
  ],
  ...[
    'spaceSlug',
    'chartSlug',
    'properties',
    'chartConfig',
    'proposedSnapshot',
    'aspects',
    'urn',
    'entityUrn',
    'aspectName',
    'aspect',
    '__proto__',
  ],
] as const
const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1e300,
    '',
    ' ',
    '\u0007',
    '""',
    'a.b',
    'x::y',
    'dash-db',
    'Dashboard',
    'Card',
    'dashboard',
  ),
  fc.constantFrom('dashboard.grafana.app/v1', 'CHART', 'ROOT_ID', 'urn:li:dashboard:(a,b)', '{"a":', 'http://x'),
  fc.string(),
)
const tree = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('list'), tie('record'), tie('record')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  record: fc.dictionary(fc.constantFrom(...members), tie('value'), { minKeys: 1, maxKeys: 7 }),
})).value

test('whatever is where a reader looks, a file is read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(tree, fc.boolean(), async (value, isCharts) => {
      const text = JSON.stringify([value])
      const collection = isCharts ? 'charts' : 'dashboards'
      const options = { collection, toolUrl: 'https://a.example.com', classification: 'Tool' }
      try {
        const table = await readFile({ kind: 'text', text }, options)
        for (const sheet of [table, ...(table.charts === undefined ? [] : [table.charts])])
          for (const row of sheet.rows) expect(row.length).toBeLessThanOrEqual(sheet.columns.length)
      } catch (error) {
        expect(error).toBeInstanceOf(FileProblem)
      }
    }),
    { numRuns: 1_500 },
  )
})
