'use client'

import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { problemWords } from '@/components/entity/problem-words'
import { SettingsSection } from '@/components/settings/settings-section'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { addresses } from '@/lib/model/entities/addresses'
import { textMax } from '@/lib/model/rules/text-max'

/** What the profile shows of the person who is signed in. */
export interface Profile {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly email: string
}

/** What others see of the person. The address and the user name are an administrator's to change. */
export function NameSection({ profile }: { profile: Profile }) {
  const refresh = useRefreshCatalogue()
  const form = useForm({ defaultValues: { displayName: profile.displayName } })
  const { errors, isDirty } = form.formState
  const save = useMutation({
    mutationFn: (value: string) =>
      entityMutations(addresses.user).patch(profile.id, [
        value === '' ? { op: 'remove', path: '/displayName' } : { op: 'add', path: '/displayName', value },
      ]),
    onSuccess: async (_saved, value) => {
      form.reset({ displayName: value })
      toast.success('Your name is saved.')
      await refresh()
    },
    onError: (error) => form.setError('displayName', { message: problemWords(error) }, { shouldFocus: true }),
  })
  return (
    <SettingsSection title="Name">
      <form
        aria-label="Name"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => void form.handleSubmit(({ displayName }) => save.mutate(displayName.trim()))(event)}
      >
        <Field
          label="Display name"
          help={`What others read. Without one they read ${profile.name}.`}
          error={errors.displayName?.message}
        >
          <Input
            {...form.register('displayName', {
              maxLength: { value: textMax.line, message: `A name can have at most ${textMax.line} characters.` },
            })}
            dir="auto"
            autoComplete="name"
          />
        </Field>
        <dl className="grid gap-3 text-sm sm:grid-cols-2">
          <div className="min-w-0">
            <dt className="text-muted text-xs">Email you sign in with</dt>
            <dd className="truncate">{profile.email}</dd>
          </div>
          <div className="min-w-0">
            <dt className="text-muted text-xs">User name</dt>
            <dd className="truncate font-mono text-xs leading-5">{profile.name}</dd>
          </div>
        </dl>
        <Button type="submit" variant="primary" pending={save.isPending} className="w-fit">
          Save name
        </Button>
      </form>
      <UnsavedChanges when={isDirty} />
    </SettingsSection>
  )
}
