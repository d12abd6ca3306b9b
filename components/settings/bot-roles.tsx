'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { referenceName } from '@/components/entity/reference-name'
import { RequestError } from '@/components/entity/request-error'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import { toast } from '@/components/ui/toast'
import { type BotUser, botRolesQuery, botsQuery, giveBotRoles } from '@/lib/client/bots'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { shownName } from '@/lib/model/rules/shown-name'

/** What a bot may do: its roles, and others in their place. */
export function BotRoles({ user }: { user: BotUser }) {
  const client = useQueryClient()
  const refresh = useRefreshCatalogue()
  const { data: known } = useQuery(botRolesQuery)
  const kept = (user.roles ?? []).map((role) => ({ value: role.id, label: referenceName(role) }))
  const [chosen, setChosen] = useState(kept)
  const ids = chosen.map(({ value }) => value)
  const isChanged = ids.length !== kept.length || kept.some(({ value }) => !ids.includes(value))
  const save = useMutation({
    mutationFn: () => giveBotRoles(user, ids),
    onSuccess: async () => {
      toast.success('What it may do is saved.')
      await client.invalidateQueries({ queryKey: botsQuery.queryKey })
      await refresh()
    },
  })
  return (
    <section aria-label="Rights" className="grid min-w-0 gap-3 rounded-lg border border-line p-3.5">
      <h3 className="font-semibold text-sm">Rights</h3>
      {save.error === null ? null : <RequestError title="It could not be saved" error={save.error} />}
      <Field label="Roles" help="What it may do. Without one it may do what everybody may.">
        <MultiCombobox
          value={chosen}
          options={(known?.data ?? []).map((role) => ({ value: role.id, label: shownName(role) }))}
          onValueChange={(roles) => setChosen(roles.map(({ value, label }) => ({ value, label })))}
          selectedLabel="Selected roles"
          placeholder="Add roles"
        />
      </Field>
      <Button
        className="w-fit"
        pending={save.isPending}
        disabledReason={isChanged ? undefined : 'Nothing is changed.'}
        onClick={() => save.mutate()}
      >
        Save roles
      </Button>
      <UnsavedChanges when={isChanged && !save.isSuccess} />
    </section>
  )
}
