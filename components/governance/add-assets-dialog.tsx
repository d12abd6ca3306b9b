'use client'

import { type FormEvent, useId, useState } from 'react'
import { type RefusedAsset, useChangeAssets } from '@/components/catalogue/use-change-assets'
import type { ShownEntity } from '@/components/entity/entity-query'
import { referenceName } from '@/components/entity/reference-name'
import { type ReferenceOption, useReferenceOptions } from '@/components/entity/reference-options'
import { RequestError } from '@/components/entity/request-error'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import { Notice } from '@/components/ui/notice'
import type { AssetHolder } from '@/lib/client/mutations'
import type { EntityType } from '@/lib/model/entities/entity'
import { shownName } from '@/lib/model/rules/shown-name'

interface AddAssetsDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  holder: ShownEntity
  by: AssetHolder['by']
}

const assetTypes: readonly EntityType[] = ['dashboard', 'chart']

/** Chooses dashboards and charts, and puts them into a domain or data product. What may not be in it stays chosen, with the reason. */
export function AddAssetsDialog({ open, onOpenChange, holder, by }: AddAssetsDialogProps) {
  const form = useId()
  const [chosen, setChosen] = useState<readonly ReferenceOption[]>([])
  const [refused, setRefused] = useState<readonly RefusedAsset[]>([])
  const adding = useChangeAssets('add', { by, fqn: holder.fullyQualifiedName ?? holder.name })
  const loadOptions = useReferenceOptions(assetTypes)
  const domains = (holder.domains ?? []).map(referenceName).join(' or ')
  const change = (isOpen: boolean) => {
    if (adding.isPending) return
    setChosen([])
    setRefused([])
    adding.reset()
    onOpenChange(isOpen)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen.length === 0 || adding.isPending) return
    adding.mutate(
      chosen.map(({ reference }) => reference),
      {
        onSuccess: (failed) => {
          if (failed.length === 0) return change(false)
          setRefused(failed)
          setChosen(chosen.filter(({ reference }) => failed.some(({ asset }) => asset.id === reference.id)))
        },
      },
    )
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent
        size="sm"
        title={<span className="[overflow-wrap:anywhere]">{`Add assets to ${shownName(holder)}`}</span>}
        description={
          by === 'domain'
            ? 'Dashboards and charts that this domain answers for. Other domains that they have stay.'
            : `Dashboards and charts of the domain ${domains}: others cannot be in this data product.`
        }
        footer={
          <DialogActions
            form={form}
            pending={adding.isPending}
            disabledReason={chosen.length === 0 ? 'Choose a dashboard or a chart first.' : undefined}
          >
            Add
          </DialogActions>
        }
      >
        <form id={form} onSubmit={submit} className="grid gap-4">
          {adding.error === null ? null : <RequestError title="Nothing was added" error={adding.error} />}
          {refused.length === 0 ? null : (
            <Notice tone="danger" role="alert" title="These could not be added">
              <ul>
                {refused.map(({ asset, message }) => (
                  <li key={asset.id} className="[overflow-wrap:anywhere]">{`${referenceName(asset)}: ${message}`}</li>
                ))}
              </ul>
            </Notice>
          )}
          <Field label="Assets">
            <MultiCombobox<ReferenceOption>
              value={chosen}
              onValueChange={(options) => {
                setChosen(options)
                setRefused([])
              }}
              loadOptions={loadOptions}
              selectedLabel="Selected assets"
              placeholder="Find dashboards and charts by name"
              emptyText="Nothing of that name"
            />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}
