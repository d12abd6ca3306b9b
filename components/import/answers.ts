import type { ImportMapping, MappingChange } from '@/lib/model/wire/import-mapping'

interface GivenAnswer {
  readonly label: string
  /** What takes it back. */
  readonly without: MappingChange
}

/** The answers to problems that a mapping holds, each with the way back. */
export function answersIn({ leaveOut = [], values = [], separator, duplicates }: ImportMapping): GivenAnswer[] {
  return [
    ...values.map((value) => ({
      label: `“${value.name}” means ${value.to}`,
      without: { values: values.filter((other) => other !== value) },
    })),
    ...(leaveOut.length > 3
      ? [{ label: `${leaveOut.length.toLocaleString('en')} names are left out`, without: { leaveOut: [] } }]
      : leaveOut.map((one) => ({
          label: `“${one.name}” is left out`,
          without: { leaveOut: leaveOut.filter((other) => other !== one) },
        }))),
    ...(separator === undefined
      ? []
      : [{ label: `“::” in names is written “${separator}”`, without: { separator: null } }]),
    ...(duplicates === undefined
      ? []
      : [{ label: `The ${duplicates} row of each name is taken`, without: { duplicates: null } }]),
  ]
}
