import { sameValue } from '@/lib/model/edits/change'
import type { ImportMapping, MappingChange } from '@/lib/model/wire/import-mapping'

interface GivenAnswer {
  readonly label: string
  /** What takes it back, and nothing else. */
  readonly without: (mapping: ImportMapping) => MappingChange
}

/** The answers to problems that a mapping holds, each with the way back. */
export function answersIn({ leaveOut = [], values = [], separator, duplicates }: ImportMapping): GivenAnswer[] {
  return [
    ...values.map((value) => ({
      label: `“${value.name}” means ${value.to}`,
      without: (now: ImportMapping) => ({ values: (now.values ?? []).filter((other) => !sameValue(other, value)) }),
    })),
    ...(leaveOut.length > 3
      ? [{ label: `${leaveOut.length.toLocaleString('en')} names are left out`, without: () => ({ leaveOut: [] }) }]
      : leaveOut.map((one) => ({
          label: `“${one.name}” is left out`,
          without: (now: ImportMapping) => ({
            leaveOut: (now.leaveOut ?? []).filter((other) => !sameValue(other, one)),
          }),
        }))),
    ...(separator === undefined
      ? []
      : [{ label: `“::” in names is written “${separator}”`, without: () => ({ separator: null }) }]),
    ...(duplicates === undefined
      ? []
      : [{ label: `The ${duplicates} row of each name is taken`, without: () => ({ duplicates: null }) }]),
  ]
}
