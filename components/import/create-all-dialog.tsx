'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { CreateDialog } from '@/components/import/create-dialog'
import { DomainType } from '@/components/import/create-domain-dialog'
import { chartIn, domainIn, tagIn } from '@/components/import/missing-names'
import { useActor } from '@/components/shell/actor-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { createTag } from '@/lib/client/create-tag'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { charts } from '@/lib/model/entities/chart'
import { type Domain, domains } from '@/lib/model/entities/domain'
import { tags } from '@/lib/model/entities/tag'
import { counted } from '@/lib/model/rules/counted'

/** What is made of its name alone. */
const madeByName = { tag: tags, domain: domains, chart: charts } as const
export type MadeByName = keyof typeof madeByName

export const isMadeByName = (type: string): type is MadeByName => Object.hasOwn(madeByName, type)

/** A name that rows have, and what it is called now. */
interface Made {
  readonly name: string
  readonly to: string
}

interface CreateAllDialogProps {
  type: MadeByName
  /** As the rows name them. */
  names: readonly string[]
  onCreated: (made: readonly Made[]) => Promise<void>
}

/** Makes all tags, domains or charts that rows refer to, one after the other, then asks for these rows again. */
export function CreateAllDialog({ type, names, onCreated }: CreateAllDialogProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [classification, setClassification] = useState('')
  const [domainType, setDomainType] = useState<Domain['domainType']>('Aggregate')
  /** Of an attempt that came to an end half way, until the dialog is closed. */
  const made = useRef<Made[]>([])
  const client = useQueryClient()
  const actor = useActor()
  const refresh = useRefreshCatalogue()
  const alone = type === 'tag' ? names.filter((name) => tagIn(name).classification === '').length : 0
  const createOne = async (name: string): Promise<string> => {
    const said = tagIn(name)
    const { fullyQualifiedName = name } =
      type === 'domain'
        ? await entityMutations(domains).create({ ...domainIn(name), domainType, description: '' })
        : type === 'chart'
          ? await entityMutations(charts).create(chartIn(name))
          : await createTag(client, { ...said, classification: said.classification || classification.trim() })
    return fullyQualifiedName
  }
  const tell = async () => {
    const said = made.current
    made.current = []
    if (said.length > 0) await Promise.all([onCreated(said), refresh()])
  }
  const creation = useMutation({
    mutationFn: async () => {
      // What stands below another one comes after it; what is made already is not made again.
      const done = new Set(made.current.map(({ name }) => name))
      for (const name of names.filter((one) => !done.has(one)).toSorted((a, b) => a.length - b.length))
        made.current.push({ name, to: await createOne(name) })
    },
    onSuccess: async () => {
      setIsOpen(false)
      await tell()
    },
  })
  const number = names.length.toLocaleString('en')
  return (
    <CreateDialog
      isOpen={isOpen}
      onOpenChange={(isNowOpen) => {
        setIsOpen(isNowOpen)
        if (!isNowOpen) void tell()
      }}
      noun={`${number} ${type}s`}
      action={`Create all ${number}`}
      description="They are created at once, before the rows, each by the name that the rows have."
      blocked={blockedReason(actor, 'Create', madeByName[type])}
      missing={alone > 0 && classification.trim() === '' ? 'Say which classification they belong to.' : undefined}
      creation={creation}
    >
      {alone > 0 ? (
        <Field
          label="Classification"
          help={`Of the ${counted(alone, 'tag')} that ${alone === 1 ? 'says' : 'say'} none. It is created if there is none of that name.`}
        >
          <Input value={classification} maxLength={256} onChange={(event) => setClassification(event.target.value)} />
        </Field>
      ) : null}
      {type === 'domain' ? <DomainType value={domainType} onChange={setDomainType} /> : null}
      <ul aria-label={`New ${type}s`} className="max-h-48 overflow-y-auto border-line border-t text-sm">
        {names.map((name) => (
          <li key={name} dir="auto" className="border-line border-b py-1.5 [overflow-wrap:anywhere]">
            {name}
          </li>
        ))}
      </ul>
    </CreateDialog>
  )
}
