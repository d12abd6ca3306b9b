'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, type LucideIcon, X } from 'lucide-react'
import { useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { CreateDialog } from '@/components/import/create-dialog'
import { DomainType } from '@/components/import/create-domain-dialog'
import { chartIn, domainIn, tagIn } from '@/components/import/missing-names'
import { useActor } from '@/components/shell/actor-context'
import { cn } from '@/components/ui/cn'
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
  const [made, setMade] = useState<readonly Made[]>([])
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
  // What stands below another one comes after it; what is made already is not made again.
  const left = names.filter((one) => !made.some(({ name }) => name === one)).toSorted((a, b) => a.length - b.length)
  const tell = async (all: readonly Made[]) => {
    setMade([])
    if (all.length > 0) await Promise.all([onCreated(all), refresh()])
  }
  const creation = useMutation({
    mutationFn: async () => {
      let all = made
      for (const name of left) {
        all = [...all, { name, to: await createOne(name) }]
        setMade(all)
      }
      return all
    },
    onSuccess: async (all) => {
      setIsOpen(false)
      await tell(all)
    },
  })
  // One after the other: the first that is left is the one that failed.
  const failed = creation.error === null ? undefined : left[0]
  const number = names.length.toLocaleString('en')
  return (
    <CreateDialog
      isOpen={isOpen}
      onOpenChange={(isNowOpen) => {
        if (creation.isPending) return
        creation.reset()
        setIsOpen(isNowOpen)
        if (!isNowOpen) void tell(made)
      }}
      noun={`${number} ${type}s`}
      action={made.length === 0 ? `Create all ${number}` : `Create the other ${left.length.toLocaleString('en')}`}
      description="They are created at once, before the rows, each by the name that the rows have."
      blocked={blockedReason(actor, 'Create', madeByName[type])}
      missing={alone > 0 && classification.trim() === '' ? 'Say which classification they belong to.' : undefined}
      failure={`${made.length === 0 ? 'None' : made.length.toLocaleString('en')} of the ${number} ${made.length > 1 ? 'were' : 'was'} created: “${failed}” could not be`}
      creation={creation}
    >
      {alone > 0 ? (
        <Field
          label="Classification"
          required
          help={`Of the ${counted(alone, 'tag')} that ${alone === 1 ? 'says' : 'say'} none. It is created if there is none of that name.`}
        >
          <Input value={classification} maxLength={256} onChange={(event) => setClassification(event.target.value)} />
        </Field>
      ) : null}
      {type === 'domain' ? <DomainType value={domainType} onChange={setDomainType} /> : null}
      <ul aria-label={`New ${type}s`} className="max-h-48 overflow-y-auto border-line border-t text-sm">
        {names.map((name) => (
          <li key={name} className="flex items-start justify-between gap-3 border-line border-b py-1.5">
            <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
              {name}
            </span>
            {left.includes(name) ? null : <Outcome icon={Check} text="Created" className="text-success" />}
            {name === failed ? <Outcome icon={X} text="Failed" className="text-danger" /> : null}
          </li>
        ))}
      </ul>
    </CreateDialog>
  )
}

const Outcome = ({ icon: Icon, text, className }: { icon: LucideIcon; text: string; className: string }) => (
  <span className={cn('flex shrink-0 items-center gap-1', className)}>
    <Icon aria-hidden strokeWidth={1.75} className="size-4" />
    {text}
  </span>
)
