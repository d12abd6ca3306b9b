/** Metabase: its serialization (a folder of YAML, or an archive of it), and what its API answers. */
import { chartTypeOf } from '@/lib/import/formats/native/chart-types'
import {
  type ChartItem,
  type DashboardItem,
  type Document,
  type Found,
  fieldNotes,
  leftOutOf,
  listOf,
  type Native,
  type Tree,
  textOf,
  thingsOf,
  treeOf,
  treesIn,
  treesOf,
} from '@/lib/import/formats/native/native'

export const metabase: Native = {
  tool: 'Metabase',
  read: (documents) => readFiles(documents) ?? readAnswers(documents),
}

/** What a file of the serialization says it is: the last of its path. */
const modelOf = (tree: Tree): string | undefined => textOf(treesOf(tree['serdes/meta']).at(-1)?.model)

function readFiles(documents: readonly Document[]): Found | undefined {
  const trees = treesIn(documents).map(({ value }) => treeOf(value))
  const of = (model: string): Tree[] => trees.filter((tree) => modelOf(tree) === model)
  const [dashboards, cards, collections] = [of('Dashboard'), of('Card'), of('Collection')]
  if (dashboards.length + cards.length === 0) return undefined
  const pathOf = pathsOf(collections)
  const living = (tree: Tree): boolean => tree.archived !== true
  const charts = new Map<string, ChartItem>()
  for (const card of cards.filter(living)) {
    const name = textOf(card.entity_id)
    if (name === undefined) continue
    charts.set(name, {
      name,
      displayName: textOf(card.name),
      description: textOf(card.description),
      project: pathOf(textOf(card.collection_id)),
      owners: ownersOf(card.creator_id),
      chartType: chartTypeOf(textOf(card.display)),
    })
  }
  const left = { texts: 0, missing: 0 }
  const items = dashboards.filter(living).flatMap((dashboard): DashboardItem[] => {
    const name = textOf(dashboard.entity_id)
    if (name === undefined) return []
    const shown = dashcardsOf(dashboard).flatMap((dashcard) => {
      const drawn = [dashcard, ...treesOf(dashcard.series)].flatMap(({ card_id: card }) => textOf(card) ?? [])
      if (drawn.length === 0) left.texts += 1
      left.missing += drawn.filter((card) => !charts.has(card)).length
      return drawn
    })
    return [
      {
        name,
        displayName: textOf(dashboard.name),
        description: textOf(dashboard.description),
        project: pathOf(textOf(dashboard.collection_id)),
        owners: ownersOf(dashboard.creator_id),
        charts: shown,
      },
    ]
  })
  return {
    what: 'Metabase serialization',
    dashboards: items,
    charts: [...charts.values()],
    fields: notesOf('entity_id', 'collection_id', 'creator_id'),
    leftOut: [
      ...leftOutOf(left.texts, 'text card'),
      ...leftOutOf(left.missing, 'question that is not in the file', 'questions that are not in the file'),
      ...leftOutOf(
        [...dashboards, ...cards].length - [...dashboards, ...cards].filter(living).length,
        'archived thing',
      ),
    ],
  }
}

const notesOf = (id: string, collection: string, creator: string) => [
  ...fieldNotes('dashboards', [
    [id, 'name', 'It stays when the dashboard is renamed'],
    ['name', 'displayName'],
    ['description', 'description'],
    ...(id === 'id' ? ([['id', 'sourceUrl']] as const) : []),
    [collection, 'project', 'With the collections above it, where they are in the file'],
    [creator, 'owners'],
    ['dashcards', 'charts', 'Tab by tab, from top to bottom, with the series that are drawn into one'],
    ['parameters', null, 'There is no field for it'],
  ]),
  ...fieldNotes('charts', [
    [id, 'name'],
    ['name', 'displayName'],
    ['description', 'description'],
    ['display', 'chartType'],
    ...(id === 'id' ? ([['id', 'sourceUrl']] as const) : []),
    [creator, 'owners'],
    ['dataset_query', null, 'There is no field for it'],
  ]),
]

const ownersOf = (creator: unknown): string[] => {
  const address = textOf(creator)
  return address?.includes('@') === true ? [address] : []
}

/** "Finance / Monthly" by the id of the inner one. */
function pathsOf(collections: readonly Tree[]): (id: string | undefined) => string | undefined {
  const byId = new Map(collections.map((collection) => [textOf(collection.entity_id), collection]))
  const pathOf = (id: string | undefined, depth = 20): string | undefined => {
    const collection = id === undefined || depth === 0 ? undefined : byId.get(id)
    const name = textOf(collection?.name)
    if (name === undefined) return undefined
    const above = pathOf(textOf(collection?.parent_id), depth - 1)
    return above === undefined ? name : `${above} / ${name}`
  }
  return pathOf
}

/** Tab by tab, then as people read. */
function dashcardsOf(dashboard: Tree): Tree[] {
  const tabs = new Map(
    treesOf(dashboard.tabs).map((tab, at) => [textOf(tab.entity_id) ?? textOf(tab.id), Number(tab.position ?? at)]),
  )
  const place = (dashcard: Tree): number[] => {
    const tab = dashcard.dashboard_tab_id
    const id = Array.isArray(tab) ? textOf(listOf(tab).at(-1)) : textOf(tab)
    return [tabs.get(id) ?? 0, Number(dashcard.row ?? 0), Number(dashcard.col ?? 0)]
  }
  return treesOf(dashboard.dashcards ?? dashboard.ordered_cards).toSorted((one, other) => {
    const [a, b] = [place(one), place(other)]
    const at = a.findIndex((value, index) => value !== b[index])
    return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
  })
}

const isCard = (thing: Tree): boolean =>
  thing.model === 'card' || ('display' in thing && 'dataset_query' in thing && typeof thing.name === 'string')
const isDashboard = (thing: Tree): boolean =>
  (thing.model === 'dashboard' && 'collection' in thing) ||
  ((Array.isArray(thing.dashcards) || Array.isArray(thing.ordered_cards) || 'collection_position' in thing) &&
    'creator_id' in thing &&
    !('dataset_query' in thing) &&
    typeof thing.name === 'string')

function readAnswers(documents: readonly Document[]): Found | undefined {
  const things = thingsOf(documents)
  const dashboards = things.filter((thing) => isDashboard(thing) && textOf(thing.id) !== undefined)
  const fromSearch = dashboards.some(({ model }) => model === 'dashboard')
  const cards = things.filter(
    (thing) => isCard(thing) && textOf(thing.id) !== undefined && (fromSearch || thing.model !== 'card'),
  )
  if (dashboards.length + cards.length === 0) return undefined
  const charts = new Map<string, ChartItem>()
  let archived = 0
  let texts = 0
  const take = (card: Tree): string | undefined => {
    const name = textOf(card.id)
    if (card.archived === true) archived += 1
    else if (name !== undefined) charts.set(name, answered(card, '/question/'))
    return name
  }
  for (const card of cards) take(card)
  const items = dashboards.flatMap((dashboard): DashboardItem[] => {
    if (dashboard.archived === true) {
      archived += 1
      return []
    }
    const shown = dashcardsOf(dashboard).flatMap(({ card, series }) => {
      const found = [treeOf(card), ...treesOf(series)].flatMap((one) => take(one) ?? [])
      if (found.length === 0) texts += 1
      return found
    })
    return [{ ...answered(dashboard, '/dashboard/'), charts: shown }]
  })
  return {
    what: 'Metabase API answer',
    dashboards: items,
    charts: [...charts.values()],
    fields: notesOf('id', 'collection.name', 'creator.email'),
    leftOut: [...leftOutOf(texts, 'text card'), ...leftOutOf(archived, 'archived thing')],
  }
}

function answered(thing: Tree, path: string): ChartItem {
  const id = textOf(thing.id) ?? ''
  return {
    name: id,
    displayName: textOf(thing.name),
    description: textOf(thing.description),
    sourceUrl: `${path}${encodeURIComponent(id)}`,
    project: textOf(treeOf(thing.collection).name),
    owners: ownersOf(treeOf(thing.creator).email),
    chartType: chartTypeOf(textOf(thing.display)),
  }
}
