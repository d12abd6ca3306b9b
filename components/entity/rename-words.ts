/** What follows a new name, or another thing in its place, in sentences. */
import type { OnePlan } from '@/components/entity/use-one-thing-job'
import { inSentence, labelFrom, sentenceList } from '@/lib/model/fields/field'
import { counted } from '@/lib/model/rules/counted'
import type { JobRowView } from '@/lib/model/wire/job'

type Following = NonNullable<JobRowView['follows']>

export function followingWords({ row, counts }: Pick<OnePlan<unknown>, 'row' | 'counts'>, name: string): string[] {
  const follows = row.follows ?? { below: [], carriers: 0 }
  return follows.relabelled === undefined
    ? renamedWords(follows)
    : mergedWords(follows.relabelled, counts.refused ?? 0, name)
}

const amount = ({ type, count }: { type: string; count: number }): string => counted(count, inSentence(labelFrom(type)))

function renamedWords({ below, carriers }: Following): string[] {
  const inside = below.map(amount)
  const sentences = [
    inside.length === 0 ? '' : `${sentenceList(inside)} below it: their full names go on from the new one.`,
    carriers === 0 ? '' : `${counted(carriers, 'entry')} in the catalogue: they keep it, and show the new name.`,
  ].filter((sentence) => sentence !== '')
  return sentences.length === 0 ? ['Nothing else in the catalogue is about its name.'] : sentences
}

function mergedWords(relabelled: NonNullable<Following['relabelled']>, refused: number, name: string): string[] {
  if (relabelled.length === 0) return ['Nothing in the catalogue has it.', `${name} is deleted.`]
  const both = relabelled.reduce((sum, each) => sum + each.both, 0)
  return [
    `${sentenceList(relabelled.map(amount))} ${refused === 0 ? 'get' : 'have it, and get'} the other one in its place${refused === 0 ? '' : `, except ${refused.toLocaleString('en')}`}.`,
    ...(both === 0
      ? []
      : [`${both.toLocaleString('en')} of them ${both === 1 ? 'has' : 'have'} both: one label is left.`]),
    refused === 0
      ? `${name} is deleted then.`
      : `${counted(refused, 'entry', 'entries')} cannot get it, because of what else ${refused === 1 ? 'it has' : 'they have'} or because you may not change ${refused === 1 ? 'it' : 'them'}: ${name} stays there, and is not deleted.`,
  ]
}
