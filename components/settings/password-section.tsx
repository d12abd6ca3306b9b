'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { problemWords } from '@/components/entity/problem-words'
import { SettingsSection } from '@/components/settings/settings-section'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { PasswordInput } from '@/components/ui/password-input'
import { toast } from '@/components/ui/toast'
import { changePassword } from '@/lib/client/account'
import { ApiError } from '@/lib/client/api'
import { newPassword, passwordRule } from '@/lib/client/password-rule'
import { signIn } from '@/lib/client/session'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'

const schema = z.object({
  oldPassword: z.string().min(1, 'Enter the password you have now.'),
  newPassword,
  revokeTokens: z.boolean(),
})
type Values = z.infer<typeof schema>
const blank: Values = { oldPassword: '', newPassword: '', revokeTokens: false }

/** A new password, by the old one. All sessions end with it; this browser signs in again with the new one. */
export function PasswordSection({ email }: { email: string }) {
  const refresh = useRefreshCatalogue()
  const form = useForm({ resolver: zodResolver(schema), defaultValues: blank })
  const { errors } = form.formState
  const save = useMutation({
    mutationFn: changePassword,
    onSuccess: async (_changed, values: Values) => {
      form.reset(blank)
      try {
        await signIn({ email, password: values.newPassword })
      } catch {
        // It is changed all the same, and the session that this page had is gone.
        window.location.assign('/sign-in?next=%2Fsettings%2Fprofile')
        return
      }
      toast.success('Your password is changed. All other sessions have ended.')
      await refresh()
    },
    onError: (error) => {
      const isNew = error instanceof ApiError && error.fields?.some(({ path }) => path === '/newPassword') === true
      form.setError(isNew ? 'newPassword' : 'oldPassword', { message: problemWords(error) }, { shouldFocus: true })
    },
  })
  return (
    <SettingsSection title="Password" about="Changing it signs you out everywhere else.">
      <form
        aria-label="Password"
        noValidate
        method="post"
        className="grid gap-4"
        onSubmit={(event) => void form.handleSubmit((values) => save.mutate(values))(event)}
      >
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <Field label="Current password" required error={errors.oldPassword?.message}>
          <PasswordInput {...form.register('oldPassword')} autoComplete="current-password" />
        </Field>
        <Field
          label="New password"
          required
          error={errors.newPassword?.message}
          help={errors.newPassword?.message === passwordRule ? undefined : passwordRule}
        >
          <PasswordInput {...form.register('newPassword')} autoComplete="new-password" />
        </Field>
        <CheckboxField
          {...form.register('revokeTokens')}
          label="Revoke my personal tokens too"
          help="Programs that use one of them are refused from then on."
        />
        <Button type="submit" pending={save.isPending} className="w-fit">
          Change password
        </Button>
      </form>
    </SettingsSection>
  )
}
