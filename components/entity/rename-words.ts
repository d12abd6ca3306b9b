/** What follows a new name, in sentences. */
import { inSentence, labelFrom, sentenceList } from '@/lib/model/fields/field'
import { counted } from '@/lib/model/rules/counted'
import type { JobRowView } from '@/lib/model/wire/job'

export function followingWords({ below, carriers }: NonNullable<JobRowView['follows']>): string[] {
  const inside = below.map(({ type, count }) => counted(count, inSentence(labelFrom(type))))
  const sentences = [
    inside.length === 0 ? '' : `${sentenceList(inside)} below it: their full names go on from the new one.`,
    carriers === 0 ? '' : `${counted(carriers, 'entry')} in the catalogue: they keep it, and show the new name.`,
  ].filter((sentence) => sentence !== '')
  return sentences.length === 0 ? ['Nothing else in the catalogue is about its name.'] : sentences
}
