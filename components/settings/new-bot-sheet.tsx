'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormSheet } from '@/components/settings/form-sheet'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { botRolesQuery, botsQuery, createBot } from '@/lib/client/bots'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { shownName } from '@/lib/model/rules/shown-name'
import { textMax } from '@/lib/model/rules/text-max'

interface NewBotSheetProps {
  onClose: () => void
  /** Leads to its sheet, where its token is made. */
  onMade: (name: string) => Promise<unknown>
}

const blank = { name: '', description: '', role: '' }

export function NewBotSheet({ onClose, onMade }: NewBotSheetProps) {
  const client = useQueryClient()
  const refresh = useRefreshCatalogue()
  const [draft, setDraft] = useState(blank)
  const [problem, setProblem] = useState<string>()
  const { data: roles } = useQuery(botRolesQuery)
  const name = draft.name.trim()
  const create = useMutation({
    mutationFn: () => createBot({ ...draft, name, description: draft.description.trim() }),
    onSuccess: async () => {
      setDraft(blank)
      await client.invalidateQueries({ queryKey: botsQuery.queryKey })
      await onMade(name)
      await refresh()
    },
  })
  const submit = () => {
    setProblem(name === '' ? 'Enter a name.' : undefined)
    if (name !== '' && !create.isPending) create.mutate()
  }
  const set = (changed: Partial<typeof blank>) => setDraft({ ...draft, ...changed })
  return (
    <FormSheet
      label="New bot"
      title="New bot"
      description="Its token is made in the next step."
      action="Create bot"
      failed="It could not be created"
      saving={create}
      isUnsaved={draft !== blank && !create.isPending && !create.isSuccess}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label="Name" required error={problem} help="What it writes is told by this name. It stays as it is.">
        <Input
          value={draft.name}
          maxLength={textMax.name}
          dir="auto"
          autoComplete="off"
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label="Description">
        <Textarea
          value={draft.description}
          dir="auto"
          rows={2}
          onChange={(event) => set({ description: event.target.value })}
        />
      </Field>
      <Field label="Role" help="What it may do. Without one it may do what everybody may.">
        <Select value={draft.role} onChange={(event) => set({ role: event.target.value })}>
          <option value="">Reader</option>
          {roles?.data.map((role) => (
            <option key={role.id} value={role.id}>
              {shownName(role)}
            </option>
          ))}
        </Select>
      </Field>
    </FormSheet>
  )
}
