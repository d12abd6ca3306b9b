'use client'

import { useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import type { ImportFile } from '@/components/import/import-state'
import { ServiceChoice } from '@/components/import/service-choice'
import type { ImportHandle } from '@/components/import/use-import'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { Field, useField } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Asked, FieldNote } from '@/lib/import/table'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'

const asked: Readonly<Record<Asked, { label: string; help: string; placeholder: string }>> = {
  toolUrl: {
    label: 'Address of the tool',
    help: 'For links: the file has them without it. Left empty, they are left out.',
    placeholder: 'https://bi.example.com',
  },
  classification: {
    label: 'Classification of its tags',
    help: 'The tags are looked for in it. Left empty, they are left out.',
    placeholder: 'None',
  },
}

/** What the export of a tool was recognised as, what became of it, and what it cannot say itself. */
export function ExportNotes({ handle, file }: { handle: ImportHandle; file: ImportFile }) {
  const { session, state } = handle
  const { recognised, options } = file
  if (recognised === undefined) return null
  const { tool, said, fields, leftOut, asks } = recognised
  return (
    <section aria-labelledby="export-heading" className="grid gap-4 rounded-xl border border-line p-4">
      <div className="grid gap-1">
        <h2 id="export-heading" className="font-semibold text-lg [overflow-wrap:anywhere]">
          {said}
        </h2>
        {leftOut.length === 0 ? null : (
          <p className="text-muted text-sm [overflow-wrap:anywhere]">{`Not imported: ${leftOut.join(', ')}.`}</p>
        )}
      </div>
      <div className="grid items-start gap-4 md:grid-cols-2 lg:grid-cols-3">
        <ServiceOf handle={handle} tool={tool} />
        {asks.map((name) => (
          <AskedText
            key={name}
            {...asked[name]}
            value={options[name] ?? ''}
            offered={name === 'classification' && tool !== 'CustomDashboard' ? tool : undefined}
            onSay={(value) => void session.say({ [name]: value === '' ? undefined : value })}
          />
        ))}
      </div>
      <CheckboxField
        checked={state.createMissing}
        onChange={(event) => session.setCreateMissing(event.target.checked)}
        label="Create the service and the tags that are missing"
      />
      <FieldNotes fields={fields} />
    </section>
  )
}

/** The tool that the file is of: chosen already where there is one alone of its kind, offered by name where there is none. */
function ServiceOf({ handle: { session, state, facts }, tool }: { handle: ImportHandle; tool: string }) {
  const mayCreate = blockedReason(useActor(), 'Create', dashboardServices) === undefined
  const name = tool.toLowerCase()
  const isNew =
    tool !== 'CustomDashboard' && !facts.services.some((service) => service.tool === tool || service.name === name)
  const create = () => {
    session.setFixedService(name)
    session.setCreateMissing(true)
  }
  return (
    <ServiceChoice
      value={state.fixedService}
      isMapped={false}
      onValueChange={session.setFixedService}
      action={
        isNew && mayCreate && state.fixedService === undefined ? (
          <Offer onTake={create}>{`Create “${name}”`}</Offer>
        ) : null
      }
    />
  )
}

/** Beside a label, without making its line higher than that of a label alone. It goes once it is taken, and hands on the focus. */
function Offer({ onTake, children }: { onTake: () => void; children: string }) {
  const field = useField()
  const take = () => {
    onTake()
    if (field !== undefined) document.getElementById(field.id)?.focus()
  }
  return (
    <Button variant="link" className="-my-0.5" onClick={take}>
      {children}
    </Button>
  )
}

interface AskedTextProps {
  label: string
  help: string
  placeholder: string
  value: string
  /** What most people would say. */
  offered: string | undefined
  onSay: (value: string) => void
}

/** Read again once it is said, not with every letter. */
function AskedText({ label, help, placeholder, value, offered, onSay }: AskedTextProps) {
  const [text, setText] = useState(value)
  const say = (said = text.trim()) => {
    if (said !== value) onSay(said)
  }
  const take = (said: string) => {
    setText(said)
    say(said)
  }
  return (
    <Field
      label={label}
      help={help}
      action={
        offered === undefined || text !== '' ? null : <Offer onTake={() => take(offered)}>{`Use “${offered}”`}</Offer>
      }
    >
      <Input
        value={text}
        placeholder={placeholder}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => say()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') say()
        }}
      />
    </Field>
  )
}

/** Field by field, for whoever wants to know. */
function FieldNotes({ fields }: { fields: readonly FieldNote[] }) {
  return (
    <details className="group">
      <summary className="w-fit cursor-pointer rounded-sm text-accent-text text-sm">What each field becomes</summary>
      <div className="mt-2 grid gap-4 md:grid-cols-2">
        {(['dashboards', 'charts'] as const).map((of) => (
          <dl key={of} className="grid content-start text-sm">
            <dt className="pb-1 font-medium capitalize">{of}</dt>
            {fields
              .filter((field) => field.of === of)
              .map(({ from, to, note }) => (
                <dd key={`${from} ${to}`} className="border-line border-t py-1.5 [overflow-wrap:anywhere]">
                  {from} → {to ?? 'left out'}
                  {note === undefined ? null : <span className="block text-muted">{note}</span>}
                </dd>
              ))}
          </dl>
        ))}
      </div>
    </details>
  )
}
