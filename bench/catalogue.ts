/** A made-up catalogue in the shape of the largest known ones: ten charts a dashboard, one service with a fifth of all. */

export interface Size {
  readonly dashboards: number
  /** Charts of each dashboard. */
  readonly chartsEach: number
}

const counts = { services: 20, users: 500, teams: 40, domains: 30, tags: 60 } as const

/** The same for every run. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const words =
  'revenue orders churn retention margin pipeline forecast inventory returns traffic sessions refunds'.split(' ')

/** The people, labels and places that dashboards refer to, in the order in which they have to be made. */
export const surroundings: readonly (readonly [path: string, rows: readonly Record<string, unknown>[]])[] = [
  ['services/dashboardServices', rowsOf('service', counts.services, () => ({ serviceType: 'Superset' }))],
  ['users', rowsOf('user', counts.users, (name) => ({ email: `${name}@example.com` }))],
  ['teams', rowsOf('team', counts.teams, () => ({ teamType: 'Group' }))],
  ['domains', rowsOf('domain', counts.domains, () => ({ domainType: 'Aggregate', description: 'Of the benchmark' }))],
  ['classifications', [{ name: 'Bench', description: 'Of the benchmark' }]],
  ['tags', rowsOf('tag', counts.tags, () => ({ classification: 'Bench', description: 'Of the benchmark' }))],
]

function rowsOf(name: string, count: number, more: (name: string) => Record<string, unknown>) {
  return Array.from({ length: count }, (_, at) => ({ name: `${name}_${at}`, ...more(`${name}_${at}`) }))
}

/** A fifth of all is in the first service. */
const serviceOf = (at: number) => `service_${at % 5 === 0 ? 0 : 1 + (at % (counts.services - 1))}`

/** One dashboard in so many has the owner, the tag and the domain that are asked for: more than a page at any size. */
const askedFor = 20
/** One in so many has the rare word: a page of hits at any size. */
const rareIn = 83

/**
 * Charts and dashboards in calls of at most `perCall` rows. `userIds` in the order of their names; `userId` is the owner
 * that is asked for, with the second tag and domain.
 */
export function* calls(
  { dashboards, chartsEach }: Size,
  userIds: readonly string[],
  userId: string,
  perCall: number,
): Generator<readonly [path: string, rows: readonly Record<string, unknown>[]]> {
  const random = sequence(7)
  const pick = (count: number) => Math.floor(random() * count)
  const word = () => words[pick(words.length)] ?? ''
  const batch = perCall / chartsEach
  for (let from = 0; from < dashboards; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, dashboards - from) }, (_, at) => from + at)
    const labelled = (tag: number) => ({
      tags: [{ tagFQN: `Bench.tag_${tag}`, source: 'Classification', labelType: 'Manual' }],
    })
    const owned = (id = '') => ({ owners: [{ id, type: 'user' }] })
    const owner = () => owned(userIds[pick(userIds.length)])
    yield [
      'charts',
      numbers.flatMap((at) =>
        Array.from({ length: chartsEach }, (_, chart) => ({
          name: `chart_${at}_${chart}`,
          displayName: `${word()} by ${word()}`,
          service: serviceOf(at),
          chartType: 'Line',
          description: `How ${word()} and ${word()} developed.`,
          ...(random() < 0.3 && owner()),
        })),
      ),
    ]
    yield [
      'dashboards',
      numbers.map((at) => ({
        name: `dash_${at}`,
        displayName: `${word()} ${word()} ${at}`,
        service: serviceOf(at),
        description: `Shows **${word()}** of region ${at % 50} by week, rebuilt every night; ask before you change filters.${at % rareIn === 0 ? ' A rarity.' : ''}`,
        charts: Array.from({ length: chartsEach }, (_, chart) => `${serviceOf(at)}.chart_${at}_${chart}`),
        ...(random() < 0.7 && owner()),
        ...(random() < 0.6 && labelled(pick(counts.tags))),
        ...(random() < 0.5 && { domains: [`domain_${pick(counts.domains)}`] }),
        ...(at % askedFor === 1 && { ...owned(userId), ...labelled(1), domains: ['domain_1'] }),
      })),
    ]
  }
}
