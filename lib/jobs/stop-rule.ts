/** When a run stops for its failures. */
import { importInputOf } from '@/lib/jobs/import-input'
import { counted } from '@/lib/model/rules/counted'
import type { Job } from '@/lib/store/jobs'

/** Why a run does not go on, or does not begin; undefined while it may. Rows that the plan refuses are failures too. */
export function stopReason({ kind, input, counts }: Pick<Job, 'kind' | 'input' | 'counts'>): string | undefined {
  if (kind !== 'import') return undefined
  const { stopAfter } = importInputOf(input).mapping
  const failed = (counts.refused ?? 0) + (counts.failed ?? 0)
  if (stopAfter === undefined || failed < stopAfter) return undefined
  return `${counted(failed, 'row')} failed, and the import stops after ${stopAfter.toLocaleString('en')}`
}
