/** Files as BI tools export them, with what has to come of each: by the API all of them, on the screen one of each way in. */

/** Dashboards by what people call them, with the charts on them. */
type Boards = Readonly<Record<string, readonly string[]>>

export interface Drop {
  /** Below `data/exports`: a file, several, or a folder. */
  readonly of: readonly string[]
  /** What the tool or somebody has packed or unpacked. */
  readonly as?: 'ZIP' | 'tgz' | 'folder'
  readonly said: string
  readonly boards: Boards
}

const drop = (said: string, of: string | readonly string[], boards: Boards, as?: Drop['as']): Drop => ({
  of: typeof of === 'string' ? [of] : of,
  said,
  boards,
  ...(as !== undefined && { as }),
})

export const drops: readonly Drop[] = [
  drop(
    'Superset export of 1 dashboard and 3 charts from 1 database',
    'superset/export',
    { 'USA Births Names': ['Genders', 'Boys', 'Genders by State'] },
    'ZIP',
  ),
  drop('Superset export of 1 dashboard and 3 charts', 'superset/export/dashboards/USA_Births_Names_9.yaml', {
    'USA Births Names': ['Genders', 'Boys', 'Genders by State'],
  }),
  drop('Superset API answer of 2 dashboards', 'superset/list.json', { "World Bank's Data": [], Sales: [] }),
  drop('Superset API answer of 1 dashboard and 2 charts', 'superset/dashboard.json', {
    "World Bank's Data": ["World's Population", 'Region Filter'],
  }),
  drop('Grafana export of 1 dashboard and 4 charts', 'grafana/classic.json', {
    'Nodes of $cluster': [`Load of \${node}`, 'Untitled stat 3', 'Memory by process', `Latency of \${service}`],
  }),
  drop('Grafana export of 1 dashboard and 1 chart', 'grafana/v1.json', { 'Orders by hour': ['Orders'] }),
  drop('Grafana export of 1 dashboard and 2 charts', 'grafana/v2.json', { Shop: ['Revenue', 'Shop totals'] }),
  drop('Grafana export of 1 dashboard and 1 chart', 'grafana/answer.json', { Checkout: ['Last errors'] }),
  drop('Grafana export of 2 dashboards', 'grafana/search.json', { Checkout: [], Home: [] }),
  drop(
    'Grafana export of 2 dashboards and 2 charts',
    'grafana/several',
    { Orders: ['Open'], 'Returns & Refunds': ['Rate'] },
    'folder',
  ),
  drop(
    'Metabase serialization of 1 dashboard and 2 charts',
    'metabase/serialization',
    { Revenue: ['By month', 'By customer'] },
    'folder',
  ),
  drop(
    'Metabase serialization of 1 dashboard and 2 charts',
    'metabase/serialization',
    { Revenue: ['By month', 'By customer'] },
    'tgz',
  ),
  drop(
    'Metabase serialization of 1 dashboard and 1 chart',
    'metabase/serialization-before-2026',
    { Revenue: ['By month'] },
    'ZIP',
  ),
  drop('Metabase API answer of 1 dashboard and 1 chart', 'metabase/dashboard.json', {
    test_dashboard: ['test_question'],
  }),
  drop('Metabase API answer of 1 dashboard', 'metabase/list.json', { Ops: [] }),
  drop('Metabase API answer of 1 dashboard and 1 chart', 'metabase/search.json', { Ops: [] }),
  drop('LookML of 1 dashboard', 'looker/vpn_saasboard__churn.dashboard.lookml', { 'VPN SaaSboard - Churn': [] }),
  drop('LookML of 1 dashboard and 4 charts', 'looker/experiment_cost.dashboard.lookml', {
    'Experiment Analysis Cost': ['Cost per day', 'Monthly cost', 'Cost per query', 'Last Run Cost'],
  }),
  drop('LookML of 2 dashboards and 2 charts', 'looker/several.dashboard.lookml', {
    Base: ['Orders'],
    'Business Pulse': ['Orders', 'Customers'],
  }),
  drop('Looker API answer of 2 dashboards and 2 charts', 'looker/answer.json', {
    'Business Pulse': [],
    Returns: ['Reasons', 'Return rate'],
  }),
  drop('Tableau workbook of 1 dashboard and 1 chart', 'tableau/Cache.twbx', { US_Superstore_Rev: ['Sheet 21'] }),
  drop('Tableau workbook of 1 dashboard and 3 charts', 'tableau/sales.twb', {
    'Sales overview': ['Profit & Loss', 'By region'],
  }),
  drop('Tableau REST answer of 6 dashboards', 'tableau/workbooks.xml', {
    Superstore: [],
    'World Indicators': [],
    'Odata book': [],
    test: [],
    PersonalSpaceDemo: [],
  }),
  drop('Tableau REST answer of 1 dashboard and 3 charts', 'tableau/views.xml', {
    Superstore: ['Overview', 'Product', 'Customers'],
  }),
  drop('Tableau REST answer of 2 dashboards and 1 chart', ['tableau/workbooks.json', 'tableau/projects.xml'], {
    Forecast: ['Pipeline'],
  }),
  drop('Power BI scan of 2 dashboards and 3 charts from 1 workspace', 'power-bi/scan.json', {
    Cash: [],
    Money: ['Balance', 'As of today', 'Untitled tile of Cash'],
  }),
  drop('Power BI API answer of 1 dashboard', 'power-bi/reports.json', { Cash: [] }),
  drop('Power BI API answer of 1 dashboard', 'power-bi/dashboards.json', { Money: [] }),
  drop(
    'Power BI project of 1 dashboard and 3 charts',
    'power-bi/project',
    { Sales: ['Card on Orders', "Returns of the 'web shop'", 'Column chart on Returns'] },
    'folder',
  ),
  drop('Power BI project of 1 dashboard and 1 chart', 'power-bi/legacy', { Stock: ['Stock by day'] }, 'ZIP'),
  drop('Redash API answer of 1 dashboard and 2 charts', 'redash/dashboard.json', {
    Sales: ['Orders: Chart', 'Orders: Table'],
  }),
  drop('Redash API answer of 1 dashboard', 'redash/list.json', { Sales: [] }),
  drop(
    'Lightdash export of 1 dashboard and 2 charts',
    'lightdash',
    { 'Jaffle dashboard': ['How much revenue do we have?', 'From elsewhere'] },
    'folder',
  ),
  drop('DataHub file of 1 dashboard and 1 chart from looker', 'datahub/snapshots.json', {
    'Baz Dashboard': ['Baz Chart 1'],
  }),
  drop('DataHub file of 1 dashboard and 1 chart from powerbi', 'datahub/aspects.json', { Cash: ['First page'] }),
  drop(
    'OpenMetadata sample of 2 dashboards and 3 charts',
    ['open-metadata/dashboards.json', 'open-metadata/charts.json'],
    {
      'Orders dashboard': ['Average and Sum Trends', 'Box plot'],
      'ETA Predictions Performance': ['ETA Predictions Accuracy'],
    },
  ),
]

export const titleOf = ({ of, as, said }: Drop): string =>
  `${of.join(', ')}${as === undefined ? '' : `, a ${as}`}: ${said}`

/** Dashboards and charts of a service, as the API has them; one title that comes twice counts once. */
export async function imported(api: (method: string, path: string) => Promise<unknown>, service: string) {
  const { data } = (await api('GET', `dashboards?service=${service}&fields=charts&limit=100`)) as {
    data: { displayName: string; sourceUrl?: string; charts: { displayName: string }[] }[]
  }
  const boards = new Map<string, string[]>()
  for (const { displayName, charts } of data)
    boards.set(
      displayName,
      [...(boards.get(displayName) ?? []), ...charts.map((chart) => chart.displayName)].toSorted(),
    )
  const { data: charts } = (await api('GET', `charts?service=${service}&limit=100`)) as {
    data: { sourceUrl?: string }[]
  }
  const links = [...data, ...charts].flatMap(({ sourceUrl }) => sourceUrl ?? [])
  return { boards: Object.fromEntries(boards), links }
}

/** As `imported` gives them. */
export const boardsOf = ({ boards }: Drop): Boards =>
  Object.fromEntries(Object.entries(boards).map(([name, on]) => [name, on.toSorted()]))
