'use client'

import { useQuery } from '@tanstack/react-query'
import { Combobox } from '@/components/ui/combobox'
import { Field } from '@/components/ui/field'
import { mappingsQuery } from '@/lib/client/kept-mappings'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'

/** A mapping that somebody has kept, for a file like the one it was made for. Nothing where there is none. */
export function KeptMappings({ onChoose }: { onChoose: (mapping: ImportMapping, name: string) => void }) {
  const { data } = useQuery(mappingsQuery)
  const kept = data?.data ?? []
  if (kept.length === 0) return null
  const options = kept.map(({ name, keptBy }) => ({ value: name, label: name, detail: `kept by ${keptBy}` }))
  return (
    <Field
      label="Use a saved mapping"
      help="Its columns, policies and answers take the place of what is chosen here."
      className="max-w-88"
    >
      <Combobox
        value={null}
        onValueChange={(option) => {
          const found = kept.find(({ name }) => name === option?.value)
          if (found !== undefined) onChoose(found.mapping, found.name)
        }}
        options={options}
        placeholder="Choose a mapping"
      />
    </Field>
  )
}
